import type { Plan } from "../../j1ql/plan.ts";
import { jsonText } from "./call.ts";
import { tablePageOf } from "./compile-table.ts";
import { addPart, type Context, innerContext } from "./context.ts";
import { nothing } from "./term.ts";

/** Names a part with the values in the one column of a plan's table, as JSON texts in `item`. */
export function queriedValues(context: Context, plan: Plan): string {
  const known = context.inner.get(plan);
  if (known !== undefined) return known;
  const inner = innerContext(context, plan);
  const { page, terms, joins } = tablePageOf(inner);
  const { dialect } = context;
  const [term = nothing] = terms;
  const joined = joins.map((join) => ` ${join}`).join("");
  const json = jsonText(dialect, term);
  const isOne = term.kind === "text" || term.kind === "number" || term.kind === "boolean";
  const sql = isOne
    ? `SELECT DISTINCT ${json} AS item FROM ${page} p${joined} WHERE ${json} IS NOT NULL`
    : `SELECT DISTINCT w.item FROM ${page} p${joined} ${dialect.eachItem(dialect.items(json), "w")}`;
  const part = addPart(context, "queried", sql);
  context.inner.set(plan, part);
  return part;
}
