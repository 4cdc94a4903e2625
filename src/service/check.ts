import { checkText } from "../j1ql/analyse.ts";
import type { Problem } from "../j1ql/problem.ts";

/** Checks a query's text without a database: problems refuse it, warnings do not. */
export function checkQuery(text: string): {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
} {
  const { problems, warnings } = checkText(text);
  return { problems, warnings };
}
