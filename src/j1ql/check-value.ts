import { type Checking, type Clause, notYet, wrong } from "./checking.ts";
import { checkCall } from "./check-call.ts";
import { epochOfDate } from "./dates.ts";
import type { PlanValue } from "./plan.ts";
import type { Arithmetic, Binary, Expression, Parameter } from "./syntax.ts";

/** What an expression means in its clause; `null` where it means nothing (which has been noted). */
export function checkValue(
  checking: Checking,
  clause: Clause,
  expression: Expression,
): PlanValue | null {
  const whole = clause.whole(expression);
  if (whole !== null) return whole;
  const literal = checkLiteral(expression);
  if (literal !== null) return literal;
  switch (expression.kind) {
    case "path":
      return clause.path(expression);
    case "call":
      return checkCall(checking, clause, {
        call: expression,
        valueOf: (argument) => checkValue(checking, clause, argument),
      });
    case "negative":
      return arithmetic(
        "-",
        { kind: "literal", value: 0 },
        checkValue(checking, clause, expression.of),
      );
    case "binary":
      return checkBinary(checking, clause, expression);
    case "duration":
      return checkDuration(checking, expression);
    case "parameter":
      return notYet(checking, expression, `${parameterName(expression)}: parameters are`);
    case "star": {
      const message = "`*` stands for nothing here. Name what to count, as in `COUNT(u)`.";
      return wrong(checking, expression, { code: "invalid_argument", message });
    }
    case "string":
    case "number":
    case "boolean":
    case "undefined":
    case "null":
    case "now":
    case "date":
    case "missing":
      return null;
  }
}

function checkLiteral(expression: Expression): PlanValue | null {
  switch (expression.kind) {
    case "string":
    case "number":
    case "boolean":
      return { kind: "literal", value: expression.value };
    case "undefined":
    case "null":
      return { kind: "literal", value: null };
    case "now":
      return { kind: "now" };
    case "date":
      return { kind: "literal", value: epochOfDate(expression.text) };
    case "duration":
    case "parameter":
    case "path":
    case "call":
    case "negative":
    case "binary":
    case "star":
    case "missing":
      return null;
  }
}

/** A parameter as it is written. */
function parameterName({ source, name }: Parameter): string {
  if (source === "placeholder") return `\`{{${name}}}\``;
  return source === "account" ? `\`\${param.${name}}\`` : `\`\${${name}}\``;
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
  const isSum = operator === "+" || operator === "-";
  if (isSum && right.kind === "duration") {
    const of = checkValue(checking, clause, left);
    const amount = operator === "-" ? -right.amount : right.amount;
    return of === null ? null : { kind: "shift", of, amount, unit: right.unit };
  }
  if (operator === "+" && left.kind === "duration") {
    const of = checkValue(checking, clause, right);
    return of === null ? null : { kind: "shift", of, amount: left.amount, unit: left.unit };
  }
  const first = checkOperand(checking, clause, left);
  const second = checkOperand(checking, clause, right);
  return arithmetic(operator, first, second);
}

/** `tag.cost-center` reads as a subtraction. */
function isHyphenated({ left, operator, right }: Binary): boolean {
  if (operator !== "-" || left.kind !== "path" || right.kind !== "path") return false;
  return right.parts.length === 1 && right.from === left.to + 1;
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
