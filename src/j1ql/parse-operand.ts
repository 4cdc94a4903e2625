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
} from "./cursor.ts";
import { continueExpression, isExpression, parseExpression } from "./parse-expression.ts";
import { atBoundary } from "./keywords.ts";
import type { Expression, Operand, Span } from "./syntax.ts";

/** Reads the right side of a comparison: a value, a regular expression, a list of values or a subquery. */
export function parseOperand(cursor: Cursor): Operand {
  const token = peek(cursor);
  if (token.kind === "regex") return parseRegex(cursor);
  if (!isSign(token, "(")) return withoutQuotes(cursor, parseExpression(cursor));
  const operand = nested(cursor, () => parseInParentheses(cursor)) ?? missing(token);
  return isExpression(operand) ? continueExpression(cursor, operand) : operand;
}

/** `= Domain Admins`: words where a text in quotes is due. */
function withoutQuotes(cursor: Cursor, value: Expression): Operand {
  const isBareWord = value.kind === "path" && value.parts.length === 1;
  if (!isBareWord || !isPlainWord(cursor)) return value;
  while (isPlainWord(cursor)) next(cursor);
  const span = spanFrom(cursor, value.from);
  const message = `Put the text in quotes: \`'${cursor.text.slice(span.from, span.to)}'\`.`;
  report(cursor, span, { code: "missing_quotes", message });
  return { kind: "missing", ...span };
}

function isPlainWord(cursor: Cursor): boolean {
  const token = peek(cursor);
  if (token.kind === "number") return true;
  const ends = ["AND", "OR", "ASC", "DESC"].some((word) => isWord(token, word));
  return token.kind === "word" && !ends && !atBoundary(cursor);
}

function missing({ from, to }: Span): Operand {
  return { kind: "missing", from, to };
}

function parseRegex(cursor: Cursor): Operand {
  const { value, flags, from, to } = next(cursor);
  return { kind: "regex", source: value, flags, from, to };
}

function parseInParentheses(cursor: Cursor): Operand {
  const open = next(cursor);
  const inside = isWord(peek(cursor), "FIND") ? parseSubquery(cursor, open) : parseOr(cursor);
  close(cursor, open);
  return { ...inside, ...spanFrom(cursor, open.from) };
}

function parseSubquery(cursor: Cursor, open: Span): Operand {
  const query = cursor.readQuery(cursor);
  return query === null ? missing(open) : { kind: "subquery", query, from: open.from, to: open.to };
}

function parseOr(cursor: Cursor): Operand {
  const { from } = peek(cursor);
  const items = [parseAnd(cursor)];
  while (takeOr(cursor)) items.push(parseAnd(cursor));
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  return { kind: "list", joiner: "or", items, ...spanFrom(cursor, from) };
}

/** A comma between values is read as OR, and reported. */
function takeOr(cursor: Cursor): boolean {
  const token = peek(cursor);
  const isComma = isSign(token, ",") || isSign(token, "|");
  if (!isComma && !isWord(token, "OR")) return false;
  next(cursor);
  if (isComma) {
    const message = "Separate values with OR: `('a' OR 'b')`.";
    report(cursor, token, { code: "unexpected_token", message });
  }
  return true;
}

function parseAnd(cursor: Cursor): Operand {
  const { from } = peek(cursor);
  const items = [parseItem(cursor)];
  while (isWord(peek(cursor), "AND")) {
    next(cursor);
    items.push(parseItem(cursor));
  }
  const [only] = items;
  if (items.length === 1 && only !== undefined) return only;
  return { kind: "list", joiner: "and", items, ...spanFrom(cursor, from) };
}

function parseItem(cursor: Cursor): Operand {
  return parseOperand(cursor);
}
