/** Runs the sources, `width` at once, and hands on what any of them yields. Closes all of them at the end. */
export async function* merged<Item>(
  sources: readonly (() => AsyncGenerator<Item>)[],
  width: number,
): AsyncGenerator<Item> {
  const waiting = [...sources];
  const open = new Map<AsyncGenerator<Item>, Promise<Turn<Item>>>();
  const begin = () => {
    const generator = waiting.shift()?.();
    if (generator !== undefined) {
      open.set(generator, turnOf(generator));
    }
  };
  for (let index = 0; index < width; index += 1) {
    begin();
  }
  try {
    while (open.size > 0) {
      const { generator, result } = await Promise.race(open.values());
      if (result.done === true) {
        open.delete(generator);
        begin();
      } else {
        open.set(generator, turnOf(generator));
        yield result.value;
      }
    }
  } finally {
    await Promise.allSettled([...open.keys()].map((generator) => generator.return(undefined)));
  }
}

interface Turn<Item> {
  readonly generator: AsyncGenerator<Item>;
  readonly result: IteratorResult<Item, unknown>;
}

function turnOf<Item>(generator: AsyncGenerator<Item>): Promise<Turn<Item>> {
  const turn = generator.next().then((result) => ({ generator, result }));
  // An error is met by the race; when the race is over it must not count as unhandled.
  turn.catch(() => {});
  return turn;
}
