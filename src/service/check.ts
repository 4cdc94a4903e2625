import { checkText } from "../j1ql/analyse.ts";
import type { Parameters } from "../j1ql/parameters.ts";
import type { Problem } from "../j1ql/problem.ts";

/** Checks a query's text without a database: problems refuse it, warnings do not. Without parameters, any may be given later. */
export function checkQuery(
  text: string,
  parameters?: Parameters,
): {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
} {
  const { problems, warnings } = checkText(text, { parameters });
  return { problems, warnings };
}
