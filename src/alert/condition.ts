import { z } from "zod";
import { isTrue } from "./expression/data.ts";
import { operated } from "./expression/evaluate-expression.ts";
import type { Data } from "./expression/expression.ts";
import { renderValue, templateProblems, type TemplateScope } from "./template.ts";

const comparison = z.tuple([
  z.string().min(1).max(500),
  z.enum([">", "<", ">=", "<=", "=", "==", "!="]),
  z.union([z.number(), z.string().max(500), z.boolean(), z.null()]),
]);

const group = z.tuple([z.enum(["AND", "OR"])], comparison);

/** When a rule holds: `{{queries.query0.total > 0}}`, or JupiterOne's lists of comparisons. */
export const conditionSchema = z.union([z.string().min(1).max(2_000), comparison, group]);

export type Condition = z.infer<typeof conditionSchema>;
type Comparison = z.infer<typeof comparison>;

function isGroup(condition: Exclude<Condition, string>): condition is z.infer<typeof group> {
  return condition[0] === "AND" || condition[0] === "OR";
}

function comparisonsOf(condition: Exclude<Condition, string>): readonly Comparison[] {
  if (!isGroup(condition)) return [condition];
  const [, ...comparisons] = condition;
  return comparisons;
}

/** What is wrong with a condition, of the queries that there are; nothing when it can be asked. */
export function conditionProblems(
  condition: Condition,
  queries: readonly string[],
): readonly string[] {
  const texts =
    typeof condition === "string"
      ? [condition]
      : comparisonsOf(condition).map(([left]) => `{{${left}}}`);
  const named = texts.join(" ").matchAll(/queries\.(\w+)/g);
  const unknown = [...named].flatMap(([, name = ""]) => (queries.includes(name) ? [] : [name]));
  return [
    ...texts.flatMap(templateProblems),
    ...new Set(
      unknown.map((name) => `it names the query ${name}, but the rule's are ${queries.join(", ")}`),
    ),
  ];
}

function holdsOne([left, operator, right]: Comparison, scope: TemplateScope): boolean {
  const value: Data = renderValue(`{{${left}}}`, scope);
  return isTrue(operated(operator === "=" ? "==" : operator, value, right));
}

/** Whether a condition is true. */
export function holds(condition: Condition, scope: TemplateScope): boolean {
  if (typeof condition === "string") {
    const value = renderValue(condition, scope);
    return value !== "false" && isTrue(value);
  }
  const [word] = condition;
  const comparisons = comparisonsOf(condition);
  return word === "OR"
    ? comparisons.some((one) => holdsOne(one, scope))
    : comparisons.every((one) => holdsOne(one, scope));
}
