import type { Problem } from "../j1ql/problem.ts";

/** The most characters of a line that are shown before and after the place of a problem. */
const around = 60;

/** A problem with the part of the line it concerns and a mark under the place. */
export function pointOut(text: string, problem: Problem): string {
  const lineStart = text.lastIndexOf("\n", Math.max(problem.from - 1, 0)) + 1;
  const nextBreak = text.indexOf("\n", problem.from);
  const lineEnd = nextBreak === -1 ? text.length : nextBreak;
  const start = Math.max(lineStart, problem.from - around);
  const end = Math.min(lineEnd, problem.from + around);
  const before = `${start > lineStart ? "…" : ""}${plain(text.slice(start, problem.from))}`;
  const marked = plain(text.slice(problem.from, Math.min(problem.to, end)));
  const after = plain(text.slice(Math.max(problem.from, Math.min(problem.to, end)), end));
  const excerpt = `${before}${marked}${after}${end < lineEnd ? "…" : ""}`;
  const mark = "^".repeat(Math.max(1, marked.length));
  return `${excerpt}\n${" ".repeat(before.length)}${mark} ${problem.message}\n`;
}

/** Tabs and other control characters would move the mark, or drive the terminal. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
