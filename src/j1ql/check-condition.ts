import { type Checking, type Clause, wrong } from "./checking.ts";
import { checkPattern } from "./check-pattern.ts";
import { checkSubquery } from "./check-subquery.ts";
import { checkValue } from "./check-value.ts";
import { warnOfValue } from "./doubtful-value.ts";
import { checkNetwork } from "./check-network.ts";
import { listGivenFor } from "./check-parameter.ts";
import type { PlanOperator, PlanValue, Predicate } from "./plan.ts";
import type { Comparison, Condition, Expression, Operand, Operator } from "./syntax.ts";

/** What a condition means in its clause; `null` where a part of it means nothing (which has been noted). */
export function checkCondition(
  checking: Checking,
  clause: Clause,
  condition: Condition,
): Predicate | null {
  switch (condition.kind) {
    case "and":
    case "or": {
      const of = condition.of.map((part) => checkCondition(checking, clause, part));
      return combine(condition.kind === "and" ? "all" : "any", of);
    }
    case "not":
      return negate(checkCondition(checking, clause, condition.of));
    case "comparison":
      return checkComparison(checking, clause, condition);
    case "cidr":
      return checkNetwork(
        checking,
        checkValue(checking, clause, condition.property),
        condition.network,
      );
    case "missing":
      return null;
  }
}

function combine(kind: "all" | "any", parts: readonly (Predicate | null)[]): Predicate | null {
  const of = parts.filter((part) => part !== null);
  return of.length < parts.length ? null : { kind, of };
}

function negate(of: Predicate | null): Predicate | null {
  return of === null ? null : { kind: "not", of };
}

const positive: Readonly<Record<Operator, PlanOperator>> = {
  "=": "=",
  "!=": "=",
  ">": ">",
  "<": "<",
  ">=": ">=",
  "<=": "<=",
  "~=": "~=",
  "^=": "^=",
  "$=": "$=",
  "!~=": "~=",
  "!^=": "^=",
  "!$=": "$=",
};

/** A comparison whose left side is understood. */
interface Compared {
  readonly clause: Clause;
  readonly left: PlanValue;
  readonly operator: PlanOperator;
}

function checkComparison(
  checking: Checking,
  clause: Clause,
  { left, operator, right }: Comparison,
): Predicate | null {
  const value = checkSide(checking, clause, left);
  // The right side is looked at even if the left means nothing: all problems at once.
  const stand = value ?? { kind: "literal", value: null };
  const compared: Compared = { clause, left: stand, operator: positive[operator] };
  const predicate = checkOperand(checking, compared, right);
  if (value === null || predicate === null) return null;
  return operator.startsWith("!") ? negate(predicate) : predicate;
}

function checkSide(checking: Checking, clause: Clause, side: Expression): PlanValue | null {
  const value = checkValue(checking, clause, side);
  if (value?.kind !== "everything") return value;
  const message = "Compare one property, as in `u.email = 'x'`.";
  return wrong(checking, side, { code: "invalid_argument", message });
}

function checkOperand(checking: Checking, compared: Compared, operand: Operand): Predicate | null {
  const { left, operator } = compared;
  if (operand.kind === "list") return checkList(checking, compared, operand);
  if (operand.kind === "regex") return checkPattern(checking, { left, operator, regex: operand });
  if (operand.kind === "subquery") {
    return checkSubquery(checking, { left, operator, subquery: operand });
  }
  const list = operand.kind === "parameter" ? listGivenFor(checking, operand) : null;
  if (list !== null) return checkOperand(checking, compared, list);
  return checkSingle(checking, compared, operand);
}

function checkList(
  checking: Checking,
  compared: Compared,
  { joiner, items }: Operand & { kind: "list" },
): Predicate | null {
  const of = items.map((item) => checkOperand(checking, compared, item));
  const combined = combine(joiner === "and" ? "all" : "any", of);
  return combined?.kind === "any" ? gather(compared.left, combined.of) : combined;
}

/** Many equal-to-this in a row become one look-up in a set. */
function gather(left: PlanValue, of: readonly Predicate[]): Predicate {
  const values = of.flatMap((part) => {
    const isEqual = part.kind === "compare" && part.operator === "=";
    const value = isEqual && part.right.kind === "literal" ? part.right.value : null;
    return value === null ? [] : [value];
  });
  if (values.length < 2) return { kind: "any", of };
  const others = of.filter(
    (part) => part.kind !== "compare" || part.operator !== "=" || part.right.kind !== "literal",
  );
  const oneOf: Predicate = { kind: "oneOf", left, values };
  return others.length === 0 ? oneOf : { kind: "any", of: [oneOf, ...others] };
}

function checkSingle(
  checking: Checking,
  { clause, left, operator }: Compared,
  operand: Expression,
): Predicate | null {
  const { rightPath } = clause;
  const side = rightPath === undefined ? clause : { ...clause, path: rightPath };
  const right = checkSide(checking, side, operand);
  if (right === null) return null;
  if (right.kind === "literal" && right.value === null) {
    return checkAbsent(checking, { clause, left, operator }, operand);
  }
  if (left.kind === "whole" || right.kind === "whole") {
    return checkWhole(checking, { left, right, operator }, operand);
  }
  if (textual.has(operator) && right.kind === "literal" && typeof right.value !== "string") {
    const message = `\`${operator}\` compares texts. Put the value in quotes: \`${operator} '${String(right.value)}'\`.`;
    return wrong(checking, operand, { code: "text_needed", message });
  }
  warnOfValue(checking, { left, operator, right }, operand);
  return { kind: "compare", left, operator, right };
}

const textual: ReadonlySet<PlanOperator> = new Set(["~=", "^=", "$="]);

function checkAbsent(
  checking: Checking,
  { left, operator }: Compared,
  operand: Expression,
): Predicate | null {
  if (operator === "=") return { kind: "absent", of: left };
  const message = `\`${operator}\` cannot compare with undefined. Write \`= undefined\` for “is absent”, \`!= undefined\` for “is there”.`;
  return wrong(checking, operand, { code: "invalid_argument", message });
}

interface WholeCompared {
  readonly left: PlanValue;
  readonly right: PlanValue;
  readonly operator: PlanOperator;
}

/** Two aliases are equal if they are the same entity; nothing else can be compared with one. */
function checkWhole(
  checking: Checking,
  { left, right, operator }: WholeCompared,
  operand: Expression,
): Predicate | null {
  if (operator === "=" && left.kind === "whole" && right.kind === "whole") {
    return { kind: "compare", left, operator, right };
  }
  const message = "A whole entity has no such value. Name a property, as in `u.email = 'x'`.";
  return wrong(checking, operand, { code: "invalid_argument", message });
}
