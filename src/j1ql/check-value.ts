import { type Checking, type Clause, wrong } from "./checking.ts";
import { checkCall } from "./check-call.ts";
import { epochOfDate } from "./dates.ts";
import { givenFor, keyOf } from "./check-parameter.ts";
import type { PlanValue } from "./plan.ts";
import type { Arithmetic, Binary, Expression, Literal, Parameter } from "./syntax.ts";

/** What an expression means in its clause; `null` where it means nothing (which has been noted). */
export function checkValue(
  checking: Checking,
  clause: Clause,
  expression: Expression,
): PlanValue | null {
  const known = clause.whole(expression);
  if (known !== null) return known;
  const { kind } = expression;
  if (kind === "path") return clause.path(expression);
  if (kind === "binary") return checkBinary(checking, clause, expression);
  if (kind === "parameter") return checkParameter(checking, expression);
  if (kind !== "call" && kind !== "negative") return checkLiteral(checking, expression);
  const valueOf = (part: Expression): PlanValue | null => checkValue(checking, clause, part);
  if (kind === "call") return checkCall(checking, clause, { call: expression, valueOf });
  return arithmetic("-", { kind: "literal", value: 0 }, valueOf(expression.of));
}

function checkLiteral(checking: Checking, literal: Literal): PlanValue | null {
  if ("value" in literal) return { kind: "literal", value: literal.value };
  switch (literal.kind) {
    case "undefined":
    case "null":
      return { kind: "literal", value: null };
    case "now":
      return { kind: "now" };
    case "date":
      return { kind: "literal", value: epochOfDate(literal.text) };
    case "duration":
      return checkDuration(checking, literal);
    case "star": {
      const message = "`*` stands for nothing here. Name what to count, as in `COUNT(u)`.";
      return wrong(checking, literal, { code: "invalid_argument", message });
    }
    case "missing":
      return null;
  }
}

/** A list is read where it is compared with; elsewhere a parameter is one value. */
function checkParameter(checking: Checking, parameter: Parameter): PlanValue | null {
  const given = givenFor(checking, parameter);
  if (given === null) return null;
  const name = keyOf(parameter);
  if (given.kind === "open") return { kind: "parameter", name };
  if (typeof given.value !== "object") return { kind: "literal", value: given.value };
  const message = `The parameter \`${name}\` holds a list. A list can only be compared with: \`u.email = \${${name}}\`.`;
  return wrong(checking, parameter, { code: "invalid_argument", message });
}

function arithmetic(
  operator: Arithmetic,
  left: PlanValue | null,
  right: PlanValue | null,
): PlanValue | null {
  return left === null || right === null ? null : { kind: "arithmetic", operator, left, right };
}

function checkBinary(checking: Checking, clause: Clause, expression: Binary): PlanValue | null {
  const { left, operator, right } = expression;
  if (isHyphenated(expression)) {
    const message =
      "If this is one name, put it in brackets: `[tag.cost-center]`, `u.[tag.cost-center]`. For a subtraction put spaces around `-`.";
    return wrong(checking, expression, { code: "name_needs_brackets", message });
  }
  if (isDate(expression)) {
    const message = "This is a subtraction of numbers. A date is written `date(2026-01-31)`.";
    return wrong(checking, expression, { code: "date_needs_call", message });
  }
  const shift = checkShift(checking, clause, expression);
  if (shift !== undefined) return shift;
  const first = checkOperand(checking, clause, left);
  const second = checkOperand(checking, clause, right);
  return arithmetic(operator, first, second);
}

/** A moment some units later or earlier; `undefined` where the expression is no such. */
function checkShift(
  checking: Checking,
  clause: Clause,
  { left, operator, right }: Binary,
): PlanValue | null | undefined {
  const isSum = operator === "+" || operator === "-";
  if (isSum && right.kind === "duration") {
    const of = checkValue(checking, clause, left);
    const amount = operator === "-" ? -right.amount : right.amount;
    return of === null ? null : { kind: "shift", of, amount, unit: right.unit };
  }
  if (operator !== "+" || left.kind !== "duration") return undefined;
  const of = checkValue(checking, clause, right);
  return of === null ? null : { kind: "shift", of, amount: left.amount, unit: left.unit };
}

/** `tag.cost-center` reads as a subtraction. */
function isHyphenated({ left, operator, right }: Binary): boolean {
  if (operator !== "-" || left.kind !== "path" || right.kind !== "path") return false;
  return right.parts.length === 1 && right.from === left.to + 1;
}

/** `2026-01-31` reads as two subtractions. */
function isDate({ left, operator, right, from, to }: Binary): boolean {
  if (operator !== "-" || right.kind !== "number" || left.kind !== "binary") return false;
  const { left: year, right: month } = left;
  return (
    year.kind === "number" && month.kind === "number" && left.operator === "-" && to - from === 10
  );
}

/** A part of a sum or product must be able to be a number. */
function checkOperand(checking: Checking, clause: Clause, part: Expression): PlanValue | null {
  const value = checkValue(checking, clause, part);
  if (value === null) return null;
  if (value.kind === "whole" || value.kind === "everything") {
    const message = "Arithmetic needs numbers: name a property, as in `d.count * 2`.";
    return wrong(checking, part, { code: "invalid_argument", message });
  }
  if (value.kind === "literal" && typeof value.value !== "number") {
    const message = "Arithmetic needs numbers. To join texts use `CONCAT(a.x, ' ', a.y)`.";
    return wrong(checking, part, { code: "invalid_argument", message });
  }
  return value;
}

const msPerUnit = { hour: 3_600_000, day: 86_400_000 };

/** A span that is not added to a moment is a number of milliseconds, if its length is fixed. */
function checkDuration(
  checking: Checking,
  expression: Expression & { kind: "duration" },
): PlanValue | null {
  const { amount, unit } = expression;
  if (unit === "hour" || unit === "day") {
    return { kind: "literal", value: amount * msPerUnit[unit] };
  }
  const message = `A ${unit} has no fixed length. Add it to a moment (\`date.now - ${amount} ${unit}s\`) or write days.`;
  return wrong(checking, expression, { code: "invalid_argument", message });
}
