import { useCallback } from "react";
import { useApi } from "../app/world.ts";
import type { PictureNode } from "../picture/picture.ts";
import { withNeighbours } from "../picture/with-neighbours.ts";
import { neighboursOf, neighboursOfKind } from "../query/related-queries.ts";
import type { GraphView } from "./graph-view.ts";

/** Adds a node's neighbours to the picture that it is in. */
export function useExpand(asOf: string | undefined) {
  const api = useApi();
  return useCallback(
    async (view: GraphView, node: PictureNode): Promise<void> => {
      const key = node.entity?.entity._key;
      if (key === undefined) return;
      const { picture } = view;
      try {
        const { result } = await api.query({ query: neighboursOf(key), view: "tree", asOf });
        // Meanwhile the reader may have asked for something else.
        if (result.type !== "tree" || view.picture !== picture) return;
        const listing = (type: string, verb: string): string => neighboursOfKind(key, type, verb);
        await view.grow(withNeighbours(picture, { centre: node, tree: result.data, listing }));
      } catch (error) {
        view.say(error instanceof Error ? error.message : String(error));
      }
    },
    [api, asOf],
  );
}
