import type { Catalogue } from "./catalogue.ts";
import type { Plan } from "./plan.ts";
import type { Problem } from "./problem.ts";

/** What a text means: a plan if nothing is wrong, and all there is to say about it. */
export interface Analysis {
  readonly plan: Plan | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Parses and checks a query's text. Never throws, whatever the text. */
export function checkText(_text: string, _catalogue?: Catalogue): Analysis {
  return { plan: null, problems: [], warnings: [] };
}
