import { nodeOf, pictureOfTree, type Tree } from "../picture/picture-of-tree.ts";
import type { Picture } from "../picture/picture.ts";
import { withNeighbours } from "../picture/with-neighbours.ts";
import { neighboursOfKind } from "../query/related-queries.ts";

/** One entity with its neighbours, many of a kind as one. */
export function pictureAround(tree: Tree, key: string): Picture {
  const middle = tree.vertices.find(({ entity }) => entity._key === key);
  if (middle === undefined) return pictureOfTree(tree);
  const centre = nodeOf(middle, 0);
  const listing = (type: string, verb: string): string => neighboursOfKind(key, type, verb);
  const alone: Picture = { kind: "entities", nodes: [centre], edges: [] };
  return withNeighbours(alone, { centre, tree, listing });
}
