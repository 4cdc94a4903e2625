import { Failure } from "../base/failure.ts";
import { volatileProperties } from "../convert/types.ts";
import { applyRun } from "../store/apply.ts";
import { beginRun, endRun, reportRun, type Run } from "../store/run.ts";
import { heldTypes } from "../store/held-types.ts";
import { openStaging, type Staging } from "../store/staging.ts";
import { countCurrent } from "../store/count-current.ts";
import { currentEntities, currentRecords } from "../store/current.ts";
import {
  currentEdges,
  currentEdgesFrom,
  currentOrigins,
  currentSayings,
} from "../store/current-edges.ts";
import type { Database } from "../store/database.ts";
import { saveBudgets } from "./budgets.ts";
import { checkpointsOf, clearCheckpoints } from "./checkpoints.ts";
import { FileFolder, folderOfInstance } from "./file-folder.ts";
import { forgetMemory } from "./forget.ts";
import { nothingHeld } from "./held.ts";
import { joinAside } from "./join.ts";
import { lossesOf } from "./losses.ts";
import { loadMemory, saveMemory } from "./memory.ts";
import { merges } from "./merges.ts";
import { loadPeople, savePeople } from "./people.ts";
import type { RunReport } from "./report.ts";
import type { RunInput } from "./run-input.ts";
import { type Applying, appliedReport, failedReport } from "./run-report.ts";
import { stageOwnFacts } from "./own-facts.ts";
import { RunRecorder } from "./run-recorder.ts";
import { type Running, runStep } from "./run-step.ts";
import { runInOrder } from "./schedule.ts";
import { steps } from "./steps.ts";

/** Runs all steps of one instance once and applies what they staged, or leaves the graph as it was. */
export async function runInstance(asked: RunInput): Promise<RunReport> {
  const { database, instance, clock, queued } = asked;
  const startedOn = clock.now();
  const run = await beginRun(database, { instanceId: instance.id, startedOn, queued });
  const recorder = new RunRecorder(asked, run);
  const input: RunInput = { ...asked, progress: telling(asked, recorder) };
  recorder.tell({ level: "info", code: "started", text: "The run began." });
  const staging = await openStaging(database, run, {
    volatile: volatileProperties,
    merge: merges,
    joinAside: (start) => joinAside(start, input),
  });
  try {
    const running = await startRunning(input, staging);
    const outcomes = await runInOrder(steps, (step) => runStep(running, step));
    await recorder.settled();
    return await conclude({ input, run, running, outcomes, startedOn, recorder });
  } catch (failure) {
    throw await broken({ input, run, recorder }, failure);
  } finally {
    await recorder.settled();
    await staging.close();
  }
}

function telling(input: RunInput, recorder: RunRecorder): RunInput["progress"] {
  return (event) => {
    recorder.take(event);
    input.progress(event);
  };
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
    checkpoints: checkpointsOf(database, instance, staging.run.id),
    files: fileFolderOf(input),
    heldTypes: () => heldTypes(database, instance.id),
    saveBudgets: budgetSaver(input),
    countBefore: (types) => countCurrent(database, { instanceId: instance.id, types }),
    previous: (types) => currentEntities(database, { instanceId: instance.id, types }),
    previousRecords: (types) => currentRecords(database, { instanceId: instance.id, types }),
    ...previousRelationships(database, instance.id),
  };
}

function previousRelationships(
  database: Database,
  instanceId: number,
): Pick<Running, "previousEdges" | "previousEdgesFrom" | "previousOrigins" | "previousSayings"> {
  return {
    previousEdges: (types) => currentEdges(database, { instanceId, types }),
    previousEdgesFrom: (types, from) => currentEdgesFrom(database, { instanceId, types, from }),
    previousOrigins: (types) => currentOrigins(database, { instanceId, types }),
    previousSayings: (of) => currentSayings(database, { instanceId, ...of }),
  };
}

function fileFolderOf({ keptFiles, database, instance, log }: RunInput): FileFolder | null {
  const folder = keptFiles?.(database.name) ?? null;
  return folder === null ? null : new FileFolder(folderOfInstance(folder, instance.id), log);
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
  readonly recorder: RunRecorder;
  readonly running: Running;
}

async function conclude(conclusion: Conclusion): Promise<RunReport> {
  const { input, run, running } = conclusion;
  input.signal.throwIfAborted();
  const reason = nothingRead(running);
  if (reason !== null) {
    await endRun(input.database, run, { move: "fail", endedOn: input.clock.now(), reason });
    conclusion.recorder.tell({ level: "error", code: "failed", text: reason });
    return failedReport(conclusion, reason);
  }
  if (input.forget === null) await stageOwnFacts(conclusion);
  input.progress({ kind: "applying" });
  await conclusion.recorder.settled();
  // What reading leaves behind would be in the way of the database.
  input.collectGarbage();
  await running.staging.settle();
  const applied = await applyRun(running.staging, {
    ...lossesOf(running),
    observedOn: conclusion.startedOn,
  });
  await remember(conclusion);
  const { findings } = running.people;
  await savePeople(input.database, input.instance, {
    run: run.id,
    at: conclusion.startedOn,
    findings,
  });
  const report = appliedReport(conclusion, applied);
  tellEnd(conclusion.recorder, report);
  const state = report.status === "complete" ? "completed" : "completed_with_problems";
  await reportRun(input.database, run, {
    state,
    report: JSON.stringify(report),
    endedOn: input.clock.now(),
  });
  return report;
}

/** What the next run goes by. One that only computed leaves what it found: what was read, and what was interrupted. */
async function remember({ input, running }: Conclusion): Promise<void> {
  const { database, instance, forget } = input;
  if (forget?.size === 0) return;
  if (forget !== null) forgetMemory(running.memory, forget);
  await saveMemory(database, instance, { ...running, steps });
  await clearCheckpoints(database, instance);
  // What a step could not read to its end goes on with the next run.
  const { status } = running.outcomes.get("vulnerabilities") ?? {};
  if (status === "complete" || status === "skipped") await running.files?.clear();
}

/** A run in which no call brought anything is a failed run: its reason is the first one given. */
function nothingRead({ reports }: Running): string | null {
  const brought = reports.some((report) => report.status !== "failed" && report.calls > 0);
  const failed = reports.find((report) => report.status === "failed");
  return brought || failed === undefined ? null : (failed.reason ?? "No step could read anything.");
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function tellEnd(recorder: RunRecorder, report: RunReport): void {
  for (const { code, text } of report.notes) recorder.tell({ level: "info", code, text });
  const { created, updated, deleted, heldBack, status } = report;
  const text = `The run ended: ${sum(created)} created, ${sum(updated)} updated, ${sum(deleted)} deleted, ${sum(heldBack)} held back.`;
  const isWhole = status === "complete";
  const code = isWhole ? "completed" : "completed_with_problems";
  recorder.tell({ level: isWhole ? "info" : "warning", code, text });
}

function reasonOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

/** How a run is ended by its signal: a person cancels it, all else breaks it off. */
function moveOf({ signal }: RunInput): "fail" | "crash" | "cancel" {
  if (!signal.aborted) return "fail";
  return signal.reason instanceof Failure && signal.reason.code === "run_cancelled"
    ? "cancel"
    : "crash";
}

const endCodes = { fail: "failed", crash: "interrupted", cancel: "cancelled" } as const;

/** Notes how a run was ended before its time, and gives what to throw. */
async function broken(
  { input, run, recorder }: Pick<Conclusion, "input" | "run" | "recorder">,
  failure: unknown,
): Promise<unknown> {
  const { database, clock, signal } = input;
  const move = moveOf(input);
  const told = signal.aborted ? interrupted(signal, failure) : failure;
  const reason = reasonOf(told);
  await recorder.settled();
  await endRun(database, run, { move, endedOn: clock.now(), reason });
  const level = move === "fail" ? "error" : "warning";
  recorder.tell({ level, code: endCodes[move], text: reason });
  return told;
}

function interrupted(signal: AbortSignal, failure: unknown): Failure {
  if (signal.reason instanceof Failure) return signal.reason;
  return new Failure("The run was interrupted. The graph is as it was before.", {
    code: "interrupted",
    retryable: true,
    cause: failure,
  });
}
