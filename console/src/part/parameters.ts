import type { QuestionView } from "../../../src/service/questions/question-view.ts";

/** Values for a query's parameters. */
export type Parameters = QuestionView["parameters"];

/** The names of the parameters in queries. */
export function parameterNames(queries: readonly string[]): readonly string[] {
  const found = queries.join("\n").matchAll(/\$\{(\w+)\}|\{\{(\w+)\}\}/g);
  return [...new Set([...found].map(([, one, other]) => one ?? other ?? ""))];
}

/** What was typed for a parameter, as the value that it was before tells how to read it. */
export function typedValue(
  before: Parameters[string] | undefined,
  text: string,
): Parameters[string] {
  if (Array.isArray(before))
    return text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean);
  if (typeof before === "boolean") return text === "true";
  const isNumber = text.trim() !== "" && Number.isFinite(Number(text));
  return isNumber && typeof before !== "string" ? Number(text) : text;
}

/** A parameter's value as it is typed. */
export function textOfValue(value: Parameters[string] | undefined): string {
  if (value === undefined) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
