import type { Listing, Page } from "./page.ts";

/** Objects that are read one by one because no bulk endpoint exists. */
export interface EachOptions<Input, Item> {
  readonly collection: string;
  readonly inputs: readonly Input[];
  /** How many are read at once. */
  readonly width: number;
  readonly key: ((item: Item) => string) | null;
  /** Reads what belongs to one input. */
  readonly read: (input: Input, signal?: AbortSignal) => Promise<Page<Item>>;
}

/** A collection that consists of the answers for each of `inputs`, in their order. */
export function listEach<Input, Item>(options: EachOptions<Input, Item>): Listing<Item> {
  return {
    collection: options.collection,
    key: options.key,
    pages: (signal) => eachPage(options, signal),
  };
}

async function* eachPage<Input, Item>(
  { inputs, width, read }: EachOptions<Input, Item>,
  signal?: AbortSignal,
): AsyncGenerator<Page<Item>> {
  const underWay: Promise<Page<Item>>[] = [];
  const begin = (input: Input | undefined) => {
    if (input !== undefined) {
      const page = read(input, signal);
      // Met when its turn comes; must not count as unhandled until then.
      page.catch(() => {});
      underWay.push(page);
    }
  };
  inputs.slice(0, width).forEach(begin);
  for (let next = width; underWay.length > 0; next += 1) {
    const page = await underWay.shift();
    begin(inputs[next]);
    if (page !== undefined) {
      yield page;
    }
  }
}
