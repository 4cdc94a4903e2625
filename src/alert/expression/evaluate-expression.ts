import { isSame, isTrue, itemsOf, memberOf, textOf } from "./data.ts";
import type { BinaryOperator, Data, Expression } from "./expression.ts";
import { transformed, type TransformWorld } from "./transforms.ts";

/** What an expression's names stand for. */
export interface Scope extends TransformWorld {
  readonly variables: { readonly [name: string]: Data };
  /** The item that a filter looks at. */
  readonly item?: Data;
}

/** The value of an expression; what is not there is `undefined`, and never a failure. */
export function valueOf(expression: Expression, scope: Scope): Data {
  if ("of" in expression) return madeOf(expression, valueOf(expression.of, scope), scope);
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "name":
      return memberOf(scope.variables, expression.name);
    case "relative":
      return memberOf(scope.item, expression.name);
    case "list":
      return expression.items.map((item) => valueOf(item, scope));
    case "choice":
      return chosen(expression, scope);
    case "binary":
      return both(expression, scope);
  }
}

type Made = Extract<Expression, { readonly of: Expression }>;

/** The value of what is made of one other value. */
function madeOf(expression: Made, data: Data, scope: Scope): Data {
  switch (expression.kind) {
    case "member":
      return memberOf(data, expression.name);
    case "index":
      return elementOf(data, valueOf(expression.at, scope));
    case "filter":
      return itemsOf(data).filter((item) => isTrue(valueOf(expression.test, { ...scope, item })));
    case "unary":
      return unary(expression.operator, data);
    case "transform": {
      const given = expression.given.map((each) => valueOf(each, scope));
      return transformed(expression.name, { data, given }, scope);
    }
  }
}

function elementOf(data: Data, at: Data): Data {
  if (typeof at === "number") return itemsOf(data).at(at);
  return memberOf(data, textOf(at));
}

function unary(operator: "!" | "-", value: Data): Data {
  return operator === "!" ? !isTrue(value) : negative(value);
}

function negative(value: Data): Data {
  return typeof value === "number" ? -value : undefined;
}

function chosen(choice: Extract<Expression, { kind: "choice" }>, scope: Scope): Data {
  const test = valueOf(choice.test, scope);
  if (!isTrue(test)) return valueOf(choice.no, scope);
  return choice.yes === null ? test : valueOf(choice.yes, scope);
}

function both(
  { operator, left, right }: Extract<Expression, { kind: "binary" }>,
  scope: Scope,
): Data {
  const first = valueOf(left, scope);
  if (operator === "&&") return isTrue(first) ? valueOf(right, scope) : first;
  if (operator === "||") return isTrue(first) ? first : valueOf(right, scope);
  return operated(operator, first, valueOf(right, scope));
}

type Plain = Exclude<BinaryOperator, "&&" | "||">;

const numeric: Readonly<Record<string, (left: number, right: number) => number>> = {
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "//": (left, right) => Math.floor(left / right),
  "%": (left, right) => left % right,
  "^": (left, right) => left ** right,
};

/** The value of an operator between two values: unlike kinds are never equal, and in no order. */
export function operated(operator: Plain, left: Data, right: Data): Data {
  if (operator === "==") return isSame(left, right);
  if (operator === "!=") return !isSame(left, right);
  if (operator === "in") return isIn(left, right);
  if (operator === "+") return sum(left, right);
  const compute = numeric[operator];
  return compute === undefined ? ordered(operator, left, right) : computed(compute, left, right);
}

function computed(compute: (left: number, right: number) => number, left: Data, right: Data): Data {
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  const result = compute(left, right);
  return Number.isFinite(result) ? result : undefined;
}

function isIn(left: Data, right: Data): boolean {
  if (typeof right === "string") return typeof left === "string" && right.includes(left);
  return itemsOf(right).some((item) => isSame(item, left));
}

function sum(left: Data, right: Data): Data {
  if (typeof left === "number" && typeof right === "number") return left + right;
  return textOf(left) + textOf(right);
}

const orders: Readonly<Record<string, readonly number[]>> = {
  ">": [1],
  ">=": [0, 1],
  "<": [-1],
  "<=": [-1, 0],
};

function ordered(operator: Plain, left: Data, right: Data): boolean {
  const order = orderOf(left, right);
  return order !== null && (orders[operator] ?? []).includes(order);
}

/** -1, 0 or 1 as the first value is less, the same or more; `null` when they are in no order. */
function orderOf(left: Data, right: Data): number | null {
  if (typeof left === "number" && typeof right === "number") return Math.sign(left - right);
  if (typeof left !== "string" || typeof right !== "string") return null;
  return left === right ? 0 : left < right ? -1 : 1;
}
