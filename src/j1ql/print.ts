import { printCondition } from "./print-condition.ts";
import { printExpression, quoted } from "./print-expression.ts";
import type { Column, Hop, Name, OrderKey, Query, Selector, Step, Target, Verb } from "./syntax.ts";

/** A query as text in one line, in the documented order. Reading it again gives the same query. */
export function print(query: Query): string {
  const { find, steps, clauses } = partsOf(query);
  return [find, ...steps, ...clauses].join(" ");
}

/** The same as people write it: each step and each clause on a line of its own. */
export function printLines(query: Query): string {
  const { find, steps, clauses } = partsOf(query);
  return [find, ...steps.map((step) => `  ${step}`), ...clauses].join("\n");
}

interface Parts {
  readonly find: string;
  readonly steps: readonly string[];
  readonly clauses: readonly string[];
}

function partsOf(query: Query): Parts {
  const { unique, start, steps, where, having, skip, limit } = query;
  return {
    find: `${unique ? "FIND UNIQUE" : "FIND"} ${printSelector(start)}`,
    steps: steps.map(printStep),
    clauses: [
      ...(where === null ? [] : [`WHERE ${printCondition(where, print)}`]),
      ...printReturns(query),
      ...(having === null ? [] : [`HAVING ${printCondition(having, print)}`]),
      ...printOrder(query.orderBy),
      ...(skip === null ? [] : [`SKIP ${printExpression(skip)}`]),
      ...(limit === null ? [] : [`LIMIT ${printExpression(limit)}`]),
    ],
  };
}

function printSelector({ target, filter, alias, aliasFirst }: Selector): string {
  const condition = filter === null ? [] : [`WITH ${printCondition(filter, print)}`];
  const name = alias === null ? [] : [`AS ${printName(alias)}`];
  const rest = aliasFirst ? [...name, ...condition] : [...condition, ...name];
  return [printTarget(target), ...rest].join(" ");
}

function printTarget(target: Target): string {
  switch (target.kind) {
    case "any":
      return "*";
    case "name":
      return target.text;
    case "text":
      return quoted(target.text);
    case "smartClass":
      return target.of === null ? `#${target.text}` : `#${target.text} ${target.of.text}`;
    case "either":
      return `(${target.options.map(printTarget).join("|")})`;
    case "missing":
      return "";
  }
}

const plainName = /^[\p{L}_@][\p{L}\p{N}_@]*$/u;

function printName({ text }: Name): string {
  return plainName.test(text) ? text : quoted(text);
}

function printStep(step: Step): string {
  if (step.kind === "hop") return printHop(step);
  const alias = step.alias === null ? "" : ` AS ${printName(step.alias)}`;
  return `(${step.steps.map(printStep).join(" ")})?${alias}`;
}

const arrows = { out: ">>", in: "<<", either: null };

function printHop({ negated, somehow, verbs, direction, alias, selector }: Hop): string {
  const depth = somehow?.depth ?? null;
  const path = somehow === null ? [] : depth === null ? ["SOMEHOW"] : [`SOMEHOW ${depth}`];
  const arrow = arrows[direction];
  const parts = [
    negated ? "THAT !" : "THAT ",
    [
      ...path,
      printVerbs(verbs),
      ...(arrow === null ? [] : [arrow]),
      ...(alias === null ? [] : [`AS ${printName(alias)}`]),
      printSelector(selector),
    ].join(" "),
  ];
  return parts.join("");
}

function printVerbs(verbs: readonly Verb[]): string {
  const words = verbs.map(({ text }) => text ?? "RELATES TO");
  return words.length === 1 ? words.join("") : `(${words.join("|")})`;
}

function printReturns({ returns }: Query): readonly string[] {
  if (returns === null) return [];
  if (returns.kind === "tree") return ["RETURN TREE"];
  return [`RETURN ${returns.columns.map(printColumn).join(", ")}`];
}

function printColumn({ value, alias }: Column): string {
  const name = alias === null ? "" : ` AS ${printName(alias)}`;
  return `${printExpression(value)}${name}`;
}

function printOrder(orderBy: readonly OrderKey[]): readonly string[] {
  if (orderBy.length === 0) return [];
  const keys = orderBy.map(
    ({ value, descending }) => `${printExpression(value)}${descending ? " DESC" : ""}`,
  );
  return [`ORDER BY ${keys.join(", ")}`];
}
