import { Failure } from "../base/failure.ts";
import { mergeEvidence } from "../convert/evidence-merge.ts";
import { mergeFindings } from "../convert/finding-merge.ts";
import { relationshipTypes, volatileProperties } from "../convert/types.ts";
import { applyRun } from "../store/apply.ts";
import { beginRun, failRun, reportRun, type Run } from "../store/run.ts";
import { openStaging, type Staging } from "../store/staging.ts";
import { countCurrent } from "../store/count-current.ts";
import { currentEntities } from "../store/current.ts";
import { saveBudgets } from "./budgets.ts";
import { nothingHeld } from "./held.ts";
import { lossesOf } from "./losses.ts";
import { loadMemory, saveMemory } from "./memory.ts";
import { loadPeople, savePeople } from "./people.ts";
import type { RunReport } from "./report.ts";
import type { RunInput } from "./run-input.ts";
import { type Applying, appliedReport, failedReport } from "./run-report.ts";
import { type Running, runStep } from "./run-step.ts";
import { runInOrder } from "./schedule.ts";
import { steps } from "./steps.ts";

// A finding may stand in several rows of the export, one per software: their evidence is joined.
const merges = new Map([
  [relationshipTypes.machineIdentifiedVulnerability.type, mergeFindings],
  [relationshipTypes.machineIdentifiedEndOfSupport.type, mergeEvidence],
  [relationshipTypes.machineInstalledBrowserExtension.type, mergeEvidence],
  [relationshipTypes.machineViolatesConfiguration.type, mergeEvidence],
  [relationshipTypes.machineHasCertificate.type, mergeEvidence],
]);

/** Runs all steps of one instance once and applies what they staged, or leaves the graph as it was. */
export async function runInstance(input: RunInput): Promise<RunReport> {
  const { database, instance, clock } = input;
  const startedOn = clock.now();
  const run = await beginRun(database, { instanceId: instance.id, startedOn });
  const staging = await openStaging(database, run, { volatile: volatileProperties, merge: merges });
  try {
    const running = await startRunning(input, staging);
    const outcomes = await runInOrder(steps, (step) => runStep(running, step));
    return await conclude({ input, run, running, outcomes, startedOn });
  } catch (failure) {
    await failRun(database, run, { endedOn: clock.now(), reason: reasonOf(failure) });
    throw interrupted(input.signal, failure);
  } finally {
    await staging.close();
  }
}

async function startRunning(input: RunInput, staging: Staging): Promise<Running> {
  const { database, instance } = input;
  return {
    ...input,
    staging,
    held: nothingHeld(instance.tenantId),
    memory: await loadMemory(database, instance),
    people: await loadPeople(database, instance),
    outcomes: new Map(),
    notes: [],
    reports: [],
    saveBudgets: budgetSaver(input),
    countBefore: (types) => countCurrent(database, { instanceId: instance.id, types }),
    previous: (types) => currentEntities(database, { instanceId: instance.id, types }),
  };
}

const saveEveryMs = 2_000;

function budgetSaver({ database, instance, tenant, clock }: RunInput): () => Promise<void> {
  let savedOn = clock.now();
  return async () => {
    if (clock.now() - savedOn < saveEveryMs) return;
    savedOn = clock.now();
    await saveBudgets(database, instance, tenant.budgetState());
  };
}

interface Conclusion extends Applying {
  readonly input: RunInput;
  readonly run: Run;
  readonly running: Running;
}

async function conclude(conclusion: Conclusion): Promise<RunReport> {
  const { input, run, running } = conclusion;
  input.signal.throwIfAborted();
  const reason = nothingRead(running);
  if (reason !== null) {
    await failRun(input.database, run, { endedOn: input.clock.now(), reason });
    return failedReport(conclusion, reason);
  }
  input.progress({ kind: "applying" });
  input.collectGarbage();
  const applied = await applyRun(running.staging, {
    ...lossesOf(running),
    observedOn: conclusion.startedOn,
  });
  await saveMemory(input.database, input.instance, running);
  const { findings } = running.people;
  await savePeople(input.database, input.instance, {
    run: run.id,
    at: conclusion.startedOn,
    findings,
  });
  const report = appliedReport(conclusion, applied);
  const state = report.status === "complete" ? "completed" : "completed_with_problems";
  await reportRun(input.database, run, {
    state,
    report: JSON.stringify(report),
    endedOn: input.clock.now(),
  });
  return report;
}

/** A run in which no call brought anything is a failed run: its reason is the first one given. */
function nothingRead({ reports }: Running): string | null {
  const brought = reports.some((report) => report.status !== "failed" && report.calls > 0);
  const failed = reports.find((report) => report.status === "failed");
  return brought || failed === undefined ? null : (failed.reason ?? "No step could read anything.");
}

function reasonOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

function interrupted(signal: AbortSignal, failure: unknown): unknown {
  if (!signal.aborted) return failure;
  return new Failure("The run was interrupted. The graph is as it was before.", {
    code: "interrupted",
    retryable: true,
    cause: failure,
  });
}
