import {
  close,
  type Cursor,
  endOfLast,
  isSign,
  isWord,
  nested,
  next,
  peek,
  report,
  spanFrom,
  takeSign,
  takeWord,
} from "./cursor.ts";
import type { ConditionClause } from "./keywords.ts";
import { parseComparison } from "./parse-comparison.ts";
import { parseExpression } from "./parse-expression.ts";
import { parseParameter } from "./parse-literal.ts";
import type { Condition, Parameter, Span, Text } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** Reads a condition: comparisons joined by OR, AND and `!`, with parentheses. */
export function parseCondition(cursor: Cursor, clause: ConditionClause): Condition {
  const { from } = peek(cursor);
  const of = [parseAnd(cursor, clause)];
  while (takeJoiner(cursor, "OR")) of.push(parseAnd(cursor, clause));
  const [only] = of;
  if (of.length === 1 && only !== undefined) return only;
  return { kind: "or", of, ...spanFrom(cursor, from) };
}

function parseAnd(cursor: Cursor, clause: ConditionClause): Condition {
  const { from } = peek(cursor);
  const of = [parsePrimary(cursor, clause)];
  while (takeJoiner(cursor, "AND")) of.push(parsePrimary(cursor, clause));
  const [only] = of;
  if (of.length === 1 && only !== undefined) return only;
  return { kind: "and", of, ...spanFrom(cursor, from) };
}

/** Takes AND or OR, unless a step follows it. */
function takeJoiner(cursor: Cursor, word: "AND" | "OR"): boolean {
  if (!isWord(peek(cursor), word)) return false;
  const after = peek(cursor, 1);
  if (isWord(after, "THAT")) {
    const message = `Leave out \`${word}\`: a step follows the one before it.`;
    report(cursor, next(cursor), { code: "unexpected_token", message });
    return false;
  }
  next(cursor);
  return true;
}

function parsePrimary(cursor: Cursor, clause: ConditionClause): Condition {
  const token = peek(cursor);
  if (isSign(token, "!") || isNot(cursor)) return parseNot(cursor, clause);
  if (isWord(token, "CIDR") && isSign(peek(cursor, 1), "(")) return parseCidr(cursor);
  if (isSign(token, "(") && holdsCondition(cursor)) return parseGroup(cursor, clause);
  return parseComparison(cursor, clause);
}

function isNot(cursor: Cursor): boolean {
  const after = peek(cursor, 1);
  return isWord(peek(cursor), "NOT") && !(after.kind === "symbol" && after.value.endsWith("="));
}

function parseNot(cursor: Cursor, clause: ConditionClause): Condition {
  const sign = next(cursor);
  if (sign.kind === "word") {
    const message = "Write `!` instead of NOT, as in `!(a = 1)`, or use `!=`.";
    report(cursor, sign, { code: "unexpected_token", message });
  }
  const of = nested(cursor, () => parsePrimary(cursor, clause)) ?? missing(sign);
  return { kind: "not", of, ...spanFrom(cursor, sign.from) };
}

function missing({ from, to }: Span): Condition {
  return { kind: "missing", from, to };
}

function parseGroup(cursor: Cursor, clause: ConditionClause): Condition {
  const open = peek(cursor);
  const group = nested(cursor, () => {
    next(cursor);
    const condition = parseCondition(cursor, clause);
    close(cursor, open);
    return { ...condition, from: open.from, to: endOfLast(cursor) };
  });
  return group ?? missing(open);
}

/** Whether the parenthesis here holds a condition rather than a value such as `(a.x + 1)`. */
function holdsCondition(cursor: Cursor): boolean {
  let depth = 0;
  for (let ahead = 0; ; ahead++) {
    const token = peek(cursor, ahead);
    if (token.kind === "end" || isWord(token, "THAT")) return false;
    if (isSign(token, "(")) depth++;
    if (isSign(token, ")") && --depth === 0) return false;
    if (joinsOrCompares(token)) return true;
  }
}

const comparing = new Set(["=", "!=", ">", "<", ">=", "<=", "!"]);

function joinsOrCompares(token: Token): boolean {
  if (token.kind === "word") return /^(?:and|or|cidr|not|like|in|is|contains)$/i.test(token.value);
  return token.kind === "symbol" && (comparing.has(token.value) || token.value.endsWith("="));
}

function parseCidr(cursor: Cursor): Condition {
  const { from } = next(cursor);
  const open = next(cursor);
  const property = parseExpression(cursor);
  const comma = takeSign(cursor, ",") ?? takeWord(cursor, "AND");
  const token = peek(cursor);
  if (comma === null || (token.kind !== "string" && token.kind !== "parameter")) {
    const message =
      "Write cidr with a property and a network in quotes: `cidr(ipAddress, '10.0.0.0/8')`.";
    report(cursor, token, { code: "invalid_cidr", message });
    takeSign(cursor, ")");
    return missing({ from, to: endOfLast(cursor) });
  }
  const network = parseNetwork(next(cursor));
  close(cursor, open);
  return { kind: "cidr", property, network, ...spanFrom(cursor, from) };
}

function parseNetwork(token: Token): Text | Parameter {
  if (token.kind === "parameter") return parseParameter(token);
  const { value, from, to } = token;
  return { kind: "string", value, from, to };
}
