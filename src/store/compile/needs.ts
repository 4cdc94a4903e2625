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
  switch (value.kind) {
    case "property":
      need(needs, value.slot).add(value.name);
      return;
    case "whole":
    case "everything":
      need(needs, value.slot);
      return;
    case "aggregate":
    case "shift":
      gather(value.of, needs);
      return;
    case "call":
      for (const part of value.of) gather(part, needs);
      return;
    case "arithmetic":
      gather(value.left, needs);
      gather(value.right, needs);
      return;
    case "literal":
    case "now":
    case "column":
  }
}

function need(needs: Map<SlotNumber, Set<string>>, slot: SlotNumber): Set<string> {
  const names = needs.get(slot) ?? new Set<string>();
  needs.set(slot, names);
  return names;
}
