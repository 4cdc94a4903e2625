import type { Clock } from "../base/clock.ts";
import type { Complete } from "../base/complete.ts";
import type { FailedCall } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import type { Entity, Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Tenant } from "../microsoft/tenant.ts";
import type { Sayings } from "../store/current-edges.ts";
import type { Staging } from "../store/staging.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { FileFolder } from "./file-folder.ts";
import type { Held } from "./held.ts";
import type { Memory } from "./memory.ts";
import type { People } from "./people.ts";
import type { DataSource, StepId } from "./source.ts";

/**
 * How a step ended. `complete`: all of it was read. `partial`: something is missing, and what was there before stays.
 * `carried_over`: the call budget ran out, the rest keeps its earlier state and is read by a later run.
 */
export type StepStatus = "complete" | "partial" | "failed" | "skipped" | "carried_over";

/** What a step says at its end. */
export interface StepOutcome {
  readonly status: StepStatus;
  /**
   * How much was asked for: everything when absent; what changed since an earlier run; or nothing, since the provider has
   * nothing new.
   */
  readonly way?: "everything" | "changes" | "unchanged" | undefined;
  /** Why it is not complete, in a sentence for the user. */
  readonly reason?: string | undefined;
  /** The failure that ended it: its code of the error catalogue, and the call that failed. */
  readonly code?: string | undefined;
  readonly call?: FailedCall | null | undefined;
  /** Objects read from the provider, or made by a computing step. */
  readonly received: number;
  readonly expected?: number | undefined;
  /** The proofs that collections were read to their end. */
  readonly receipts: readonly Complete[];
  /** The types that these receipts allow to lose objects. */
  readonly loses: readonly string[];
  /** Although it is partial, all that the graph then holds of its types was read now or proven by an earlier run. */
  readonly isProven?: boolean | undefined;
}

/** What a step may use. */
export interface StepContext {
  /** The provider, metered for this step. */
  readonly tenant: Tenant;
  readonly staging: Pick<
    Staging,
    | "addEdges"
    | "addEntities"
    | "addRelationships"
    | "discard"
    | "edgeNumbering"
    | "keepFrom"
    | "keepTypes"
  >;
  /** What earlier steps of this run learnt. */
  readonly held: Held;
  /** What earlier runs remembered. */
  readonly memory: Memory;
  /** What the organization says of its accounts and employees, and what was found out about them. */
  readonly people: People;
  /** How the steps that ended so far ended. */
  readonly outcomes: ReadonlyMap<StepId, StepOutcome>;
  readonly sources: ReadonlySet<DataSource>;
  /** Read everything again, also what did not advance. */
  readonly full: boolean;
  /** Findings are converted here, never in a thread of their own. */
  readonly inOneThread?: boolean | undefined;
  /** Whether people are served meanwhile: threads let them go first. */
  readonly areServed?: boolean | undefined;
  /** Written to every entity. */
  readonly tags: Properties;
  /** After so long everything is read again, although changes would do; 0 always. */
  readonly fullEveryMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** The graph before this run, in batches. */
  previous(types: readonly string[]): AsyncIterable<readonly Entity[]>;
  /** The same with the provider's records. */
  previousRecords(types: readonly string[]): AsyncIterable<readonly Entity[]>;
  /** Relationships before this run; those from one entity follow each other. */
  previousEdges(types: readonly string[]): AsyncIterable<readonly Relationship[]>;
  /** The same of those that leave entities with these keys. */
  previousEdgesFrom(
    types: readonly string[],
    from: Iterable<string>,
  ): AsyncIterable<readonly Relationship[]>;
  /** The keys of entities that relationships left before this run. */
  previousOrigins(types: readonly string[]): Promise<readonly string[]>;
  /** What relationships before this run said of what they reach: each thing once. */
  previousSayings(
    of: Omit<Sayings, "instanceId">,
  ): AsyncIterable<readonly Omit<Relationship, "from">[]>;
  /** Entities as they would be after this run, in batches: staged, kept, and held back by the brake. */
  entitiesToBe(types: readonly string[]): AsyncIterable<readonly Entity[]>;
  /** Relationships, likewise. */
  relationshipsToBe(types: readonly string[]): AsyncIterable<readonly Relationship[]>;
  /** What is left for the next run, should this one be interrupted. */
  readonly checkpoints: Checkpoints;
  /** Keeps downloaded files for the next run, too; nobody does when absent. */
  readonly files?: FileFolder | null | undefined;
  /** Keeps what was spent of the call budgets, every few seconds: a killed run must not spend it twice. */
  saveBudgets(): Promise<void>;
  /** Tells a fact that the run's report shows. */
  note(code: string, text: string, count?: number): void;
  /** Says how far the step is. */
  progress(received: number, expected?: number): void;
}

/** One step of a run. */
export interface Step {
  readonly id: StepId;
  readonly title: string;
  readonly source: DataSource | null;
  /** Left out of what is shown where it was not done: most tenants do without. */
  readonly isOptional?: boolean;
  /** Further sources that it reads along with its own, with the types that are theirs. */
  readonly parts?: readonly { readonly source: DataSource; readonly emits: readonly string[] }[];
  readonly dependsOn: readonly StepId[];
  /** Steps that it lets go first although it needs nothing of them: others wait for these, and take longest. */
  readonly after?: readonly StepId[];
  /** Every entity and relationship type that this step produces; no other step produces them. */
  readonly emits: readonly string[];
  /** Of a step that computes: every type that the result depends on, also by way of other computing steps. */
  readonly computedFrom?: readonly string[];
  run(context: StepContext): Promise<StepOutcome>;
  /** Called when earlier objects stay that were not seen: they are marked as kept, or will be held back by the brake. */
  settle?(context: StepContext): Promise<void>;
}
