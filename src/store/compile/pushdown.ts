import type { PlanStep, PlanValue, Plan, Predicate, SlotNumber } from "../../j1ql/plan.ts";
import { slotsOf } from "../../j1ql/plan-value.ts";
import type { Filters } from "./filters.ts";

/** A WHERE taken apart: what looks at one slot that every path has, and the rest. */
export interface Pushed {
  readonly filters: Filters;
  readonly rest: readonly Predicate[];
}

/** Moves the conditions of WHERE that look at one entity or relationship to where that is read. */
export function pushDown({ where, steps }: Pick<Plan, "where" | "steps">): Pushed {
  const always = slotsAlwaysThere(steps);
  const filters = new Map<SlotNumber, readonly Predicate[]>();
  const rest: Predicate[] = [];
  for (const part of conjuncts(where)) {
    const slots = new Set(slotsOfPredicate(part));
    const [slot] = slots;
    if (slots.size === 1 && slot !== undefined && always.has(slot)) {
      filters.set(slot, [...(filters.get(slot) ?? []), part]);
    } else rest.push(part);
  }
  return { filters, rest };
}

/** A condition as parts that must all hold. */
export function conjuncts(predicate: Predicate | null): readonly Predicate[] {
  if (predicate === null) return [];
  return predicate.kind === "all" ? predicate.of.flatMap(conjuncts) : [predicate];
}

/** The slots that no path can lack: those outside optional groups and negated steps. */
function slotsAlwaysThere(steps: readonly PlanStep[]): ReadonlySet<SlotNumber> {
  const slots = steps.flatMap((step) =>
    step.kind === "hop" && !step.negated ? [step.edge, step.vertex] : [],
  );
  return new Set([0, ...slots]);
}

/** The slots that a predicate looks at. */
export function slotsOfPredicate(predicate: Predicate): readonly SlotNumber[] {
  switch (predicate.kind) {
    case "all":
    case "any":
      return predicate.of.flatMap(slotsOfPredicate);
    case "not":
      return slotsOfPredicate(predicate.of);
    case "absent":
      return slotsOf(predicate.of);
    case "compare":
      return [...slotsOf(predicate.left), ...slotsOf(predicate.right)];
    case "oneOf":
    case "inQuery":
    case "matches":
    case "cidr":
      return slotsOf(predicate.left);
  }
}

/** The values that a predicate compares. */
export function valuesOfPredicate(predicate: Predicate): readonly PlanValue[] {
  switch (predicate.kind) {
    case "all":
    case "any":
      return predicate.of.flatMap(valuesOfPredicate);
    case "not":
      return valuesOfPredicate(predicate.of);
    case "absent":
      return [predicate.of];
    case "compare":
      return [predicate.left, predicate.right];
    case "oneOf":
    case "inQuery":
    case "matches":
    case "cidr":
      return [predicate.left];
  }
}
