import type { Picture, PictureEdge } from "../picture/picture.ts";
import type { Point } from "../picture/pitch.ts";

/** Up to this many alike edges between two steps, each says its verb. */
const mostAlike = 12;

/** The edges that say their verb: each one, or of many alike between the same two steps the shortest alone. */
export function edgesWithVerbs(
  { nodes, edges }: Picture,
  points: ReadonlyMap<string, Point>,
): ReadonlySet<string> {
  const layers = new Map(nodes.map(({ id, layer }) => [id, layer]));
  const alike = Map.groupBy(edges, ({ from, verb, to }) => {
    return `${layers.get(from)} ${verb} ${layers.get(to)}`;
  });
  const lengthOf = ({ from, to }: PictureEdge): number => {
    const [start, end] = [points.get(from), points.get(to)];
    return Math.hypot((start?.x ?? 0) - (end?.x ?? 0), (start?.y ?? 0) - (end?.y ?? 0));
  };
  const spoken = [...alike.values()].flatMap((members) => {
    return members.length <= mostAlike
      ? members
      : members.toSorted((a, b) => lengthOf(a) - lengthOf(b)).slice(0, 1);
  });
  return new Set(spoken.map(({ id }) => id));
}
