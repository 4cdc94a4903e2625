import { check, type Checked, type CheckOptions } from "./check.ts";
import { parse } from "./parse.ts";

/** Parses and checks a query's text: all its problems at once. Never throws, whatever the text. */
export function checkText(text: string, options: CheckOptions = {}): Checked {
  const { query, problems } = parse(text);
  if (query === null) return { plan: null, problems, warnings: [] };
  // What the graph holds is said of a query that stands, not of one that is still being written.
  const checked = check(
    query,
    problems.length === 0 ? options : { ...options, catalogue: undefined },
  );
  // A problem found in reading says more than what follows from it at the same place.
  const further = checked.problems.filter(
    (problem) => !problems.some(({ from, to }) => from <= problem.from && problem.to <= to),
  );
  const all = [...problems, ...further].toSorted((one, other) => one.from - other.from);
  return { ...checked, plan: all.length === 0 ? checked.plan : null, problems: all };
}
