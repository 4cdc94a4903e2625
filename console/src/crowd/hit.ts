import { numberAt } from "../picture/number-at.ts";
import type { Point } from "../picture/pitch.ts";
import type { Scene } from "./scene.ts";
import { type Marked, type Standing, seen } from "./standing.ts";

/** What is at a point of the picture, or within reach of it: a node before an edge, what is drawn last before the rest. */
export function hit(
  scene: Scene,
  standing: Standing,
  at: Point & { readonly reach: number },
): Marked | undefined {
  const node = nodeAt(scene, standing, at);
  if (node !== undefined) return { kind: "node", number: node };
  const edge = edgeAt(scene, standing, at);
  return edge === undefined ? undefined : { kind: "edge", number: edge };
}

type Reach = Point & { readonly reach: number };

function nodeAt(scene: Scene, { nodes }: Standing, { x, y, reach }: Reach): number | undefined {
  for (let node = nodes.length - 1; node >= 0; node--) {
    if (nodes[node] === seen.hidden) continue;
    const [dx, dy] = [numberAt(scene.x, node) - x, numberAt(scene.y, node) - y];
    if (Math.hypot(dx, dy) <= Math.max(numberAt(scene.radius, node), reach)) return node;
  }
  return undefined;
}

function edgeAt(scene: Scene, { edges }: Standing, at: Reach): number | undefined {
  for (let edge = edges.length - 1; edge >= 0; edge--) {
    if (edges[edge] === seen.hidden) continue;
    const [from, to] = [numberAt(scene.from, edge), numberAt(scene.to, edge)];
    const start = { x: numberAt(scene.x, from), y: numberAt(scene.y, from) };
    const end = { x: numberAt(scene.x, to), y: numberAt(scene.y, to) };
    if (distance(at, start, end) <= at.reach / 2) return edge;
  }
  return undefined;
}

/** From a point to the line between two others. */
function distance(point: Point, start: Point, end: Point): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const along = ((point.x - start.x) * dx + (point.y - start.y) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(start.x + share * dx - point.x, start.y + share * dy - point.y);
}
