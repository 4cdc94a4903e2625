import { type Cursor, isSign, isWord, next, peek, report, spanFrom } from "./cursor.ts";
import { epochOfDate } from "./dates.ts";
import type { Expression, Parameter } from "./syntax.ts";
import { type Token, units } from "./tokens.ts";

/** Reads a value that stands for itself, if one stands here. */
export function parseLiteral(cursor: Cursor): Expression | null {
  const { kind, value, from, to } = peek(cursor);
  if (kind === "number") return parseNumber(cursor);
  if (kind === "date") return parseDate(cursor);
  if (kind === "parameter") return parseParameter(next(cursor));
  if (kind === "word") return parseNow(cursor) ?? parseWord(cursor);
  if (kind !== "string") return null;
  next(cursor);
  return { kind: "string", value, from, to };
}

const noUnit = /^(?:ms|s|secs?|seconds?|mins?|minutes?|h|d|w|wks?|weeks?|m|y|quarters?)$/i;

function parseNumber(cursor: Cursor): Expression {
  const token = next(cursor);
  const { from, to } = token;
  const amount = Number(token.value);
  const after = peek(cursor);
  const word = after.kind === "word" ? after.value.toLowerCase() : "";
  const unit = Object.hasOwn(units, word) ? units[word] : undefined;
  if (unit !== undefined) {
    next(cursor);
    return { kind: "duration", amount, unit, ...spanFrom(cursor, from) };
  }
  if (noUnit.test(word)) {
    next(cursor);
    const message = `\`${after.value}\` is not a unit of time here. There are hours, days, months and years.`;
    report(cursor, after, { code: "unknown_unit", message });
    return { kind: "missing", ...spanFrom(cursor, from) };
  }
  return { kind: "number", value: amount, from, to };
}

function parseDate(cursor: Cursor): Expression {
  const token = next(cursor);
  const text = token.value.replaceAll(/^['"“]|['"”]$/g, "");
  const { from, to } = token;
  if (epochOfDate(text) === null) {
    const message = `\`${text}\` is not a date. Write \`date(2026-01-31)\` or \`date(2026-01-31T08:30:00Z)\`.`;
    report(cursor, token, { code: "invalid_date", message });
    return { kind: "missing", from, to };
  }
  return { kind: "date", text, from, to };
}

/** What a parameter's token says. */
export function parseParameter({ value, flags, from, to }: Token): Parameter {
  if (flags === "{{") return { kind: "parameter", source: "placeholder", name: value, from, to };
  const isAccount = value.startsWith("param.");
  const name = isAccount ? value.slice("param.".length) : value;
  return { kind: "parameter", source: isAccount ? "account" : "variable", name, from, to };
}

/** `date.now` */
function parseNow(cursor: Cursor): Expression | null {
  const { from } = peek(cursor);
  const isNow = isWord(peek(cursor), "DATE") && isWord(peek(cursor, 2), "NOW");
  if (!isNow || !isSign(peek(cursor, 1), ".")) return null;
  for (let taken = 0; taken < 3; taken++) next(cursor);
  return { kind: "now", ...spanFrom(cursor, from) };
}

/** Whether a function is called here; `x = a (THAT …)?` is a name before a group. */
export function isCall(cursor: Cursor): boolean {
  if (peek(cursor).kind !== "word" || !isSign(peek(cursor, 1), "(")) return false;
  let ahead = 2;
  while (isSign(peek(cursor, ahead), "(")) ahead++;
  return !isWord(peek(cursor, ahead), "THAT");
}

function parseWord(cursor: Cursor): Expression | null {
  const { value, from, to } = peek(cursor);
  if (isSign(peek(cursor, 1), ".") || isCall(cursor)) return null;
  const word = value.toLowerCase();
  const isTruth = word === "true" || word === "false";
  if (!isTruth && word !== "undefined" && word !== "null") return null;
  next(cursor);
  return isTruth ? { kind: "boolean", value: word === "true", from, to } : { kind: word, from, to };
}
