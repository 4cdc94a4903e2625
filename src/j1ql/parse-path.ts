import {
  type Cursor,
  isSign,
  isWord,
  nameOf,
  next,
  peek,
  report,
  spanFrom,
  takeSign,
} from "./cursor.ts";
import { atBoundary } from "./keywords.ts";
import type { Expression, PathPart } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** Reads a dotted name such as `u.email`, `tag.Owner`, `[tag.cost-center]`, `'my user'.email` or `u.*`. */
export function parsePath(cursor: Cursor): Expression {
  const token = peek(cursor);
  if (!beginsPath(cursor)) return missingValue(cursor);
  const parts = [takePart(cursor)];
  while (takeSign(cursor, ".") !== null) {
    if (!isPart(peek(cursor))) {
      const message = `A property's name is due after the dot; found ${nameOf(peek(cursor), cursor.text)}.`;
      report(cursor, peek(cursor), { code: "missing_property", message });
      break;
    }
    parts.push(takePart(cursor));
  }
  return { kind: "path", parts, ...spanFrom(cursor, token.from) };
}

function beginsPath(cursor: Cursor): boolean {
  const { kind } = peek(cursor);
  return kind === "bracketed" || isQuotedName(cursor) || (kind === "word" && !endsValue(cursor));
}

/** Whether a text in quotes is the name of something: a dot follows. */
export function isQuotedName(cursor: Cursor): boolean {
  return peek(cursor).kind === "string" && isSign(peek(cursor, 1), ".");
}

/** Notes that a value is due here. */
export function missingValue(cursor: Cursor): Expression {
  const token = peek(cursor);
  const found = nameOf(token, cursor.text);
  const advice = isSign(token, "*")
    ? "`*` is no placeholder: write `~= 'text'` for “contains”, `^= 'text'` for “starts with”."
    : "Texts need quotes: `'text'`.";
  const message = `A value or a property is due here; found ${found}. ${advice}`;
  report(cursor, token, { code: "missing_value", message });
  return { kind: "missing", from: token.from, to: token.from };
}

/** Whether no value stands here, since a clause begins or a connective comes. */
export function endsValue(cursor: Cursor): boolean {
  // A property may be called like a clause only if a dot or an operator follows.
  const after = peek(cursor, 1);
  const goesOn = after.kind === "symbol" && (after.value === "." || after.value.endsWith("="));
  return (atBoundary(cursor) || isConnective(peek(cursor))) && !goesOn;
}

function isConnective(token: Token): boolean {
  return isWord(token, "AND") || isWord(token, "OR");
}

function isPart(token: Token): boolean {
  const { kind } = token;
  return kind === "word" || kind === "number" || kind === "bracketed" || isSign(token, "*");
}

function takePart(cursor: Cursor): PathPart {
  const token = next(cursor);
  let { value, to } = token;
  // A part such as `2days` or `0abc` is cut in two by the lexer.
  const after = peek(cursor);
  if (token.kind === "number" && after.kind === "word" && after.from === to) {
    next(cursor);
    value += after.value;
    to = after.to;
  }
  return { text: value, form: formOf(token), from: token.from, to };
}

function formOf({ kind }: Token): PathPart["form"] {
  if (kind === "string") return "quoted";
  return kind === "bracketed" ? "bracketed" : "plain";
}
