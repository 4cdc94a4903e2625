import type { QueryReply } from "../../../src/http/contract.ts";
import { type TableModel, tablesOf } from "../table/table-model.ts";

/** An answer as tables. Once its picture was drawn, they tell what it shows as well. */
export function tablesOfAnswer(
  { result }: QueryReply,
  tree: QueryReply | undefined,
): readonly TableModel[] {
  const own = tablesOf(result);
  if (tree === undefined || tree.result.type !== "tree" || result.type === "tree") return own;
  if (tree.result.data.edges.length === 0) return own;
  const twin = tablesOf(tree.result).map((table) => {
    return { ...table, title: `In the picture: ${table.title.toLowerCase()}` };
  });
  return [...own, ...twin];
}
