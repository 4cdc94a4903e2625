import type { Picture, PictureEdge, PictureNode } from "./picture.ts";
import { shortType } from "./short-type.ts";

/** The picture with all nodes of a node's type and column as one, with their number; the same where there is but one. */
export function collapsed(picture: Picture, like: PictureNode): Picture {
  const isOne = ({ type, layer, entity }: PictureNode): boolean =>
    type === like.type && layer === like.layer && entity !== null;
  const members = picture.nodes.filter(isOne);
  if (members.length < 2) return picture;
  const group = groupOf(members, like);
  const ids = new Set(members.map(({ id }) => id));
  const endOf = (id: string): string => (ids.has(id) ? group.id : id);
  const merged = Map.groupBy(picture.edges, ({ from, verb, to }) =>
    JSON.stringify([endOf(from), verb, endOf(to)]),
  );
  const edges = [...merged].flatMap(([id, bundle]): PictureEdge[] => {
    const [first] = bundle;
    if (first === undefined) return [];
    const [from, to] = [endOf(first.from), endOf(first.to)];
    if (from === to) return [];
    return bundle.length === 1 && from === first.from && to === first.to
      ? [first]
      : [{ id, from, to, verb: first.verb, count: bundle.length, edge: null }];
  });
  return { ...picture, nodes: [...picture.nodes.filter((node) => !isOne(node)), group], edges };
}

function groupOf(members: readonly PictureNode[], like: PictureNode): PictureNode {
  const { type, classes, layer } = like;
  return {
    id: `collapsed:${layer}:${type}`,
    label: `${shortType(type)}\n${members.length.toLocaleString("en")}`,
    type,
    classes,
    layer,
    count: members.length,
    alert: members.some(({ alert }) => alert),
    entity: null,
    query: null,
  };
}
