import type { Problem } from "../../../src/j1ql/problem.ts";
import { WithCode } from "../part/with-code.tsx";
import { placeOf } from "./place-of.ts";

interface ProblemListProps {
  readonly text: string;
  readonly problems: readonly Problem[];
  /** A problem kept the query from running, a warning did not. */
  readonly level: "problem" | "warning";
  readonly onPick: (problem: Problem) => void;
}

/** What is wrong with a query: each remark with its line of the text and a caret under the place. */
export function ProblemList({ text, problems, level, onPick }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <ul className="remarks" aria-label="What is wrong">
      {problems.map((problem) => {
        const { line, number, column, caret } = placeOf(text, problem);
        return (
          <li key={`${problem.code}${problem.from}`} className={`remark ${level}`}>
            <button type="button" className="remark-button" onClick={() => onPick(problem)}>
              <span className="remark-message">
                <WithCode text={problem.message} />
              </span>
              <span className="remark-place">
                line {number}, column {column + 1}
              </span>
            </button>
            <pre className="remark-line" aria-hidden="true">
              {`${line}\n`}
              <span className="remark-caret">{caret}</span>
            </pre>
          </li>
        );
      })}
    </ul>
  );
}
