import type { Problem } from "./problem.ts";
import type { Query, Span } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** The deepest nesting of parentheses, groups and subqueries that is read. */
const maxDepth = 64;

/** Where the parser is in the tokens, and what it has found wrong so far. */
export interface Cursor {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly problems: Problem[];
  /** Index of the next token. */
  position: number;
  /** Reads a subquery. Given from outside, since a query holds conditions and a condition may hold a query. */
  readonly readQuery: (cursor: Cursor) => Query | null;
  depth: number;
}

const noToken: Token = { kind: "end", value: "", flags: "", from: 0, to: 0 };

/** The token `ahead` places after the next one; `end` beyond the last. */
export function peek(cursor: Cursor, ahead = 0): Token {
  return cursor.tokens[cursor.position + ahead] ?? cursor.tokens.at(-1) ?? noToken;
}

/** Takes the next token. */
export function next(cursor: Cursor): Token {
  const token = peek(cursor);
  if (token.kind !== "end") cursor.position++;
  return token;
}

/** Whether a token is this word, in any case. */
export function isWord(token: Token, word: string): boolean {
  return token.kind === "word" && token.value.toUpperCase() === word;
}

/** Whether a token is this sign. */
export function isSign(token: Token, sign: string): boolean {
  return token.kind === "symbol" && token.value === sign;
}

/** Takes the next token if it is this word. */
export function takeWord(cursor: Cursor, word: string): Token | null {
  return isWord(peek(cursor), word) ? next(cursor) : null;
}

/** Takes the next token if it is this sign. */
export function takeSign(cursor: Cursor, sign: string): Token | null {
  return isSign(peek(cursor), sign) ? next(cursor) : null;
}

/** Where the last token taken ended. */
export function endOfLast(cursor: Cursor): number {
  return cursor.tokens[cursor.position - 1]?.to ?? 0;
}

/** From `from` to the end of the last token taken. */
export function spanFrom(cursor: Cursor, from: number): Span {
  return { from, to: Math.max(from, endOfLast(cursor)) };
}

/** The most problems that are noted. */
const maxProblems = 100;

/** Notes a problem. A second one at the same place says nothing new and is dropped. */
export function report(
  cursor: Cursor,
  span: Span,
  problem: Pick<Problem, "code" | "message">,
): void {
  if (cursor.problems.length >= maxProblems) return;
  if (cursor.problems.some(({ from }) => from === span.from)) return;
  cursor.problems.push({ ...problem, from: span.from, to: span.to });
}

/** What a token is called in a message. */
export function nameOf(token: Token, text: string): string {
  return token.kind === "end" ? "the end of the query" : `\`${text.slice(token.from, token.to)}\``;
}

/** Takes a closing parenthesis, or notes where the open one is. */
export function close(cursor: Cursor, open: Token): void {
  if (takeSign(cursor, ")") !== null) return;
  const found = nameOf(peek(cursor), cursor.text);
  const message = `This parenthesis is not closed: found ${found} where \`)\` is due.`;
  report(cursor, open, { code: "unclosed_parenthesis", message });
}

/** Reads something nested; gives `null`, and ends the reading, where the nesting is too deep. */
export function nested<Part>(cursor: Cursor, read: () => Part): Part | null {
  if (cursor.depth >= maxDepth) {
    const message = `This is nested more than ${maxDepth} levels deep. Simplify the query.`;
    report(cursor, peek(cursor), { code: "too_deep", message });
    cursor.position = cursor.tokens.length - 1;
    return null;
  }
  cursor.depth++;
  const part = read();
  cursor.depth--;
  return part;
}
