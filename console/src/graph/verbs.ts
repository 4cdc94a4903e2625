import type { Picture, PictureEdge } from "../picture/picture.ts";
import type { Placement } from "../picture/place.ts";

/** Up to this many alike edges between two steps, each says its verb: fewer where they run side by side. */
const mostAlike = { toTheRight: 12, down: 4 };

/** The edges that say their verb: each one, or of many alike between the same two steps the shortest alone. */
export function edgesWithVerbs(
  { nodes, edges }: Picture,
  { points, down }: Placement,
): ReadonlySet<string> {
  const layers = new Map(nodes.map(({ id, layer }) => [id, layer]));
  const alike = Map.groupBy(edges, ({ from, verb, to }) => {
    return `${layers.get(from)} ${verb} ${layers.get(to)}`;
  });
  const lengthOf = ({ from, to }: PictureEdge): number => {
    const [start, end] = [points.get(from), points.get(to)];
    return Math.hypot((start?.x ?? 0) - (end?.x ?? 0), (start?.y ?? 0) - (end?.y ?? 0));
  };
  const most = down ? mostAlike.down : mostAlike.toTheRight;
  const spoken = [...alike.values()].flatMap((members) => {
    return members.length <= most
      ? members
      : members.toSorted((a, b) => lengthOf(a) - lengthOf(b)).slice(0, 1);
  });
  return new Set(spoken.map(({ id }) => id));
}
