import { type Checking, type Clause, wrong } from "./checking.ts";
import type { AggregateName, FunctionName, PlanValue } from "./plan.ts";
import { holdsAggregate, holdsUnwind } from "./plan-value.ts";
import { quotedAlias } from "./scope.ts";
import { didYouMean } from "./suggest.ts";
import type { Call, Expression } from "./syntax.ts";

const aggregates: readonly AggregateName[] = ["count", "min", "max", "avg", "sum"];
const functions: readonly FunctionName[] = [
  "concat",
  "merge",
  "coalesce",
  "abs",
  "sqrt",
  "ceil",
  "floor",
  "round",
];
const oneNumber: ReadonlySet<FunctionName> = new Set(["abs", "sqrt", "ceil", "floor", "round"]);

/** Functions of other languages, and what to write instead. */
const otherFunctions: Readonly<Record<string, string>> = {
  now: " The present moment is `date.now`.",
  today: " The present moment is `date.now`.",
  lower: " For any case compare with a regular expression: `= /text/i`.",
  upper: " For any case compare with a regular expression: `= /text/i`.",
  tolower: " For any case compare with a regular expression: `= /text/i`.",
  contains: " Write `u.name ~= 'text'`.",
  startswith: " Write `u.name ^= 'text'`.",
  endswith: " Write `u.name $= 'text'`.",
  length: " Elements of a list are counted by `UNWIND(u.emails) AS email`.",
  size: " Elements of a list are counted by `UNWIND(u.emails) AS email`.",
  isnull: " Write `= undefined`.",
  exists: " Write `!= undefined`.",
  ifnull: " Write `COALESCE(u.email, 'none')`.",
  datediff: " Subtract moments: `(b.createdOn - a.createdOn) / 86400000` is days.",
  collect: " A table has one row per path; count with COUNT.",
  distinct: " COUNT counts each once; for unlike rows write FIND UNIQUE.",
};

/** A call, and how to check its arguments. */
export interface CallCheck {
  readonly call: Call;
  readonly valueOf: (argument: Expression) => PlanValue | null;
}

/** What a function call means. */
export function checkCall(checking: Checking, clause: Clause, check: CallCheck): PlanValue | null {
  const { text } = check.call.name;
  const aggregate = aggregates.find((name) => name === text);
  if (aggregate !== undefined) return checkAggregate(checking, clause, { ...check, aggregate });
  const name = functions.find((candidate) => candidate === text);
  if (name !== undefined) return checkFunction(checking, check, name);
  if (text === "unwind") return checkUnwind(checking, clause, check);
  const all = [...aggregates, ...functions, "unwind"];
  const known = Object.hasOwn(otherFunctions, text) ? otherFunctions[text] : undefined;
  const advice = known ?? didYouMean(text, all);
  const message = `There is no function \`${text}\`.${advice} There are ${all.join(", ").toUpperCase()}.`;
  return wrong(checking, check.call.name, { code: "unknown_function", message });
}

function checkFunction(
  checking: Checking,
  { call, valueOf }: CallCheck,
  name: FunctionName,
): PlanValue | null {
  const written = name.toUpperCase();
  if (call.of.length === 0 || (oneNumber.has(name) && call.of.length > 1)) {
    const message = oneNumber.has(name)
      ? `${written} takes one value, as in \`${written}(d.score)\`.`
      : `${written} needs values, as in \`${written}(u.email, u.name)\`.`;
    return wrong(checking, call, { code: "invalid_argument", message });
  }
  const of = call.of.map((argument) => scalarOf(checking, argument, valueOf(argument)));
  const known = of.filter((value) => value !== null);
  return known.length < of.length ? null : { kind: "call", name, of: known };
}

/** Whether it is a whole column is seen where the column is. */
function checkUnwind(
  checking: Checking,
  clause: Clause,
  { call, valueOf }: CallCheck,
): PlanValue | null {
  if (clause.name !== "RETURN") {
    const message = `UNWIND makes rows of a list, not a value for ${clause.name}. Return it with a name: \`RETURN UNWIND(u.emails) AS email\`.`;
    return wrong(checking, call, { code: "unwind_not_allowed", message });
  }
  const [argument] = call.of;
  if (argument === undefined || call.of.length > 1) {
    const message = "UNWIND takes one list, as in `UNWIND(u.emails)`.";
    return wrong(checking, call, { code: "invalid_argument", message });
  }
  const of = scalarOf(checking, argument, valueOf(argument));
  if (of === null || !(holdsAggregate(of) || holdsUnwind(of)))
    return of === null ? null : { kind: "unwind", of };
  const message = "UNWIND takes a list of one path: a property or a MERGE of several.";
  return wrong(checking, argument, { code: "invalid_argument", message });
}

function scalarOf(
  checking: Checking,
  argument: Expression,
  value: PlanValue | null,
): PlanValue | null {
  if (value?.kind !== "whole" && value?.kind !== "everything") return value;
  const message =
    "This function takes values, not whole entities: name a property, as in `u.email`.";
  return wrong(checking, argument, { code: "invalid_argument", message });
}

interface AggregateCheck extends CallCheck {
  readonly aggregate: AggregateName;
}

function checkAggregate(
  checking: Checking,
  clause: Clause,
  { call, valueOf, aggregate }: AggregateCheck,
): PlanValue | null {
  const written = aggregate.toUpperCase();
  if (!clause.aggregates) {
    const message = refusedAggregate(clause.name, written);
    return wrong(checking, call, { code: "aggregate_not_allowed", message });
  }
  const [argument] = call.of;
  if (argument === undefined || call.of.length > 1 || argument.kind === "star") {
    const message = `${written} takes one ${aggregate === "count" ? "alias or property" : "property"}, as in \`${aggregate === "count" ? "COUNT(d)" : `${written}(d.score)`}\`.`;
    return wrong(checking, argument ?? call, { code: "invalid_argument", message });
  }
  const of = quotedAlias(checking, argument) ?? valueOf(argument);
  if (of === null) return null;
  return checkAggregated(checking, { aggregate, argument, of });
}

function refusedAggregate(clause: Clause["name"], written: string): string {
  return clause === "HAVING" || clause === "ORDER BY"
    ? `${clause} knows only columns. Return this as one and use its name: \`RETURN …, ${written}(…) AS n ${clause} n …\`.`
    : `${written} works on the rows of a result, not in ${clause}. Put it in RETURN with a name and filter with HAVING: \`RETURN u.name, COUNT(d) AS n HAVING n > 5\`.`;
}

interface Aggregated {
  readonly aggregate: AggregateName;
  readonly argument: Expression;
  readonly of: PlanValue;
}

function checkAggregated(
  checking: Checking,
  { aggregate, argument, of }: Aggregated,
): PlanValue | null {
  const written = aggregate.toUpperCase();
  if (holdsAggregate(of) || holdsUnwind(of)) {
    const what = holdsUnwind(of) ? "UNWIND" : "an aggregate";
    const message = `${written} of ${what} has no meaning. Take it of a property.`;
    return wrong(checking, argument, { code: "invalid_argument", message });
  }
  if (of.kind === "everything") {
    const message = `Write the alias alone: \`${written}(d)\`.`;
    return wrong(checking, argument, { code: "invalid_argument", message });
  }
  if (of.kind === "whole" && aggregate !== "count") {
    const message = `${written} needs a property, as in \`${written}(d.score)\`.`;
    return wrong(checking, argument, { code: "invalid_argument", message });
  }
  return { kind: "aggregate", name: aggregate, of };
}
