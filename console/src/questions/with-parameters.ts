import type { QuestionView } from "../../../src/service/questions/question-view.ts";
import { quoted } from "../query/j1ql-text.ts";

type Parameters = QuestionView["parameters"];

/** A query with the usual values in place of its parameters, as a reader would write them. */
export function withParameters(query: string, parameters: Parameters): string {
  return query.replaceAll(/\$\{(\w+)\}|\{\{(\w+)\}\}/g, (whole, one?: string, other?: string) => {
    const value = parameters[one ?? other ?? ""];
    return value === undefined ? whole : written(value);
  });
}

function written(value: Parameters[string]): string {
  if (Array.isArray(value)) return `(${value.map(written).join(" OR ")})`;
  return typeof value === "string" ? quoted(value) : String(value);
}
