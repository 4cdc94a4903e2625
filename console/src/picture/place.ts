import { type Columns, columnsOf } from "./columns.ts";
import { orderColumns } from "./order.ts";
import type { Picture } from "./picture.ts";
import { spread } from "./spread.ts";

/** A point of the picture, in pixels at zoom 1. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything stands. */
export interface Placement {
  readonly points: ReadonlyMap<string, Point>;
  /** By edge: the points it should pass on its way. */
  readonly bends: ReadonlyMap<string, readonly Point[]>;
  /** Whether columns are folded into blocks, so that edges cross them. */
  readonly folded: boolean;
  /** Whether the steps go downwards instead of to the right. */
  readonly down: boolean;
}

/** The size of what is drawn on. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** Distances: along the steps of the query, across them, and for a way point of a long edge. */
interface Pitch {
  readonly along: number;
  readonly across: number;
  readonly lane: number;
}

const toTheRight: Pitch = { along: 220, across: 104, lane: 68 };
const downwards: Pitch = { along: 122, across: 122, lane: 68 };

/** A column longer than this may be folded; up to this length it stays one line, which reads better. */
const neverFolded = 9;

/** How much more room a node takes that has an edge to itself. */
const loopRoom = 1.7;

/** Up to this many nodes, long edges get lanes and columns are aligned with their neighbours. */
const mostAligned = 120;

/**
 * Places a picture in columns, one for each step of the query: left to right, or downwards where the room is taller
 * than wide. Long columns are folded into blocks so that the whole fits the room's proportions.
 */
export function place(picture: Picture, room: Room): Placement {
  const down = room.height > room.width * 1.1;
  const pitch = down ? downwards : toTheRight;
  const ratio = down ? room.height / room.width : room.width / room.height;
  const turn = ({ x, y }: Point): Point => (down ? { x: y, y: x } : { x, y });
  const aligned = picture.nodes.length <= mostAligned ? align(picture, pitch, ratio) : undefined;
  const { points, bends } = aligned ?? fold(columnsOf(picture, false), pitch, ratio);
  return {
    down,
    folded: aligned === undefined,
    points: new Map([...points].map(([id, point]) => [id, turn(point)])),
    bends: new Map([...bends].map(([id, route]) => [id, route.map(turn)])),
  };
}

type Flat = Pick<Placement, "points" | "bends">;

/** Each column one line, neighbours level with each other; nothing where that would be much too tall. */
function align(picture: Picture, pitch: Pitch, ratio: number): Flat | undefined {
  const columns = columnsOf(picture, true);
  const order = orderColumns(columns);
  const tallest = Math.max(0, ...order.map((column) => column.length));
  const wide = order.length * pitch.along;
  if (tallest > neverFolded && tallest * pitch.across * ratio > 2.5 * wide) return undefined;
  const ids = new Set(picture.nodes.map(({ id }) => id));
  const loops = new Set(picture.edges.flatMap(({ from, to }) => (from === to ? [from] : [])));
  const sizes = (id: string): number => {
    if (!ids.has(id)) return pitch.lane;
    return loops.has(id) ? pitch.across * loopRoom : pitch.across;
  };
  const levels = levelOff(order, columns, sizes);
  const step = stretched(order.length, levels, { pitch, ratio });
  const along = new Map(order.flatMap((column, index) => column.map((id) => [id, index * step])));
  const point = (id: string): Point => ({ x: along.get(id) ?? 0, y: levels.get(id) ?? 0 });
  const points = new Map([...ids].map((id) => [id, point(id)]));
  const bends = new Map([...columns.routes].map(([id, route]) => [id, route.map(point)]));
  return { points, bends: new Map([...bends, ...bows(picture, points, pitch)]) };
}

/** The distance between columns that fills the room's width, up to half as much again as the least. */
function stretched(
  columns: number,
  levels: ReadonlyMap<string, number>,
  { pitch, ratio }: { readonly pitch: Pitch; readonly ratio: number },
): number {
  const height = Math.max(...levels.values()) - Math.min(...levels.values()) + pitch.across;
  const wanted = (height * ratio) / Math.max(1, columns - 0.4);
  return Math.min(Math.max(wanted, pitch.along), pitch.along * 1.5);
}

/** Edges between nodes of one column that do not stand side by side: out of the way of those between them. */
function bows(
  { edges }: Picture,
  points: ReadonlyMap<string, Point>,
  { across }: Pitch,
): readonly (readonly [string, readonly Point[]])[] {
  return edges.flatMap(({ id, from, to }) => {
    const [start, end] = [points.get(from), points.get(to)];
    if (start === undefined || end === undefined || start.x !== end.x) return [];
    if (Math.abs(end.y - start.y) < across * 1.3) return [];
    return [[id, [{ x: start.x + 0.45 * across, y: (start.y + end.y) / 2 }]] as const];
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

/** Long columns folded into blocks, with the number of rows that makes the whole largest in the room. */
function fold(columns: Columns, pitch: Pitch, ratio: number): Flat {
  const order = orderColumns(columns);
  const rows = bestRows(order, pitch, ratio);
  const points = new Map<string, Point>();
  let x = 0;
  for (const column of order) {
    const width = Math.ceil(column.length / rows);
    const height = Math.ceil(column.length / width);
    for (const [index, id] of column.entries()) {
      const line = Math.floor(index / height);
      // Each line of a block stands a little lower than the last, so that level edges pass between the others' nodes.
      const lower = (line + 0.5) / width - 0.5;
      const y = ((index % height) - (height - 1) / 2 + lower) * pitch.across;
      points.set(id, { x: x + line * foldWidth(pitch), y });
    }
    x += (width - 1) * foldWidth(pitch) + pitch.along;
  }
  return { points: widened(points, x - pitch.along, ratio), bends: new Map() };
}

/** The same, drawn out sideways to fill the room's width, up to half as much again. */
function widened(
  points: ReadonlyMap<string, Point>,
  width: number,
  ratio: number,
): ReadonlyMap<string, Point> {
  const levels = [...points.values()].map(({ y }) => y);
  const height = Math.max(...levels) - Math.min(...levels);
  const factor = Math.min(1.5, Math.max(1, (height * ratio) / Math.max(1, width)));
  return new Map([...points].map(([id, { x, y }]) => [id, { x: x * factor, y }]));
}

/** The distance between two lines of one folded column: room for a label. */
function foldWidth({ along }: Pitch): number {
  return Math.min(along, 150);
}

function bestRows(order: readonly (readonly string[])[], pitch: Pitch, ratio: number): number {
  const tallest = Math.max(1, ...order.map((column) => column.length));
  let best = { rows: tallest, extent: Number.POSITIVE_INFINITY };
  for (let rows = Math.min(neverFolded, tallest); rows <= tallest; rows++) {
    const lines = order.map((column) => Math.ceil(column.length / rows) - 1);
    const width = lines.reduce((sum, extra) => sum + extra * foldWidth(pitch) + pitch.along, 0);
    const extent = Math.max(width, rows * pitch.across * ratio);
    if (extent < best.extent) best = { rows, extent };
  }
  return best.rows;
}
