import type { QueryResult, ResultEdge, ResultEntity } from "../../../src/j1ql/result.ts";
import type { Picture, PictureEdge, PictureNode } from "./picture.ts";

/** The part of a tree result that is drawn. */
export type Tree = Extract<QueryResult, { type: "tree" }>["data"];

/** One node for each vertex, one edge for each relationship whose ends are there. */
export function pictureOfTree(tree: Tree): Picture {
  const nodes = tree.vertices.map((entity) => nodeOf(entity, entity.layer ?? 0));
  const held = new Set(nodes.map(({ id }) => id));
  const edges = tree.edges
    .filter(({ fromVertexId, toVertexId }) => held.has(fromVertexId) && held.has(toVertexId))
    .map(edgeOf);
  return { kind: "entities", nodes, edges };
}

/** An entity as a node in the given column. */
export function nodeOf(entity: ResultEntity, layer: number): PictureNode {
  const { _type, _class, _key, displayName } = entity.entity;
  return {
    id: entity.id,
    label: displayName || _key,
    type: _type[0] ?? "entity",
    classes: _class,
    layer,
    count: null,
    alert: isAlert(entity),
    entity,
    query: null,
  };
}

/** A relationship as an edge. */
export function edgeOf(edge: ResultEdge): PictureEdge {
  const { id, fromVertexId: from, toVertexId: to, relationship } = edge;
  return { id, from, to, verb: relationship._class, count: null, edge };
}

function isAlert({ properties }: ResultEntity): boolean {
  const { severity, riskScore, exposureLevel } = properties;
  return [severity === "Critical", riskScore === "High", exposureLevel === "High"].includes(true);
}
