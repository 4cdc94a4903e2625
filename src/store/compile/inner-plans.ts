import type { Plan } from "../../j1ql/plan.ts";
import { jsonText } from "./call.ts";
import { startsOf } from "./compile-list.ts";
import { tablePageOf } from "./compile-table.ts";
import { addPart, type Context, innerContext, type InnerPlans } from "./context.ts";
import { nothing } from "./term.ts";

/** Compiles the plans within one statement's plan: each once, however often it is asked for. */
export function innerPlans(): InnerPlans {
  const parts = new Map<Plan | readonly Plan[], string>();
  const once = (of: Plan | readonly Plan[], make: () => string): string => {
    const part = parts.get(of) ?? make();
    parts.set(of, part);
    return part;
  };
  return {
    values: (context, plan) => once(plan, () => valuesPart(context, plan)),
    starts: (context, plans) => once(plans, () => startsPart(context, plans)),
  };
}

function valuesPart(context: Context, plan: Plan): string {
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
  return addPart(context, "queried", sql);
}

function startsPart(context: Context, plans: readonly Plan[]): string {
  const pages = plans.map((plan) => startsOf(innerContext(context, plan)).page);
  const all = pages.map((page) => `SELECT id FROM ${page}`);
  return addPart(context, "starts", all.join(" UNION "));
}
