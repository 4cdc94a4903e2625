import { holdsAggregate } from "../../j1ql/plan-value.ts";
import { compileGroups } from "./compile-groups.ts";
import { compilePaged } from "./compile-paged.ts";
import { compileRows } from "./compile-rows.ts";
import type { Context } from "./context.ts";
import { type CompiledTable, pageSql, type TablePage } from "./table-page.ts";

/** SQL for a table. */
export function compileTable(context: Context): CompiledTable {
  return pageSql(context, tablePageOf(context));
}

/** The page of a table that a plan asks for. */
export function tablePageOf(context: Context): TablePage {
  const { columns, unique, having } = context.plan;
  if (columns.some(({ value }) => holdsAggregate(value))) return compileGroups(context);
  const isUnwound = columns.some(({ value }) => value.kind === "unwind");
  return unique || having !== null || isUnwound ? compileRows(context) : compilePaged(context);
}
