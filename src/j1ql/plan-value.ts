import type { PlanValue, SlotNumber } from "./plan.ts";

/** The values that a value is directly made of. */
export function partsOf(value: PlanValue): readonly PlanValue[] {
  if (value.kind === "arithmetic") return [value.left, value.right];
  if (value.kind === "call") return value.of;
  return hasOnePart(value) ? [value.of] : [];
}

type OnePart = PlanValue & { readonly kind: "aggregate" | "shift" | "unwind" };

function hasOnePart(value: PlanValue): value is OnePart {
  return value.kind === "aggregate" || value.kind === "shift" || value.kind === "unwind";
}

/** A value with other parts in place of those it is made of. */
export function mapParts(value: PlanValue, change: (part: PlanValue) => PlanValue): PlanValue {
  if (value.kind === "arithmetic") {
    return { ...value, left: change(value.left), right: change(value.right) };
  }
  if (value.kind === "call") return { ...value, of: value.of.map(change) };
  return hasOnePart(value) ? { ...value, of: change(value.of) } : value;
}

/** Whether a value is computed over several rows. */
export function holdsAggregate(value: PlanValue): boolean {
  return value.kind === "aggregate" || partsOf(value).some(holdsAggregate);
}

/** Whether a value is one element of a list, or computed from one. */
export function holdsUnwind(value: PlanValue): boolean {
  return value.kind === "unwind" || partsOf(value).some(holdsUnwind);
}

/** The slots that a value is read from. */
export function slotsOf(value: PlanValue): readonly SlotNumber[] {
  return "slot" in value ? [value.slot] : partsOf(value).flatMap(slotsOf);
}

/** A value that is the same in every row. */
export type FixedValue = PlanValue & { readonly kind: "literal" | "parameter" | "now" };

/** Whether a value is the same in every row. */
export function isFixed(value: PlanValue): value is FixedValue {
  return value.kind === "literal" || value.kind === "now" || value.kind === "parameter";
}
