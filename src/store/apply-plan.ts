import type { EpochMs } from "../base/clock.ts";
import type { LossRule } from "./losses.ts";
import type { Run } from "./run.ts";
import type { Session } from "./session.ts";

/** What the parts of an apply share. */
export interface ApplyPlan {
  readonly session: Session;
  readonly run: Run;
  readonly observedOn: EpochMs;
  /** The first applied run of its instance: counted, not listed as changes. */
  readonly baseline: boolean;
  readonly rule: LossRule;
}
