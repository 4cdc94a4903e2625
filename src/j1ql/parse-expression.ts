import {
  close,
  type Cursor,
  isSign,
  isWord,
  nested,
  next,
  peek,
  report,
  spanFrom,
  takeSign,
} from "./cursor.ts";
import { isCall, parseLiteral } from "./parse-literal.ts";
import { isQuotedName, missingValue, parsePath } from "./parse-path.ts";
import type { Arithmetic, Call, Expression, Operand } from "./syntax.ts";

/** The most operators in one row of a sum or product. */
const maxRow = 100;

/** Reads a value: literals, properties, functions and arithmetic over them. */
export function parseExpression(cursor: Cursor): Expression {
  return parseSum(cursor, parseProduct(cursor, parsePower(cursor, parseUnary(cursor))));
}

/** Reads on where a value in parentheses turns out to be the first part of a larger one. */
export function continueExpression(cursor: Cursor, first: Expression): Expression {
  return parseSum(cursor, parseProduct(cursor, parsePower(cursor, first)));
}

/** Whether an operand is a single value. */
export function isExpression(operand: Operand): operand is Expression {
  return operand.kind !== "regex" && operand.kind !== "list" && operand.kind !== "subquery";
}

type ReadRight = (cursor: Cursor) => Expression;

interface Row {
  readonly signs: readonly Arithmetic[];
  readonly right: ReadRight;
}

function parseRow(cursor: Cursor, first: Expression, { signs, right }: Row): Expression {
  let left = first;
  for (let count = 0; ; count++) {
    const operator = signs.find((sign) => isSign(peek(cursor), sign));
    if (operator === undefined) return left;
    if (count >= maxRow) return tooLong(cursor, left);
    next(cursor);
    const { from } = left;
    left = { kind: "binary", operator, left, right: right(cursor), ...spanFrom(cursor, from) };
  }
}

function tooLong(cursor: Cursor, left: Expression): Expression {
  const message = `This is more than ${maxRow} operators in a row. Simplify the query.`;
  report(cursor, peek(cursor), { code: "too_deep", message });
  cursor.position = cursor.tokens.length - 1;
  return left;
}

function parseSum(cursor: Cursor, first: Expression): Expression {
  const right: ReadRight = () => parseProduct(cursor, parsePower(cursor, parseUnary(cursor)));
  return parseRow(cursor, first, { signs: ["+", "-"], right });
}

function parseProduct(cursor: Cursor, first: Expression): Expression {
  const right: ReadRight = () => parsePower(cursor, parseUnary(cursor));
  return parseRow(cursor, first, { signs: ["*", "/"], right });
}

function parsePower(cursor: Cursor, first: Expression): Expression {
  return parseRow(cursor, first, { signs: ["^"], right: parseUnary });
}

function parseUnary(cursor: Cursor): Expression {
  const token = peek(cursor);
  if (!isSign(token, "-")) return parsePrimary(cursor);
  next(cursor);
  const of = nested(cursor, () => parseUnary(cursor)) ?? missingValue(cursor);
  if (of.kind === "number") return { ...of, value: -of.value, from: token.from };
  return { kind: "negative", of, ...spanFrom(cursor, token.from) };
}

function parsePrimary(cursor: Cursor): Expression {
  const token = peek(cursor);
  if (isSign(token, "(")) return parseInParentheses(cursor);
  const literal = isQuotedName(cursor) ? null : parseLiteral(cursor);
  if (literal !== null) return literal;
  if (isCall(cursor)) return parseCall(cursor);
  return parsePath(cursor);
}

function parseInParentheses(cursor: Cursor): Expression {
  const open = peek(cursor);
  const inside = nested(cursor, () => {
    next(cursor);
    const value = parseExpression(cursor);
    close(cursor, open);
    return { ...value, ...spanFrom(cursor, open.from) };
  });
  return inside ?? { kind: "missing", from: open.from, to: open.to };
}

function parseCall(cursor: Cursor): Expression {
  const word = next(cursor);
  const name = { text: word.value.toLowerCase(), from: word.from, to: word.to };
  const call = nested(cursor, (): Call => {
    const open = next(cursor);
    const of = parseArguments(cursor);
    close(cursor, open);
    return { kind: "call", name, of, ...spanFrom(cursor, word.from) };
  });
  return call ?? { kind: "missing", from: word.from, to: word.to };
}

function parseArguments(cursor: Cursor): readonly Expression[] {
  if (isSign(peek(cursor), ")")) return [];
  const of: Expression[] = [];
  do of.push(parseArgument(cursor));
  while (takeSign(cursor, ",") !== null);
  return of;
}

function parseArgument(cursor: Cursor): Expression {
  const token = peek(cursor);
  if (takeSign(cursor, "*") !== null) return { kind: "star", from: token.from, to: token.to };
  const after = peek(cursor, 1);
  if (isWord(token, "DISTINCT") && after.kind === "word") {
    const message = "Leave out DISTINCT: COUNT counts each entity or value once.";
    report(cursor, next(cursor), { code: "unexpected_token", message });
  }
  return parseExpression(cursor);
}
