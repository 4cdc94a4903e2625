import type { EdgeDefinition, ElementsDefinition, NodeDefinition } from "cytoscape";
import type { Picture, PictureEdge, PictureNode } from "../picture/picture.ts";
import type { Placement, Point } from "../picture/place.ts";
import { kindOf } from "./kind.ts";

/** Above this many edges they are drawn as plain lines. */
const mostLabelled = 1_500;

/** A picture as the canvas takes it, each thing in its place. */
export function elementsOf(picture: Picture, placement: Placement): ElementsDefinition {
  const plain = picture.edges.length > mostLabelled;
  const nodes = picture.nodes.map((node) => nodeElement(node, placement.points.get(node.id)));
  const edges = picture.edges.map((edge) => edgeElement(edge, plain ? undefined : placement));
  return { nodes, edges };
}

function nodeElement(node: PictureNode, position: Point = { x: 0, y: 0 }): NodeDefinition {
  const { id, label, type, classes, count, alert, entity } = node;
  const size = count === null ? {} : { size: 46 + Math.min(28, 6 * Math.log10(1 + count)) };
  return {
    data: { id, label, kind: kindOf(type, classes).name, alert, ...size },
    position: { ...position },
    classes: count !== null && entity === null ? ["bundle"] : [],
  };
}

function edgeElement(edge: PictureEdge, placement: Placement | undefined): EdgeDefinition {
  const { id, from: source, to: target, verb, count } = edge;
  const label = count === null ? verb : `${verb} ${count.toLocaleString("en")}`;
  const curve = placement === undefined ? undefined : curveOf(edge, placement);
  return {
    data: { id, source, target, label, upright: placement?.down ?? false, ...curve },
    classes: placement === undefined ? ["plain"] : placement.folded ? ["quiet"] : [],
  };
}

interface Curve {
  readonly distances: number[];
  readonly weights: number[];
}

/** The way points as the canvas wants them: how far along the straight line, and how far off it. */
function curveOf({ id, from, to }: PictureEdge, { points, bends }: Placement): Curve | undefined {
  const [start, end] = [points.get(from), points.get(to)];
  if (start === undefined || end === undefined || from === to) return undefined;
  const route = bends.get(id) ?? [];
  if (route.length === 0) return undefined;
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy) || 1;
  const offsets = route.map(({ x, y }) => ({ x: x - start.x, y: y - start.y }));
  const weights = offsets.map(({ x, y }) => (x * dx + y * dy) / (length * length));
  const distances = offsets.map(({ x, y }) => (y * dx - x * dy) / length);
  if (route.length > 1) return { weights, distances };
  // A curve with one control point comes only half as far out.
  return {
    weights: weights.map((weight) => 2 * weight - 0.5),
    distances: distances.map((distance) => 2 * distance),
  };
}
