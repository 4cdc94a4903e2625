import type { Catalogue } from "./catalogue.ts";
import { checkPath } from "./check-path.ts";
import type { Checking, Scope } from "./checking.ts";
import { parse } from "./parse.ts";
import type { PlanStep } from "./plan.ts";
import { reachOf } from "./reach.ts";
import { emptyScope } from "./scope.ts";
import type { Query } from "./syntax.ts";

/** What a part of a query has named so far, and which types that can have. */
export interface CompletionScope {
  readonly query: Query | null;
  readonly scope: Scope;
  /** The types that can stand in a slot. */
  readonly typesOf: (slot: number) => ReadonlySet<string>;
  /** The entity that was written last. */
  readonly last: number;
  /** The entity that the next step starts from. */
  readonly current: number;
}

/** Reads the beginning of a query for what it names. */
export function scopeOf(text: string, catalogue: Catalogue): CompletionScope {
  const { query } = parse(text);
  const scope = emptyScope();
  const steps = query === null ? [] : checkPath(checkingOf(scope), query);
  const reach = reachOf({ slots: scope.slots, steps }, catalogue);
  const last = scope.slots.findLastIndex(({ kind }) => kind === "vertex");
  return {
    query,
    scope,
    typesOf: (slot) => reach.types.get(slot) ?? new Set(),
    last,
    current: currentOf(steps) ?? 0,
  };
}

/** What is wrong with a text that is being written is of no interest. */
function checkingOf(scope: Scope): Checking {
  return {
    catalogue: null,
    parameters: null,
    smartClasses: null,
    expanded: new Map(),
    problems: [],
    warnings: [],
    scope,
    uses: [],
    planOf: () => ({
      result: "list",
      deleted: false,
      unique: false,
      slots: [],
      steps: [],
      where: null,
      columns: [],
      having: null,
      order: [],
      skip: 0,
      limit: null,
    }),
  };
}

function currentOf(steps: readonly PlanStep[]): number | null {
  for (const step of steps.toReversed()) {
    if (step.kind === "optional") return currentOf(step.steps);
    if (!step.negated) return step.vertex;
  }
  return null;
}
