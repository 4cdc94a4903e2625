import type { PlanOperator } from "../../j1ql/plan.ts";
import type { Context } from "./context.ts";
import type { Dialect } from "./dialect.ts";
import { type Term, text } from "./term.ts";

/** A comparison of two terms. */
export interface Comparison {
  readonly left: Term;
  readonly operator: PlanOperator;
  readonly right: Term;
}

/** SQL that is true where the comparison holds for any element of either side; unlike types never compare. */
export function compareTerms({ dialect }: Context, comparison: Comparison): string {
  const { left, operator, right } = comparison;
  return anyItem(dialect, { term: left, name: "one" }, (one) =>
    anyItem(dialect, { term: right, name: "other" }, (other) =>
      compareItems(dialect, { left: one, operator, right: other }),
    ),
  );
}

/** A term that may hold several values, and a name for one of them. */
export interface Several {
  readonly term: Term;
  readonly name: string;
}

/** SQL that is true where `holds` is true of the term's value, or of any element if it is a list. */
export function anyItem(
  dialect: Dialect,
  { term, name }: Several,
  holds: (item: Term) => string,
): string {
  switch (term.kind) {
    case "text":
    case "number":
    case "boolean":
    case "item":
    case "id":
      return holds(term);
    case "nothing":
      return "FALSE";
    case "texts":
      return dialect.anyOf(term.sql, name, holds(text(name)));
    case "json": {
      if (term.read !== undefined) return readOnce(dialect, { term, name }, holds);
      const element = holds({ kind: "item", sql: name });
      const inList = dialect.anyOf(dialect.elements(term.sql), name, element);
      const alone = holds({ kind: "item", sql: term.sql });
      return `(${alone} OR (${dialect.isJsonList(term.sql)} AND ${inList}))`;
    }
  }
}

/**
 * Reading JSON costs more than all the rest (measured: 6 to 20 times with three readings), so it is read once: either
 * the comparison looks at it once, and what is a list shows in the text, or the value gets a name.
 */
function readOnce(
  dialect: Dialect,
  { term, name }: Several,
  holds: (item: Term) => string,
): string {
  const { raw, isList } = term.read ?? { raw: term.sql, isList: "FALSE" };
  const alone = holds({ kind: "item", sql: raw });
  if (alone.split(raw).length === 2) {
    const element = holds({ kind: "item", sql: name });
    const inList = dialect.anyOf(dialect.elements(raw), name, element);
    return `CASE WHEN ${isList} THEN ${inList} ELSE ${alone} END`;
  }
  const value = `${name}_value`;
  const inner = anyItem(dialect, { term: { kind: "json", sql: value }, name }, holds);
  return dialect.anyOf(dialect.listOfOne(raw), value, inner);
}

function compareItems(dialect: Dialect, { left, operator, right }: Comparison): string {
  switch (operator) {
    case "=":
      return equalItems(dialect, left, right);
    case ">":
    case "<":
    case ">=":
    case "<=":
      return orderedItems(dialect, { left, operator, right });
    case "~=":
    case "^=":
    case "$=":
      return matchedItems(dialect, { left, operator, right });
  }
}

function equalItems(dialect: Dialect, left: Term, right: Term): string {
  if (left.kind === "item" && right.kind === "item") {
    return `(${left.sql} = ${right.sql} AND ${left.sql} <> 'null' AND NOT ${dialect.isJsonList(left.sql)})`;
  }
  if (left.kind === right.kind) return `${left.sql} = ${right.sql}`;
  const [item, other] = left.kind === "item" ? [left, right] : [right, left];
  if (item.kind !== "item") return "FALSE";
  if (other.kind === "number") return `${dialect.numberOfJson(item.sql)} = ${other.sql}`;
  if (other.kind === "text") return `${item.sql} = ${dialect.jsonOfText(other.sql)}`;
  return `${item.sql} = CAST(${other.sql} AS TEXT)`;
}

function orderedItems(dialect: Dialect, { left, operator, right }: Comparison): string {
  const numbers = [numberOf(dialect, left), numberOf(dialect, right)];
  const texts = [orderedText(dialect, left), textOf(dialect, right)];
  const sides = [numbers, texts].flatMap(([one, other]) =>
    one === null || other === null || one === undefined || other === undefined
      ? []
      : [`${one} ${operator} ${other}`],
  );
  const [only] = sides;
  if (only === undefined) return "FALSE";
  return sides.length === 1 ? only : `coalesce(${sides.join(", ")})`;
}

function orderedText(dialect: Dialect, item: Term): string | null {
  const text = textOf(dialect, item);
  return text === null ? null : dialect.collated(text);
}

function matchedItems(dialect: Dialect, { left, operator, right }: Comparison): string {
  const whole = textOf(dialect, left);
  const part = textOf(dialect, right);
  if (whole === null || part === null) return "FALSE";
  if (operator === "^=") return dialect.startsWith(whole, part);
  return operator === "$=" ? dialect.endsWith(whole, part) : dialect.contains(whole, part);
}

/** A single value as a number; `null` if it cannot be one. */
function numberOf(dialect: Dialect, item: Term): string | null {
  if (item.kind === "number") return item.sql;
  return item.kind === "item" ? dialect.numberOfJson(item.sql) : null;
}

/** A single value as a text; `null` if it cannot be one. */
export function textOf(dialect: Dialect, item: Term): string | null {
  if (item.kind === "text") return item.sql;
  return item.kind === "item" ? dialect.textOfJson(item.sql) : null;
}
