import { type Checking, type Clause, warn, wrong } from "./checking.ts";
import { checkValue } from "./check-value.ts";
import { holdsAggregate, holdsUnwind, partsOf } from "./plan-value.ts";
import type { PlanColumn, PlanValue } from "./plan.ts";
import { quotedAlias, resolvePath } from "./scope.ts";
import type { Column, Expression, Query } from "./syntax.ts";

/** The meaning of names and functions in RETURN. */
export function returnClause(checking: Checking): Clause {
  return {
    name: "RETURN",
    aggregates: true,
    whole: () => null,
    path: (path) => resolvePath(checking, path),
  };
}

/** Checks the columns of a table; empty for a list or a tree. */
export function checkColumns(checking: Checking, { returns }: Query): readonly PlanColumn[] {
  if (returns?.kind !== "columns") return [];
  const columns: PlanColumn[] = [];
  for (const column of returns.columns) {
    const value = checkColumn(checking, column);
    const name = nameOf(checking, column, columns);
    // A column without a meaning keeps its place, so that what refers to it finds it.
    columns.push({ name, value: value ?? { kind: "literal", value: null } });
  }
  checkGroups(checking, returns.columns, columns);
  return columns;
}

/** What stands beside an aggregate in one column must be something to group by. */
function checkGroups(
  checking: Checking,
  written: readonly Column[],
  columns: readonly PlanColumn[],
): void {
  const keys = new Set(columns.map(({ value }) => JSON.stringify(value)));
  columns.forEach(({ value }, index) => {
    const column = written[index];
    if (column === undefined || !holdsAggregate(value)) return;
    if (besideAggregates(value).every((part) => keys.has(JSON.stringify(part)))) return;
    const message =
      "What stands beside an aggregate must be a column of its own, too: `RETURN u.score, u.score * COUNT(d)`.";
    wrong(checking, column.value, { code: "not_grouped", message });
  });
}

function besideAggregates(value: PlanValue): readonly PlanValue[] {
  if (value.kind === "aggregate") return [];
  return "slot" in value ? [value] : partsOf(value).flatMap(besideAggregates);
}

function checkColumn(checking: Checking, { value }: Column): PlanValue | null {
  const planned =
    quotedAlias(checking, value) ?? checkValue(checking, returnClause(checking), value);
  if (planned !== null && partsOf(planned).some(holdsUnwind)) return refuseUnwind(checking, value);
  if (planned === null || !hidesEverything(planned)) return planned;
  const message = "All properties of an entity are columns of their own: return `u.*` alone.";
  return wrong(checking, value, { code: "invalid_argument", message });
}

function refuseUnwind(checking: Checking, value: Expression): null {
  const message = "UNWIND must be a column of its own: `RETURN u.name, UNWIND(u.emails) AS email`.";
  return wrong(checking, value, { code: "unwind_not_allowed", message });
}

function hidesEverything(value: PlanValue): boolean {
  if (value.kind === "shift") return value.of.kind === "everything" || value.of.kind === "whole";
  if (value.kind !== "call") return false;
  return value.of.some((part) => part.kind === "everything" || hidesEverything(part));
}

function nameOf(checking: Checking, column: Column, before: readonly PlanColumn[]): string {
  const name = column.alias?.text ?? column.label.replaceAll(/\s+/g, " ");
  const taken = new Set(before.map((other) => other.name));
  if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name} (${count})`)) count++;
  const renamed = `${name} (${count})`;
  const message = `Two columns are called \`${name}\`; this one is called \`${renamed}\`. Name it with AS.`;
  warn(checking, column, { code: "duplicate_column", message });
  return renamed;
}

/** Whether the rows of a table are groups of paths. */
export function isGrouped(columns: readonly PlanColumn[]): boolean {
  return columns.some(({ value }) => holdsAggregate(value));
}
