import type { Columns } from "./columns.ts";
import { orderColumns } from "./order.ts";
import { type Flat, type Ground, type Point, abreastIn } from "./pitch.ts";

/** Long columns folded into blocks, with the number of rows that makes the whole largest in the room. */
export function fold(columns: Columns, ground: Ground): Flat {
  const { pitch } = ground;
  const order = orderColumns(columns);
  const rows = bestRows(order, ground);
  const points = new Map<string, Point>();
  let x = 0;
  let lines = 1;
  for (const column of order) {
    const width = Math.ceil(column.length / rows);
    const height = Math.ceil(column.length / width);
    lines = Math.max(lines, width);
    for (const [index, id] of column.entries()) {
      const line = Math.floor(index / height);
      // Each line of a block stands a little lower than the last, so that level edges pass between the others' nodes.
      const lower = (line + 0.5) / width - 0.5;
      const y = ((index % height) - (height - 1) / 2 + lower) * pitch.across;
      points.set(id, { x: x + line * pitch.fold, y });
    }
    x += (width - 1) * pitch.fold + pitch.along;
  }
  return { points, bends: new Map(), lines };
}

/** What a fold in a step before the last costs: edges cross it. In parts of the room, as the extent is. */
const crossed = 0.2;

function bestRows(order: readonly (readonly string[])[], ground: Ground): number {
  const { pitch, room } = ground;
  const tallest = Math.max(1, ...order.map((column) => column.length));
  let best = { rows: tallest, cost: Number.POSITIVE_INFINITY };
  for (let rows = Math.min(abreastIn(ground), tallest); rows <= tallest; rows++) {
    const lines = order.map((column) => Math.ceil(column.length / rows) - 1);
    const width = lines.reduce((sum, extra) => sum + extra * pitch.fold + pitch.along, 0);
    const extent = Math.max(width / room.width, (rows * pitch.across) / room.height);
    const folds = lines.slice(0, -1).reduce((sum, extra) => sum + extra, 0);
    const cost = extent + crossed * folds;
    if (cost < best.cost) best = { rows, cost };
  }
  return best.rows;
}
