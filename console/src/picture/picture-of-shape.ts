import type { ShapeReply } from "../../../src/http/contract.ts";
import type { Picture, PictureEdge, PictureNode } from "./picture.ts";
import { rank } from "./rank.ts";
import { shortType } from "./short-type.ts";

/** The whole graph as a map: one node for each type of entity, one edge for each type of relationship. */
export function pictureOfShape({ entities, relationships }: ShapeReply): Picture {
  const held = new Set(entities.map(({ type }) => type));
  const drawn = relationships.filter(
    ({ fromType, toType }) => held.has(fromType) && held.has(toType),
  );
  const arrows = drawn
    .filter(({ fromType, toType }) => fromType !== toType)
    .map(({ fromType, toType }) => ({ from: fromType, to: toType }));
  const ranks = rank([...held].toSorted(), arrows);
  const inOrder = entities.toSorted((a, b) => a.type.localeCompare(b.type));
  const nodes = inOrder.map(({ type, classes, count }): PictureNode => ({
    id: type,
    label: `${shortType(type)}\n${count.toLocaleString("en")}`,
    type,
    classes,
    layer: ranks.get(type) ?? 0,
    count,
    alert: false,
    entity: null,
    query: `FIND ${type}`,
  }));
  const edges = drawn.map(({ fromType, verb, toType, count }): PictureEdge => ({
    id: `${fromType}|${verb}|${toType}`,
    from: fromType,
    to: toType,
    verb,
    count,
    edge: null,
  }));
  return { kind: "shape", nodes, edges };
}
