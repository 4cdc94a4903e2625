import type { Catalogue } from "./catalogue.ts";
import { checkCondition } from "./check-condition.ts";
import { checkCount } from "./check-count.ts";
import { warnOfHops } from "./check-hops.ts";
import { warnOfNames } from "./check-names.ts";
import { checkPath } from "./check-path.ts";
import { warnOfProperties } from "./check-properties.ts";
import { checkColumns } from "./check-returns.ts";
import { checkHaving, checkOrder } from "./check-rows.ts";
import { type Checking, warn } from "./checking.ts";
import { deletionMetadata } from "./metadata.ts";
import type { Parameters } from "./parameters.ts";
import type { Plan, Predicate } from "./plan.ts";
import type { Problem } from "./problem.ts";
import { emptyScope, resolvePath } from "./scope.ts";
import type { SmartClasses } from "./smart-classes.ts";
import type { Query } from "./syntax.ts";

/** What a query means: a plan if nothing is wrong, and all there is to say about it. */
export interface Checked {
  readonly plan: Plan | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** What a query is checked against. */
export interface CheckOptions {
  /** What the graph holds: with it, a check also says what the graph does not hold. */
  readonly catalogue?: Catalogue | undefined;
  /** Values for the query's parameters. Without any, a query with parameters is checked but cannot be answered. */
  readonly parameters?: Parameters | undefined;
  /** The definitions of smart classes. */
  readonly smartClasses?: SmartClasses | undefined;
}

/** Resolves a query's names and turns it into a plan. */
export function check(
  query: Query,
  { catalogue, parameters, smartClasses }: CheckOptions = {},
): Checked {
  const checking: Checking = {
    catalogue: catalogue ?? null,
    parameters: parameters ?? null,
    smartClasses: smartClasses ?? null,
    expanded: new Map(),
    problems: [],
    warnings: [],
    scope: emptyScope(),
    uses: [],
    planOf: planAndWarn,
  };
  const plan = planAndWarn(checking, query);
  return {
    plan: checking.problems.length === 0 ? plan : null,
    problems: checking.problems.toSorted(byPlace),
    warnings: checking.warnings.toSorted(byPlace),
  };
}

function byPlace(one: Problem, other: Problem): number {
  return one.from - other.from;
}

function planAndWarn(checking: Checking, query: Query): Plan {
  const plan = planOf(checking, query);
  if (checking.problems.length === 0) warnOfShape(checking, query, plan);
  return plan;
}

function planOf(checking: Checking, query: Query): Plan {
  const steps = checkPath(checking, query);
  const where = checkWhere(checking, query);
  const columns = checkColumns(checking, query);
  const having = checkHaving(checking, { query, columns });
  const order = checkOrder(checking, { query, columns });
  if (query.unique && query.returns?.kind !== "columns") warnOfUnique(checking, query);
  return {
    result: resultOf(query),
    deleted: checking.uses.some(({ name }) => deletionMetadata.has(name)),
    unique: query.unique,
    slots: checking.scope.slots,
    steps,
    where,
    columns,
    having,
    order,
    skip: checkCount(checking, "SKIP", query.skip) ?? 0,
    limit: checkCount(checking, "LIMIT", query.limit),
  };
}

function resultOf({ returns }: Query): Plan["result"] {
  if (returns === null) return "list";
  return returns.kind === "tree" ? "tree" : "table";
}

function checkWhere(checking: Checking, { where }: Query): Predicate | null {
  if (where === null) return null;
  return checkCondition(
    checking,
    {
      name: "WHERE",
      aggregates: false,
      whole: () => null,
      path: (path) => resolvePath(checking, path),
    },
    where,
  );
}

function warnOfUnique(checking: Checking, query: Query): void {
  const message = "UNIQUE removes equal rows of a table; a list holds each entity once anyway.";
  const at = { from: query.from, to: query.start.from };
  warn(checking, at, { code: "needless_unique", message });
}

function warnOfShape(checking: Checking, query: Query, plan: Plan): void {
  // The catalogue describes what exists.
  if (plan.deleted) return;
  warnOfNames(checking, query);
  warnOfHops(checking, query, plan);
  warnOfProperties(checking, plan);
}
