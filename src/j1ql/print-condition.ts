import { printExpression } from "./print-expression.ts";
import type { Condition, Operand, Query } from "./syntax.ts";

/** Prints a subquery. Given from outside, since a query holds conditions and a condition may hold a query. */
export type PrintQuery = (query: Query) => string;

/** A condition as text. */
export function printCondition(condition: Condition, printQuery: PrintQuery): string {
  switch (condition.kind) {
    case "or":
      return condition.of.map((part) => printPart(part, ["or"], printQuery)).join(" OR ");
    case "and":
      return condition.of.map((part) => printPart(part, ["or", "and"], printQuery)).join(" AND ");
    case "not":
      return `!${printNegated(condition.of, printQuery)}`;
    case "comparison": {
      const { left, operator, right } = condition;
      return `${printExpression(left)} ${operator} ${printOperand(right, printQuery)}`;
    }
    case "cidr":
      return `cidr(${printExpression(condition.property)}, ${printExpression(condition.network)})`;
    case "missing":
      return "";
  }
}

function printPart(
  part: Condition,
  inParentheses: readonly Condition["kind"][],
  printQuery: PrintQuery,
): string {
  const text = printCondition(part, printQuery);
  return inParentheses.includes(part.kind) ? `(${text})` : text;
}

function printNegated(of: Condition, printQuery: PrintQuery): string {
  return printPart(of, ["or", "and", "comparison"], printQuery);
}

function printOperand(operand: Operand, printQuery: PrintQuery): string {
  if (operand.kind === "regex") return `/${operand.source}/${operand.flags}`;
  if (operand.kind === "subquery") return `(${printQuery(operand.query)})`;
  if (operand.kind !== "list") return printExpression(operand);
  const word = operand.joiner === "or" ? " OR " : " AND ";
  return `(${operand.items.map((item) => printOperand(item, printQuery)).join(word)})`;
}
