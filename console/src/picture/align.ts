import { type Columns, columnsOf } from "./columns.ts";
import { orderColumns } from "./order.ts";
import type { Picture } from "./picture.ts";
import { type Flat, type Ground, type Pitch, type Point, abreastIn } from "./pitch.ts";
import { spread } from "./spread.ts";

/**
 * Each column one line, neighbours level with each other; nothing where that would be much too tall.
 * Types are never folded: they are few, and what links them is what they are drawn for.
 */
export function align(picture: Picture, ground: Ground): Flat | undefined {
  const { pitch, room } = ground;
  const columns = columnsOf(picture, true);
  const order = orderColumns(columns);
  const tallest = Math.max(0, ...order.map((column) => column.length));
  const tooTall = (tallest * pitch.across) / room.height;
  const tooWide = (order.length * pitch.along) / room.width;
  const isTooTall = tallest > abreastIn(ground) && tooTall > 1.35 * Math.max(tooWide, 1);
  if (isTooTall && picture.kind === "entities") return undefined;
  const ids = new Set(picture.nodes.map(({ id }) => id));
  const loops = new Set(picture.edges.flatMap(({ from, to }) => (from === to ? [from] : [])));
  const sizes = (id: string): number => {
    if (!ids.has(id)) return pitch.lane;
    return loops.has(id) ? pitch.across + pitch.loop : pitch.across;
  };
  const levels = levelOff(order, columns, sizes);
  const along = new Map(
    order.flatMap((column, index) => column.map((id) => [id, index * pitch.along])),
  );
  const point = (id: string): Point => ({ x: along.get(id) ?? 0, y: levels.get(id) ?? 0 });
  const points = new Map([...ids].map((id) => [id, point(id)]));
  const bends = new Map([...columns.routes].map(([id, route]) => [id, route.map(point)]));
  return { points, bends: new Map([...bends, ...bows(picture, points, pitch)]), lines: 1 };
}

/** Edges between nodes of one column that do not stand side by side: out of the way of those between them. */
function bows(
  { edges }: Picture,
  points: ReadonlyMap<string, Point>,
  { along, across }: Pitch,
): readonly (readonly [string, readonly Point[]])[] {
  return edges.flatMap(({ id, from, to }) => {
    const [start, end] = [points.get(from), points.get(to)];
    if (start === undefined || end === undefined || start.x !== end.x) return [];
    if (Math.abs(end.y - start.y) < across * 1.3) return [];
    return [[id, [{ x: start.x + 0.22 * along, y: (start.y + end.y) / 2 }]] as const];
  });
}

/** Moves everything towards the mean of its neighbours, a few times to the right and back. */
function levelOff(
  order: readonly (readonly string[])[],
  { linked }: Columns,
  sizeOf: (id: string) => number,
): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const settle = (column: readonly string[], wishOf: (id: string) => number): void => {
    const placed = spread(column.map((id) => ({ at: wishOf(id), size: sizeOf(id) })));
    for (const [index, id] of column.entries()) levels.set(id, placed[index] ?? 0);
  };
  for (const column of order) settle(column, () => 0);
  for (let pass = 0; pass < 12; pass++) {
    for (const column of pass % 2 === 0 ? order : order.toReversed()) {
      settle(column, (id) => meanLevel(linked.get(id) ?? [], levels) ?? levels.get(id) ?? 0);
    }
  }
  return levels;
}

function meanLevel(
  ids: readonly string[],
  levels: ReadonlyMap<string, number>,
): number | undefined {
  if (ids.length === 0) return undefined;
  return ids.reduce((sum, id) => sum + (levels.get(id) ?? 0), 0) / ids.length;
}
