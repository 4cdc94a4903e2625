import type { Columns } from "./columns.ts";

type Order = readonly (readonly string[])[];
type Linked = Columns["linked"];

const sweeps = 8;

/**
 * The order in each column that crosses few edges: each column in turn is sorted by where its neighbours stand
 * (Sugiyama's barycentre method), to the right and back; the best order met is kept.
 */
export function orderColumns({ columns, linked }: Columns): Order {
  let best: Order = columns;
  let fewest = crossings(columns, linked);
  let order: Order = columns;
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    order = sweepOnce(order, linked, sweep % 2 === 0);
    const count = crossings(order, linked);
    if (count < fewest) [best, fewest] = [order, count];
  }
  return best;
}

function sweepOnce(order: Order, linked: Linked, toTheRight: boolean): Order {
  const places = new Map<string, number>();
  const note = (column: readonly string[]): void => {
    for (const [index, id] of column.entries()) places.set(id, (index + 0.5) / column.length);
  };
  const sorted = (toTheRight ? order : order.toReversed()).map((column) => {
    const wish = new Map(
      column.map((id, index) => [id, wishOf(id, (index + 0.5) / column.length)]),
    );
    const placed = column.toSorted((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
    note(placed);
    return placed;
  });
  return toTheRight ? sorted : sorted.toReversed();

  /** The mean place of the neighbours already placed; its own where it has none. */
  function wishOf(id: string, own: number): number {
    const known = (linked.get(id) ?? []).flatMap((other) => places.get(other) ?? []);
    return known.length === 0 ? own : known.reduce((sum, place) => sum + place, 0) / known.length;
  }
}

function crossings(order: Order, linked: Linked): number {
  return order.slice(1).reduce((sum, column, index) => {
    return sum + crossingsBetween(order[index] ?? [], column, linked);
  }, 0);
}

/** Counts inversions with a Fenwick tree, so that a few thousand edges cost nothing. */
function crossingsBetween(
  left: readonly string[],
  right: readonly string[],
  linked: Linked,
): number {
  const places = new Map(right.map((id, index) => [id, index]));
  const counts = Array.from({ length: right.length + 1 }, () => 0);
  let seen = 0;
  let crossed = 0;
  for (const id of left) {
    const ends = (linked.get(id) ?? []).flatMap((other) => places.get(other) ?? []);
    for (const end of ends) crossed += seen - countUpTo(counts, end);
    for (const end of ends) addAt(counts, end);
    seen += ends.length;
  }
  return crossed;
}

function countUpTo(counts: readonly number[], place: number): number {
  let count = 0;
  for (let at = place + 1; at > 0; at -= at & -at) count += counts[at] ?? 0;
  return count;
}

function addAt(counts: number[], place: number): void {
  for (let at = place + 1; at < counts.length; at += at & -at) counts[at] = (counts[at] ?? 0) + 1;
}
