import type { EpochMs } from "../base/clock.ts";
import type { FailedCall } from "../base/failure.ts";
import type { HourSpent } from "../microsoft/budget.ts";
import type { StepId } from "./source.ts";
import type { StepStatus } from "./step.ts";

/** How one step went. */
export interface StepReport {
  readonly step: StepId;
  readonly title: string;
  readonly status: StepStatus;
  /** Most tenants do without it. */
  readonly optional: boolean;
  /** Whether everything was asked for, what changed since an earlier run, or nothing, since there was nothing new. */
  readonly way: "everything" | "changes" | "unchanged";
  readonly reason: string | null;
  /** Code of the failure that ended it, and the call that failed; `null` where none did. */
  readonly code: string | null;
  readonly call: FailedCall | null;
  readonly received: number;
  readonly expected: number | null;
  readonly calls: number;
  readonly retries: number;
  /** Answers 429. */
  readonly throttled: number;
  /** Bytes on the wire. */
  readonly bytes: number;
  readonly ms: number;
}

/** What a run did to one type of entity or relationship. */
export interface TypeReport {
  readonly type: string;
  readonly kind: "entity" | "relationship";
  readonly created: number;
  readonly updated: number;
  /** Only volatile properties differ: the current version was refreshed, no change was recorded. */
  readonly refreshed: number;
  readonly deleted: number;
  /** Unchanged. */
  readonly kept: number;
  /** Deletions not applied because too many objects vanished at once. */
  readonly heldBack: number;
  /** How many there are now. */
  readonly total: number;
}

/** A fact worth telling that does not make the run partial, or explains why it is. */
export interface RunNote {
  readonly code: string;
  readonly text: string;
  readonly count: number;
}

/** How a run went. */
export interface RunReport {
  readonly run: number;
  readonly status: "complete" | "partial" | "failed";
  readonly reason: string | null;
  readonly tenant: string;
  readonly accountName: string | null;
  readonly startedOn: EpochMs;
  /** True for the first run of an instance: counted, not listed as changes. */
  readonly baseline: boolean;
  readonly steps: readonly StepReport[];
  readonly types: readonly TypeReport[];
  readonly created: Readonly<Record<string, number>>;
  readonly updated: Readonly<Record<string, number>>;
  readonly deleted: Readonly<Record<string, number>>;
  readonly heldBack: Readonly<Record<string, number>>;
  readonly notes: readonly RunNote[];
  /** What was spent of Microsoft's limits by the hour, by this run and those before; `defender` is all of Defender together. */
  readonly budgets: readonly HourSpent[];
  readonly peakMemoryBytes: number;
  readonly ms: number;
}

/** What a run tells while it goes. */
export type RunEvent =
  | {
      readonly kind: "step_started";
      readonly step: StepId;
      readonly title: string;
      readonly at: EpochMs;
    }
  | {
      readonly kind: "step_progress";
      readonly step: StepId;
      readonly received: number;
      readonly expected: number | null;
      /** Calls sent so far: a page, a file or a batch each. */
      readonly calls: number;
    }
  | { readonly kind: "step_ended"; readonly report: StepReport }
  | { readonly kind: "applying" };
