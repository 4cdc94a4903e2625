import type { EdgeDefinition, ElementsDefinition, NodeDefinition } from "cytoscape";
import type { Picture, PictureEdge, PictureNode } from "../picture/picture.ts";
import type { Point } from "../picture/pitch.ts";
import type { Placement } from "../picture/place.ts";
import { kindOf } from "../part/kind.ts";
import { edgesWithVerbs } from "./verbs.ts";

/** A picture as the canvas takes it, each thing in its place. */
export function elementsOf(picture: Picture, placement: Placement): ElementsDefinition {
  const nodes = picture.nodes.map((node) => nodeElement(node, placement));
  const spoken = edgesWithVerbs(picture, placement);
  // Downwards, the edges between entities are shorter than their verbs.
  const upright = placement.down && picture.kind === "entities" ? ["upright"] : [];
  const edges = picture.edges.map((edge) => {
    const classes = [...(spoken.has(edge.id) ? [] : ["quiet"]), ...upright];
    return { ...edgeElement(edge, placement), classes };
  });
  return { nodes, edges };
}

const origin: Point = { x: 0, y: 0 };

function nodeElement(node: PictureNode, { points, sizes }: Placement): NodeDefinition {
  const { id, label, type, classes, count, alert, entity } = node;
  const position = points.get(id) ?? origin;
  const size = count === null ? {} : { size: sizes.node * largerFor(count) };
  return {
    data: { id, label, kind: kindOf(type, classes).name, alert, ...size },
    position: { ...position },
    classes: count !== null && entity === null ? ["bundle"] : [],
  };
}

/** What stands for many is drawn larger, by the number of its digits. */
function largerFor(count: number): number {
  return 0.85 + Math.min(0.4, 0.09 * Math.log10(1 + count));
}

function edgeElement(edge: PictureEdge, placement: Placement): EdgeDefinition {
  const { id, from: source, to: target, verb, count } = edge;
  const label = count === null ? verb : `${verb} ${count.toLocaleString("en")}`;
  const curve = curveOf(edge, placement);
  return { data: { id, source, target, label, ...curve } };
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
