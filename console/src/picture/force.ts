import type { Point } from "./pitch.ts";

/** A picture without its looks: nodes by number, edges as pairs of them. */
export interface Mesh {
  readonly count: number;
  readonly edges: readonly (readonly [number, number])[];
}

/** How far apart linked nodes want to be. */
const length = 90;

/** Nodes farther apart than this do not push each other. */
const reach = 260;

const rounds = 220;

/**
 * Places nodes by forces: linked ones pull, near ones push, all drift to the middle. The same mesh gives the same places.
 * Pushes are counted between neighbouring cells of a grid only, so a round takes about as long as there are nodes.
 */
export function force({ count, edges }: Mesh): Point[] {
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  for (let node = 0; node < count; node++) {
    // A sunflower: even, and never two in one place.
    const radius = 34 * Math.sqrt(node + 0.5);
    x[node] = radius * Math.cos(node * 2.399_963);
    y[node] = radius * Math.sin(node * 2.399_963);
  }
  const state: State = { x, y, dx: new Float64Array(count), dy: new Float64Array(count) };
  for (let round = 0; round < rounds; round++) {
    state.dx.fill(0);
    state.dy.fill(0);
    push(state);
    pull(state, edges);
    move(state, 1 - round / rounds);
  }
  return Array.from(x, (value, node) => ({ x: value, y: y[node] ?? 0 }));
}

interface State {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly dx: Float64Array;
  readonly dy: Float64Array;
}

function push(state: State): void {
  const { x, y } = state;
  const cells = new Map<string, number[]>();
  const cellOf = (value: number): number => Math.floor(value / reach);
  for (let node = 0; node < x.length; node++) {
    const name = `${cellOf(x[node] ?? 0)},${cellOf(y[node] ?? 0)}`;
    const cell = cells.get(name);
    if (cell === undefined) cells.set(name, [node]);
    else cell.push(node);
  }
  for (const [name, members] of cells) {
    const [cx = 0, cy = 0] = name.split(",").map(Number);
    const around = [-1, 0, 1].flatMap((across) =>
      [-1, 0, 1].flatMap((down) => cells.get(`${cx + across},${cy + down}`) ?? []),
    );
    for (const node of members) pushFrom(state, node, around);
  }
}

function pushFrom({ x, y, dx, dy }: State, node: number, around: readonly number[]): void {
  for (const other of around) {
    if (other === node) continue;
    const [ax, ay] = [(x[node] ?? 0) - (x[other] ?? 0), (y[node] ?? 0) - (y[other] ?? 0)];
    const square = Math.max(36, ax * ax + ay * ay);
    const strength = Math.min(14, (length * length) / square);
    const distance = Math.sqrt(square);
    dx[node] = (dx[node] ?? 0) + (ax / distance) * strength;
    dy[node] = (dy[node] ?? 0) + (ay / distance) * strength;
  }
}

function pull({ x, y, dx, dy }: State, edges: Mesh["edges"]): void {
  for (const [from, to] of edges) {
    const [ax, ay] = [(x[to] ?? 0) - (x[from] ?? 0), (y[to] ?? 0) - (y[from] ?? 0)];
    const distance = Math.max(1, Math.hypot(ax, ay));
    const strength = (distance - length) * 0.045;
    const [sx, sy] = [(ax / distance) * strength, (ay / distance) * strength];
    dx[from] = (dx[from] ?? 0) + sx;
    dy[from] = (dy[from] ?? 0) + sy;
    dx[to] = (dx[to] ?? 0) - sx;
    dy[to] = (dy[to] ?? 0) - sy;
  }
}

function move({ x, y, dx, dy }: State, heat: number): void {
  const most = 40 * heat + 1;
  for (let node = 0; node < x.length; node++) {
    const [sx, sy] = [
      (dx[node] ?? 0) - 0.004 * (x[node] ?? 0),
      (dy[node] ?? 0) - 0.004 * (y[node] ?? 0),
    ];
    const step = Math.hypot(sx, sy);
    const kept = step > most ? most / step : 1;
    x[node] = (x[node] ?? 0) + sx * kept;
    y[node] = (y[node] ?? 0) + sy * kept;
  }
}
