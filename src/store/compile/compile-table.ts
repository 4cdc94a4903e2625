import { holdsAggregate } from "../../j1ql/plan-value.ts";
import { compileGroups } from "./compile-groups.ts";
import { compilePaged } from "./compile-paged.ts";
import { compileRows } from "./compile-rows.ts";
import type { Context } from "./context.ts";
import type { CompiledTable } from "./table-page.ts";

/** SQL for a table. */
export function compileTable(context: Context): CompiledTable {
  const { columns, unique, having } = context.plan;
  if (columns.some(({ value }) => holdsAggregate(value))) return compileGroups(context);
  const isUnwound = columns.some(({ value }) => value.kind === "unwind");
  return unique || having !== null || isUnwound ? compileRows(context) : compilePaged(context);
}
