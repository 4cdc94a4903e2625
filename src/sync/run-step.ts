import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Entity, Properties } from "../graph/entity.ts";
import type { Tenant } from "../microsoft/tenant.ts";
import type { Staging } from "../store/staging.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { FileFolder } from "./file-folder.ts";
import { forgetting } from "./forget.ts";
import type { Held } from "./held.ts";
import { lossesOf } from "./losses.ts";
import type { Memory } from "./memory.ts";
import type { People } from "./people.ts";
import type { RunEvent, RunNote, StepReport } from "./report.ts";
import type { Step, StepContext, StepOutcome } from "./step.ts";
import type { DataSource, StepId } from "./source.ts";
import { noteOddities } from "./oddities.ts";
import { ended, skipped } from "./step-results.ts";

/** What the steps of one run share. */
export interface Running {
  readonly tenant: Tenant;
  readonly staging: Staging;
  readonly held: Held;
  readonly memory: Memory;
  readonly people: People;
  readonly outcomes: Map<StepId, StepOutcome>;
  readonly sources: ReadonlySet<DataSource>;
  /** Nothing is read, and what these sources brought is forgotten; `null` in every other run. */
  readonly forget: ReadonlySet<DataSource> | null;
  readonly full: boolean;
  readonly areServed?: boolean | undefined;
  readonly tags: Properties;
  readonly fullEveryMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly checkpoints: Checkpoints;
  readonly files: FileFolder | null;
  readonly notes: RunNote[];
  readonly reports: StepReport[];
  /** A person agreed to deletions that are held back. */
  readonly confirmHeld: boolean;
  previous(types: readonly string[]): AsyncIterable<readonly Entity[]>;
  previousRecords(types: readonly string[]): AsyncIterable<readonly Entity[]>;
  previousEdges: StepContext["previousEdges"];
  previousEdgesFrom: StepContext["previousEdgesFrom"];
  previousOrigins: StepContext["previousOrigins"];
  previousSayings: StepContext["previousSayings"];
  /** How many objects of these types the graph holds before this run. */
  countBefore(types: readonly string[]): Promise<number>;
  /** Types of which objects are held back. */
  readonly heldTypes: () => Promise<ReadonlySet<string>>;
  saveBudgets(): Promise<void>;
  progress(event: RunEvent): void;
}

interface Attempt {
  readonly forget: Running["forget"];
  readonly heldTypes: Running["heldTypes"];
  readonly step: Step;
  readonly context: StepContext;
  /** The furthest that the step said it came. */
  readonly reached: { received: number };
}

function attempt(running: Running, step: Step): Attempt {
  const reached = { received: 0 };
  const tenant = running.tenant.metered(step.id);
  const context: StepContext = {
    ...running,
    tenant,
    entitiesToBe: (types) => running.staging.entities(types, lossesOf(running)),
    relationshipsToBe: (types) => running.staging.relationships(types, lossesOf(running)),
    note(code, text, count = 1) {
      running.notes.push({ code, text, count });
    },
    progress(received, expected) {
      reached.received = received;
      running.progress({
        kind: "step_progress",
        step: step.id,
        received,
        expected: expected ?? null,
        calls: tenant.meter().calls,
      });
    },
  };
  const { forget, heldTypes } = running;
  return { step, context, reached, forget, heldTypes };
}

/** What is held back goes when a later run looks and misses it again: one that reads nothing has not looked. */
async function withoutLooking(
  { step, heldTypes }: Attempt,
  outcome: StepOutcome,
): Promise<StepOutcome> {
  if (step.computedFrom === undefined) return outcome;
  const held = await heldTypes();
  const isHeld = [...step.emits, ...step.computedFrom].some((type) => held.has(type));
  return isHeld ? { ...outcome, loses: [] } : outcome;
}

async function runToItsEnd(one: Attempt): Promise<StepOutcome> {
  const { step, context, reached, forget } = one;
  if (forget !== null) {
    const outcome = await forgetting(step, context, forget);
    return forget.size === 0 ? withoutLooking(one, outcome) : outcome;
  }
  if (step.source !== null && !context.sources.has(step.source)) {
    return skipped("This data source is switched off; what is there stays.");
  }
  try {
    return await step.run(context);
  } catch (thrown) {
    context.signal.throwIfAborted();
    return ended(thrown, reached.received);
  }
}

/**
 * A collection that is all at once empty is more likely a fault than a fact: what is there stays, until a person says
 * otherwise.
 */
async function doubted(
  running: Running,
  { step, context }: Attempt,
  outcome: StepOutcome,
): Promise<StepOutcome> {
  const asked = context.tenant.meter().calls > 0;
  // Where only changes were asked for, none is no wonder.
  const isNews = outcome.way !== undefined && outcome.way !== "everything";
  if (isNews || outcome.received > 0 || outcome.loses.length === 0 || !asked || running.confirmHeld)
    return outcome;
  const before = await running.countBefore(outcome.loses);
  if (before === 0) return outcome;
  const reason = `${step.title} came back empty although the graph holds ${before} objects from there; they stay. If that is right, run again with --confirm-deletions.`;
  return { ...outcome, status: "partial", reason, loses: [] };
}

/** Everything that the step may not lose stays as it was. */
async function keepTheRest({ step, context }: Attempt, outcome: StepOutcome): Promise<void> {
  const kept = step.emits.filter((type) => !outcome.loses.includes(type));
  if (kept.length > 0) await context.staging.keepTypes(kept);
  if (outcome.loses.length < step.emits.length && step.settle !== undefined)
    await step.settle(context);
}

/** What the brake will hold back is known from here on as if it had been seen. */
async function settleHeld(
  running: Running,
  { step, context }: Attempt,
  outcome: StepOutcome,
): Promise<void> {
  if (step.settle === undefined || outcome.loses.length === 0) return;
  if (await running.staging.holdsBack(outcome.loses, lossesOf(running))) await step.settle(context);
}

function reportOf({ step, context }: Attempt, outcome: StepOutcome, ms: number): StepReport {
  const { calls, retries, throttled, bytes } = context.tenant.meter();
  return {
    step: step.id,
    title: step.title,
    status: outcome.status,
    optional: step.isOptional === true,
    way: outcome.way ?? "everything",
    reason: outcome.reason ?? null,
    code: outcome.code ?? null,
    call: outcome.call ?? null,
    received: outcome.received,
    expected: outcome.expected ?? null,
    calls,
    retries,
    throttled,
    bytes,
    ms,
  };
}

/** Runs one step to its end, whatever strikes, and keeps what it could not prove to be gone. */
export async function runStep(running: Running, step: Step): Promise<StepOutcome> {
  running.signal.throwIfAborted();
  const startedOn = running.clock.now();
  running.progress({ kind: "step_started", step: step.id, title: step.title, at: startedOn });
  const one = attempt(running, step);
  const outcome = await doubted(running, one, await runToItsEnd(one));
  noteOddities(one.context, one.context.tenant.notices());
  await keepTheRest(one, outcome);
  running.outcomes.set(step.id, outcome);
  await settleHeld(running, one, outcome);
  running.staging.settleSoon(step.emits);
  const report = reportOf(one, outcome, running.clock.now() - startedOn);
  running.reports.push(report);
  running.log.info("step ended", {
    step: step.id,
    status: report.status,
    received: report.received,
    ms: report.ms,
  });
  running.progress({ kind: "step_ended", report });
  return outcome;
}
