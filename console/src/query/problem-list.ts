import type { Problem } from "../../../src/j1ql/problem.ts";
import { make } from "../page/make.ts";
import { withCode } from "../page/with-code.ts";

/** A problem, and whether it kept the query from running. */
export interface Remark {
  readonly problem: Problem;
  readonly level: "problem" | "warning";
}

/** What is wrong with a query: each remark with its line of the text and a caret under the place. */
export function makeProblemList(
  text: string,
  remarks: readonly Remark[],
  onPick: (problem: Problem) => void,
): readonly HTMLElement[] {
  return remarks.map(({ problem, level }) => {
    const { line, number, column, caret } = lineAt(text, problem);
    const place = `line ${number}, column ${column + 1}`;
    return make("li", { class: `remark ${level}` }, [
      make("button", { type: "button", class: "remark-button", click: () => onPick(problem) }, [
        make("span", { class: "remark-message" }, withCode(problem.message)),
        make("span", { class: "remark-place" }, place),
      ]),
      make("pre", { class: "remark-line", "aria-hidden": "true" }, [
        `${line}\n`,
        make("span", { class: "remark-caret" }, caret),
      ]),
    ]);
  });
}

interface Place {
  readonly line: string;
  /** From 1. */
  readonly number: number;
  /** From 0. */
  readonly column: number;
  readonly caret: string;
}

function lineAt(text: string, { from, to }: Problem): Place {
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
