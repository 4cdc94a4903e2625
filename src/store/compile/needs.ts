import { partsOf } from "../../j1ql/plan-value.ts";
import type { PlanValue, Predicate, SlotNumber } from "../../j1ql/plan.ts";
import { valuesOfPredicate } from "./pushdown.ts";

/** What a statement reads of each slot: the names of properties, perhaps none. A slot that is absent is not read. */
export type Needs = ReadonlyMap<SlotNumber, ReadonlySet<string>>;

/** What values and predicates read. */
export function needsOf(
  values: readonly PlanValue[],
  predicates: readonly Predicate[] = [],
): Map<SlotNumber, Set<string>> {
  const needs = new Map<SlotNumber, Set<string>>();
  for (const value of [...values, ...predicates.flatMap(valuesOfPredicate)]) gather(value, needs);
  return needs;
}

function gather(value: PlanValue, needs: Map<SlotNumber, Set<string>>): void {
  if ("slot" in value) {
    const names = need(needs, value.slot);
    if (value.kind === "property") names.add(value.name);
  }
  for (const part of partsOf(value)) gather(part, needs);
}

function need(needs: Map<SlotNumber, Set<string>>, slot: SlotNumber): Set<string> {
  const names = needs.get(slot) ?? new Set<string>();
  needs.set(slot, names);
  return names;
}
