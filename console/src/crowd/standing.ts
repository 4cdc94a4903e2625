import { numberAt } from "../picture/number-at.ts";
import type { Scene } from "./scene.ts";

/** How a node or an edge is seen. */
export const seen = { plain: 0, near: 1, faded: 2, hidden: 3 } as const;

/** What is marked: a node or an edge, by number. */
export interface Marked {
  readonly kind: "node" | "edge";
  readonly number: number;
}

/** How every node and edge is seen. */
export interface Standing {
  readonly nodes: Uint8Array;
  readonly edges: Uint8Array;
}

/** Everything but the hidden, and where something is marked, all else but its neighbours faded. */
export function standingOf(
  scene: Scene,
  hidden: ReadonlySet<number>,
  marked: Marked | null,
): Standing {
  const rest = marked === null ? seen.plain : seen.faded;
  const nodes = new Uint8Array(scene.x.length).fill(rest);
  const edges = new Uint8Array(scene.from.length).fill(rest);
  if (marked?.kind === "node") nodes[marked.number] = seen.near;
  for (let edge = 0; edge < edges.length; edge++) {
    const [from, to] = [numberAt(scene.from, edge), numberAt(scene.to, edge)];
    if (isNear(marked, edge, [from, to])) nodes[from] = nodes[to] = edges[edge] = seen.near;
    if (hidden.has(from) || hidden.has(to)) edges[edge] = seen.hidden;
  }
  for (const node of hidden) nodes[node] = seen.hidden;
  return { nodes, edges };
}

function isNear(marked: Marked | null, edge: number, ends: readonly number[]): boolean {
  if (marked === null) return false;
  return marked.kind === "edge" ? marked.number === edge : ends.includes(marked.number);
}

/** A node and those that edges link it to. */
export function neighboursOf({ from, to }: Scene, node: number): ReadonlySet<number> {
  const near = new Set([node]);
  from.forEach((start, edge) => {
    const end = numberAt(to, edge);
    if (start === node) near.add(end);
    if (end === node) near.add(start);
  });
  return near;
}
