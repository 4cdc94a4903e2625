import type { Problem } from "../../../src/j1ql/problem.ts";

/** A place of a text as people find it. */
export interface Place {
  readonly line: string;
  /** From 1. */
  readonly number: number;
  /** From 0. */
  readonly column: number;
  readonly caret: string;
}

/** Where a problem lies. */
export function placeOf(text: string, { from, to }: Problem): Place {
  const start = from === 0 ? 0 : text.lastIndexOf("\n", from - 1) + 1;
  const next = text.indexOf("\n", from);
  const end = next === -1 ? text.length : next;
  const column = from - start;
  const length = Math.max(1, Math.min(to, end) - from);
  return {
    line: text.slice(start, end),
    number: text.slice(0, start).split("\n").length,
    column,
    caret: `${" ".repeat(column)}${"^".repeat(length)}`,
  };
}
