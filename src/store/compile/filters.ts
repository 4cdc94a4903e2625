import type { Predicate, SlotNumber } from "../../j1ql/plan.ts";

/** Conditions of a path that look at one slot only, by that slot. */
export type Filters = ReadonlyMap<SlotNumber, readonly Predicate[]>;
