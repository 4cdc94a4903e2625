import type { Cursor } from "./cursor.ts";
import { lex } from "./lexer.ts";
import { parseQuery, parseWhole } from "./parse-query.ts";
import type { Problem } from "./problem.ts";
import type { Query } from "./syntax.ts";

/** The longest text that is read, in UTF-16 units. */
export const maxLength = 32_768;

/** What a text says, and what is wrong with it. `query` is `null` if nothing could be made of it. */
export interface Parsed {
  readonly query: Query | null;
  readonly problems: readonly Problem[];
}

/** Reads a query's text, all its problems at once. Never throws and never hangs, whatever the text. */
export function parse(text: string): Parsed {
  if (text.length > maxLength) {
    const message = `This query has ${text.length} characters; at most ${maxLength} are read.`;
    return {
      query: null,
      problems: [{ code: "query_too_long", message, from: maxLength, to: text.length }],
    };
  }
  const lexed = lex(text);
  const cursor: Cursor = {
    text,
    tokens: lexed.tokens,
    problems: [...lexed.problems],
    position: 0,
    depth: 0,
    readQuery: parseQuery,
  };
  const query = parseWhole(cursor);
  const problems = cursor.problems.toSorted((one, other) => one.from - other.from);
  return { query, problems };
}
