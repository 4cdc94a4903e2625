import type { QueryReply, ShapeReply } from "../../../src/http/contract.ts";
import type { QueryResult } from "../../../src/j1ql/result.ts";
import { pictureOfShape } from "../picture/picture-of-shape.ts";
import { pictureOfTree } from "../picture/picture-of-tree.ts";
import type { Picture } from "../picture/picture.ts";
import { type TableModel, tablesOf, tablesOfShape } from "../table/table-model.ts";
import { counted } from "./format.ts";

/** Something to see, in three ways. */
export interface Content {
  /** What it is, in a line. */
  readonly title: string;
  readonly tables: () => readonly TableModel[];
  readonly raw: unknown;
  /** The picture, and how many matches there are in truth. */
  readonly picture: () => Promise<{ readonly picture: Picture; readonly matches: number }>;
}

/** The map of the whole graph. */
export function contentOfShape(shape: ShapeReply): Content {
  return {
    title: "What the graph holds. Pick a type to list it.",
    tables: () => tablesOfShape(shape),
    raw: shape,
    picture: async () => ({ picture: pictureOfShape(shape), matches: 0 }),
  };
}

/**
 * A query's answer; the picture is of its tree, which is asked for when it is first to be seen. Once it was, the tables
 * tell what it shows as well.
 */
export function contentOfAnswer(reply: QueryReply, tree: () => Promise<QueryReply>): Content {
  const { result, ms } = reply;
  let drawn: QueryResult | null = result.type === "tree" ? result : null;
  return {
    title: `${sizeOf(result)} in ${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`,
    tables: () => [...tablesOf(result), ...(drawn === null ? [] : twinOf(result, drawn))],
    raw: result,
    picture: async () => {
      drawn ??= (await tree()).result;
      if (drawn.type !== "tree") return { picture: nothing, matches: 0 };
      return { picture: pictureOfTree(drawn.data), matches: drawn.totalCount };
    },
  };
}

/** The picture's nodes and edges as tables, where the result itself is not the picture or has none. */
function twinOf(result: QueryResult, drawn: QueryResult): readonly TableModel[] {
  if (result === drawn || drawn.type !== "tree" || drawn.data.edges.length === 0) return [];
  return tablesOf(drawn).map((table) => ({
    ...table,
    title: `In the picture: ${table.title.toLowerCase()}`,
  }));
}

const nothing: Picture = { kind: "entities", nodes: [], edges: [] };

function sizeOf({ type, totalCount }: QueryResult): string {
  switch (type) {
    case "list":
      return counted(totalCount, "entity", "entities");
    case "table":
      return counted(totalCount, "row", "rows");
    case "tree":
      return counted(totalCount, "match", "matches");
  }
}
