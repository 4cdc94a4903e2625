import { checkCondition } from "./check-condition.ts";
import { isGrouped, returnClause } from "./check-returns.ts";
import { type Checking, type Clause, wrong } from "./checking.ts";
import { checkValue } from "./check-value.ts";
import type { PlanColumn, PlanOrder, PlanValue, Predicate } from "./plan.ts";
import { isNamed, propertyOf, resolvePath } from "./scope.ts";
import { didYouMean } from "./suggest.ts";
import type { Expression, OrderKey, Path, Query } from "./syntax.ts";

/** What HAVING and ORDER BY may refer to. */
export interface Rows {
  readonly query: Query;
  readonly columns: readonly PlanColumn[];
}

/** Checks HAVING, which filters the rows of a table by its columns. */
export function checkHaving(checking: Checking, { query, columns }: Rows): Predicate | null {
  const { having, returns } = query;
  if (having === null) return null;
  if (returns?.kind !== "columns") {
    const message = "HAVING filters the columns of a table: write RETURN with columns before it.";
    return wrong(checking, having, { code: "having_without_columns", message });
  }
  const clause: Clause = {
    name: "HAVING",
    aggregates: false,
    whole: (expression) => columnOf(checking, columns, expression),
    path: (path) => unknownColumn(checking, columns, path),
  };
  return checkCondition(checking, clause, having);
}

/** Checks the keys of ORDER BY: columns of a table, properties of the start entities of a list. */
export function checkOrder(checking: Checking, rows: Rows): readonly PlanOrder[] {
  return rows.query.orderBy.flatMap((key) => {
    const value = checkKey(checking, rows, key);
    return value === null ? [] : [{ value, descending: key.descending }];
  });
}

function checkKey(checking: Checking, { query, columns }: Rows, key: OrderKey): PlanValue | null {
  if (query.returns?.kind !== "columns") return checkStartKey(checking, key);
  const onlyColumns = query.unique || isGrouped(columns);
  const clause: Clause = {
    name: "ORDER BY",
    aggregates: false,
    whole: (expression) => columnOf(checking, columns, expression),
    path: (path) =>
      onlyColumns || path.parts.length === 1
        ? unknownColumn(checking, columns, path)
        : resolvePath(checking, path),
  };
  return checkValue(checking, clause, key.value);
}

/** Lists and trees are ordered by their start entities; the alias of the start may be left out. */
function checkStartKey(checking: Checking, key: OrderKey): PlanValue | null {
  const clause: Clause = {
    name: "ORDER BY",
    aggregates: false,
    whole: () => null,
    path: (path) => {
      const [first] = path.parts;
      if (first !== undefined && isNamed(checking.scope, first.text)) {
        return resolvePath(checking, path);
      }
      const name = path.parts.map(({ text }) => text).join(".");
      return propertyOf(checking, { slot: 0, name, from: path.from, to: path.to });
    },
  };
  const value = checkValue(checking, clause, key.value);
  const isOfStart = value?.kind !== "property" || value.slot === 0;
  if (isOfStart && value?.kind !== "whole" && value?.kind !== "everything") return value;
  const message =
    "A list holds the entities that FIND starts from: order it by one of their properties, or RETURN columns.";
  return wrong(checking, key, { code: "invalid_order", message });
}

/** The column that an expression names: by its alias, as it is written, or by what it means. */
function columnOf(
  checking: Checking,
  columns: readonly PlanColumn[],
  expression: Expression,
): PlanValue | null {
  const name = nameOf(expression);
  const byName = name === null ? -1 : columns.findIndex((column) => column.name === name);
  if (byName >= 0) return columnValue(checking, columns, { index: byName, expression });
  if (expression.kind !== "path" && expression.kind !== "call") return null;
  // A trial: what it finds wrong is said elsewhere.
  const trial: Checking = { ...checking, problems: [], warnings: [], uses: [] };
  const value = checkValue(trial, returnClause(trial), expression);
  if (value === null) return null;
  const meant = JSON.stringify(value);
  const index = columns.findIndex((column) => JSON.stringify(column.value) === meant);
  return index < 0 ? null : columnValue(checking, columns, { index, expression });
}

interface ColumnUse {
  readonly index: number;
  readonly expression: Expression;
}

/** A column that holds whole entities can be neither compared nor ordered by. */
function columnValue(
  checking: Checking,
  columns: readonly PlanColumn[],
  { index, expression }: ColumnUse,
): PlanValue {
  const kind = columns[index]?.value.kind;
  if (kind === "whole" || kind === "everything") {
    const message =
      "This column holds whole entities. Return the property you mean as a column, too.";
    wrong(checking, expression, { code: "invalid_argument", message });
  }
  return { kind: "column", index };
}

function nameOf(expression: Expression): string | null {
  if (expression.kind === "string") return expression.value;
  if (expression.kind !== "path") return null;
  return expression.parts.map(({ text }) => text).join(".");
}

function unknownColumn(checking: Checking, columns: readonly PlanColumn[], path: Path): null {
  const name = nameOf(path) ?? "";
  const names = columns.map((column) => column.name);
  const listed = names.map((column) => `\`${column}\``).join(", ");
  const near = didYouMean(name, names) || ` The columns are ${listed}.`;
  const message = `There is no column \`${name}\` in the result.${near}`;
  return wrong(checking, path, { code: "unknown_column", message });
}
