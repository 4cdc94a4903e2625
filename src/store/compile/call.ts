import type { FunctionName } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import type { Dialect } from "./dialect.ts";
import { nothing, number, type Term, text } from "./term.ts";

/** SQL for a function of values. */
export function callTerm(context: Context, name: FunctionName, of: readonly Term[]): Term {
  const { dialect } = context;
  if (name === "concat") {
    const parts = of.map((term) => `coalesce(${plainText(dialect, term)}, '')`);
    return text(`(${parts.join(" || ")})`);
  }
  if (name === "coalesce") return coalesceTerm(dialect, of);
  if (name === "merge") {
    const lists = of.map((term) => dialect.items(jsonText(dialect, term)));
    return { kind: "json", sql: dialect.jsonOfItems(dialect.concatLists(lists)) };
  }
  const [only = nothing] = of;
  const value = only.kind === "number" ? only.sql : dialect.numberOfJson(jsonText(dialect, only));
  // The root of a negative number is absent rather than an error.
  if (name === "sqrt") return number(`CASE WHEN ${value} >= 0 THEN sqrt(${value}) END`);
  return number(name === "round" ? dialect.round(value) : `${name}(${value})`);
}

function coalesceTerm(dialect: Dialect, of: readonly Term[]): Term {
  const present = of.filter(({ kind }) => kind !== "nothing");
  const [first] = present;
  if (first === undefined) return nothing;
  const alike = present.every(({ kind }) => kind === first.kind);
  const parts = alike
    ? present.map(({ sql }) => sql)
    : present.map((term) => jsonText(dialect, term));
  return { kind: alike ? first.kind : "json", sql: `coalesce(${parts.join(", ")})` };
}

/** A term as it is written in a text: no quotes, whole numbers without a point. */
function plainText(dialect: Dialect, term: Term): string {
  switch (term.kind) {
    case "text":
      return term.sql;
    case "number":
      return dialect.jsonOfNumber(term.sql);
    case "boolean":
      return `CAST(${term.sql} AS TEXT)`;
    case "json":
    case "item":
      return dialect.plainText(term.sql);
    case "texts":
      return `array_to_string(${term.sql}, ', ')`;
    case "id":
      return `CAST(${term.sql} AS TEXT)`;
    case "nothing":
      return "CAST(NULL AS TEXT)";
  }
}

/** A term as JSON text, so that values of unlike kinds stand in one column. */
export function jsonText(dialect: Dialect, term: Term): string {
  switch (term.kind) {
    case "text":
      return dialect.jsonOfText(term.sql);
    case "number":
      return dialect.jsonOfNumber(term.sql);
    case "boolean":
      return `CAST(${term.sql} AS TEXT)`;
    case "json":
    case "item":
      return term.sql;
    case "texts":
      return `CAST(to_json(${term.sql}) AS TEXT)`;
    case "id":
      return `CAST(${term.sql} AS TEXT)`;
    case "nothing":
      return "CAST(NULL AS TEXT)";
  }
}
