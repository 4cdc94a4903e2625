import { type Cursor, isSign, isWord, nameOf, next, peek, report, spanFrom } from "./cursor.ts";
import { atBoundary, type ConditionClause } from "./keywords.ts";
import { parseExpression } from "./parse-expression.ts";
import { endsValue } from "./parse-path.ts";
import { parseOperand } from "./parse-operand.ts";
import type { Condition, Expression, Operator } from "./syntax.ts";
import type { Token } from "./tokens.ts";

const operators: readonly Operator[] = [
  "=",
  "!=",
  ">",
  "<",
  ">=",
  "<=",
  "~=",
  "^=",
  "$=",
  "!~=",
  "!^=",
  "!$=",
];

/** Reads `property operator value`. */
export function parseComparison(cursor: Cursor, clause: ConditionClause): Condition {
  const { from } = peek(cursor);
  if (endsValue(cursor)) return missingCondition(cursor, clause);
  const left = parseExpression(cursor);
  const sign = peek(cursor);
  const operator = operators.find((candidate) => isSign(sign, candidate));
  if (operator === undefined) return withoutOperator(cursor, left);
  next(cursor);
  const right = parseOperand(cursor);
  return { kind: "comparison", left, operator, right, ...spanFrom(cursor, from) };
}

function missingCondition(cursor: Cursor, clause: ConditionClause): Condition {
  const token = peek(cursor);
  const example = clause === "WITH" ? "active = true" : "u.active = true";
  const found = nameOf(token, cursor.text);
  const advice = isWord(token, clause)
    ? `Write ${clause} once: \`a = 1 OR b = 2\`.`
    : `Write one such as \`${example}\`.`;
  const message = `A condition is due here; found ${found}. ${advice}`;
  report(cursor, token, { code: "missing_condition", message });
  return { kind: "missing", from: token.from, to: token.from };
}

/** Operators that are words in other languages, and what to write in J1QL. */
const wordOperators: Readonly<Record<string, string>> = {
  LIKE: "Write `~= 'text'` for “contains”, `^= 'text'` for “starts with”, `$= 'text'` for “ends with”.",
  ILIKE: "Write `~= /text/i` for “contains”, whatever the case.",
  CONTAINS: "Write `~=` for “contains”.",
  IN: "Write `= ('a' OR 'b')`.",
  NOT: "Write `!= ('a' OR 'b')` for “none of”, `!~=` for “does not contain”, `!= undefined` for “is there”.",
  IS: "Write `= undefined` for “is absent”, `!= undefined` for “is there”, `= true` or `= 'value'` otherwise.",
  EXISTS: "Write `!= undefined`.",
  MATCHES: "Write `~= /expression/`.",
  REGEX: "Write `~= /expression/`.",
  BETWEEN: "Write two comparisons joined by AND: `a >= 1 AND a <= 9`.",
  STARTS: "Write `^= 'text'`.",
  STARTSWITH: "Write `^= 'text'`.",
  ENDS: "Write `$= 'text'`.",
  ENDSWITH: "Write `$= 'text'`.",
  EQUALS: "Write `=`.",
  BEFORE: "Write `<`.",
  AFTER: "Write `>`.",
};

function withoutOperator(cursor: Cursor, left: Expression): Condition {
  if (left.kind === "missing") skipValue(cursor);
  else if (!reportWordOperator(cursor, left)) reportMissingOperator(cursor, left);
  return { kind: "missing", ...spanFrom(cursor, left.from) };
}

/** Goes to where the next condition or clause begins, so that one slip is one problem. */
function skipValue(cursor: Cursor): void {
  let depth = 0;
  for (;;) {
    const token = peek(cursor);
    if (depth === 0 && (atBoundary(cursor) || endsCondition(token))) return;
    if (token.kind === "end") return;
    if (isSign(token, "(")) depth++;
    if (isSign(token, ")")) depth--;
    next(cursor);
  }
}

function endsCondition(token: Token): boolean {
  return isWord(token, "AND") || isWord(token, "OR") || isSign(token, ")") || isSign(token, ";");
}

function reportWordOperator(cursor: Cursor, left: Expression): boolean {
  const token = peek(cursor);
  const word = token.kind === "word" ? token.value.toUpperCase() : "";
  const known = Object.hasOwn(wordOperators, word) ? wordOperators[word] : undefined;
  if (known === undefined) return false;
  const advice =
    word === "IN" && left.kind === "string"
      ? `A list fits if one element does: write \`tags = ${cursor.text.slice(left.from, left.to)}\`.`
      : known;
  const message = `\`${token.value}\` is not an operator of J1QL. ${advice}`;
  report(cursor, token, { code: "wrong_operator", message });
  skipOverWords(cursor);
  skipValue(cursor);
  return true;
}

/** `BETWEEN 1 AND 9` and `NOT IN (…)` are one slip. */
function skipOverWords(cursor: Cursor): void {
  const isRange = isWord(next(cursor), "BETWEEN");
  const isPair = isRange && isWord(peek(cursor, 1), "AND") && !isSign(peek(cursor, 3), "=");
  if (isPair) for (let taken = 0; taken < 3; taken++) next(cursor);
}

function reportMissingOperator(cursor: Cursor, left: Expression): void {
  const token = peek(cursor);
  if (token.kind === "bracketed") {
    const message =
      "A single element of a list cannot be picked: compare the list, `tags = 'vip'` holds if any element fits.";
    report(cursor, token, { code: "missing_operator", message });
    skipValue(cursor);
    return;
  }
  const written = cursor.text.slice(left.from, left.to);
  const isLiteral = left.kind === "string" || left.kind === "number";
  const message = isLiteral
    ? `\`${written}\` stands alone. For one of several values write \`property = (${written} OR …)\`.`
    : atBoundary(cursor) || endsCondition(token)
      ? `\`${written}\` is compared with nothing. Write \`${written} = true\` or \`${written} != undefined\`.`
      : `An operator is missing before ${nameOf(token, cursor.text)}. Write \`${written} = …\`.`;
  const stands = isLiteral || atBoundary(cursor) || endsCondition(token);
  report(cursor, stands ? left : token, { code: "missing_operator", message });
  skipValue(cursor);
}
