import type { Point } from "./pitch.ts";
import { numberAt } from "./number-at.ts";
import { QuadTree } from "./quad-tree.ts";

/** A picture without its looks: nodes by number, edges as pairs of them. */
export interface Mesh {
  readonly count: number;
  readonly edges: readonly (readonly [number, number])[];
}

/** How far apart linked nodes want to be. */
const length = 70;

/** How strongly nodes push each other. */
const charge = 240;

/** How strongly all drift to the middle. */
const gravity = 0.018;

/** More rounds place better; of many nodes each takes longer. */
function roundsFor(count: number): number {
  if (count > 5_000) return 45;
  return count > 1_500 ? 90 : 180;
}

interface State {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly vx: Float64Array;
  readonly vy: Float64Array;
  /** By node: how many edges it has. */
  readonly degrees: Float64Array;
}

/**
 * Places nodes by forces: linked ones pull, all push each other, all drift to the middle. The same mesh gives the same
 * places. Far pushes are counted by groups, so a round takes hardly longer than there are nodes.
 */
export function force({ count, edges }: Mesh): Point[] {
  const state = begin({ count, edges });
  const rounds = roundsFor(count);
  for (let round = 0; round < rounds; round++) {
    const heat = (1 - round / rounds) ** 1.5;
    pull(state, edges, heat);
    push(state, heat);
    move(state);
  }
  return Array.from(state.x, (value, node) => ({ x: value, y: state.y[node] ?? 0 }));
}

function begin({ count, edges }: Mesh): State {
  const state = {
    x: new Float64Array(count),
    y: new Float64Array(count),
    vx: new Float64Array(count),
    vy: new Float64Array(count),
    degrees: new Float64Array(count),
  };
  for (let node = 0; node < count; node++) {
    // A sunflower: even, and never two in one place.
    const radius = 22 * Math.sqrt(node + 0.5);
    state.x[node] = radius * Math.cos(node * 2.399_963);
    state.y[node] = radius * Math.sin(node * 2.399_963);
  }
  for (const ends of edges) {
    for (const node of ends) state.degrees[node] = numberAt(state.degrees, node) + 1;
  }
  return state;
}

function pull({ x, y, vx, vy, degrees }: State, edges: Mesh["edges"], heat: number): void {
  for (const [from, to] of edges) {
    const ax = numberAt(x, to) - numberAt(x, from);
    const ay = numberAt(y, to) - numberAt(y, from);
    const distance = Math.max(1, Math.sqrt(ax * ax + ay * ay));
    const one = numberAt(degrees, from);
    const other = numberAt(degrees, to);
    // What has many edges gives way less.
    const strength = (((distance - length) / distance) * heat) / Math.min(one, other);
    const share = one / (one + other);
    vx[to] = numberAt(vx, to) - ax * strength * share;
    vy[to] = numberAt(vy, to) - ay * strength * share;
    vx[from] = numberAt(vx, from) + ax * strength * (1 - share);
    vy[from] = numberAt(vy, from) + ay * strength * (1 - share);
  }
}

function push({ x, y, vx, vy }: State, heat: number): void {
  const tree = new QuadTree(x, y);
  const felt = new Float64Array(2);
  for (let node = 0; node < x.length; node++) {
    const px = numberAt(x, node);
    const py = numberAt(y, node);
    tree.push(px, py, felt);
    vx[node] = numberAt(vx, node) + (numberAt(felt, 0) * charge - px * gravity) * heat;
    vy[node] = numberAt(vy, node) + (numberAt(felt, 1) * charge - py * gravity) * heat;
  }
}

/** Moves everything, and slows it down. */
function move({ x, y, vx, vy }: State): void {
  for (let node = 0; node < x.length; node++) {
    vx[node] = numberAt(vx, node) * 0.6;
    vy[node] = numberAt(vy, node) * 0.6;
    x[node] = numberAt(x, node) + numberAt(vx, node);
    y[node] = numberAt(y, node) + numberAt(vy, node);
  }
}
