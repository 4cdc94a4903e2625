import type { EpochMs } from "../base/clock.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** When deletions of a type are too many at once to be believed. */
export interface BrakeRule {
  /** More than this share of the type, in percent, and … */
  readonly percent: number;
  /** … at least this many objects. */
  readonly atLeast: number;
}

/** What the parts of an apply share. */
export interface ApplyPlan {
  readonly session: Session;
  readonly run: Run;
  readonly observedOn: EpochMs;
  /** The first applied run of its instance: counted, not listed as changes. */
  readonly baseline: boolean;
  readonly rule: BrakeRule;
  readonly confirmHeld: boolean;
}
