/** A thing on a line: where it would like to be, and the room it needs. */
export interface Wish {
  readonly at: number;
  readonly size: number;
}

interface Block {
  /** Sum and number of the wishes in the block, each less the room before it. */
  readonly sum: number;
  readonly length: number;
}

/**
 * Places things on a line in their order, none overlapping, each as near to its wish as the squares of the distances
 * allow: isotonic regression by pooling adjacent violators, in linear time.
 */
export function spread(wishes: readonly Wish[]): readonly number[] {
  const offsets = roomBefore(wishes);
  const blocks: Block[] = [];
  wishes.forEach(({ at }, index) => {
    let block: Block = { sum: at - (offsets[index] ?? 0), length: 1 };
    for (
      let last = blocks.at(-1);
      last !== undefined && mean(last) > mean(block);
      last = blocks.at(-1)
    ) {
      block = { sum: last.sum + block.sum, length: last.length + block.length };
      blocks.pop();
    }
    blocks.push(block);
  });
  const bases = blocks.flatMap((block) => Array.from({ length: block.length }, () => mean(block)));
  return bases.map((base, index) => base + (offsets[index] ?? 0));
}

/** The distance from the first thing's centre to each, when they stand side by side. */
function roomBefore(wishes: readonly Wish[]): readonly number[] {
  let room = 0;
  return wishes.map(({ size }, index) => {
    if (index > 0) room += ((wishes[index - 1]?.size ?? 0) + size) / 2;
    return room;
  });
}

function mean({ sum, length }: Block): number {
  return sum / length;
}
