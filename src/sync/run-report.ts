import type { EpochMs } from "../base/clock.ts";
import type { Applied } from "../store/applied.ts";
import type { Run } from "../store/run.ts";
import type { RunNote, RunReport, TypeReport } from "./report.ts";
import type { RunInput } from "./run-input.ts";
import { ownTypes } from "./own-types.ts";
import type { Running } from "./run-step.ts";
import type { StepOutcome } from "./step.ts";
import type { StepId } from "./source.ts";
import { steps } from "./steps.ts";

/** What a report is made of. */
export interface Applying {
  readonly input: RunInput;
  readonly run: Run;
  readonly running: Running;
  readonly outcomes: ReadonlyMap<StepId, StepOutcome>;
  readonly startedOn: EpochMs;
}

type Counts = Record<string, number>;

function counts(types: readonly TypeReport[], of: (type: TypeReport) => number): Counts {
  return Object.fromEntries(
    types.filter((type) => of(type) > 0).map((type) => [type.type, of(type)]),
  );
}

function common({ input, run, running, startedOn }: Applying) {
  const order = steps.map((step) => step.id);
  return {
    run: run.id,
    tenant: running.held.tenantId,
    accountName: input.accountName,
    startedOn,
    steps: running.reports.toSorted((a, b) => order.indexOf(a.step) - order.indexOf(b.step)),
    budgets: input.tenant.hour(),
    peakMemoryBytes: input.peakMemoryBytes(),
    ms: input.clock.now() - startedOn,
  };
}

/** The report of a run that applied nothing. */
export function failedReport(applying: Applying, reason: string): RunReport {
  const none = { created: {}, updated: {}, deleted: {}, heldBack: {} };
  return {
    ...common(applying),
    ...none,
    status: "failed",
    reason: `Nothing was read; the graph is as it was before. ${reason}`,
    baseline: false,
    types: [],
    notes: applying.running.notes,
  };
}

function typeReports(applied: Applied): TypeReport[] {
  const told = [...applied.byType].filter(([type]) => !ownTypes.has(type));
  return told.map(([type, done]) => ({
    type,
    kind: done.kind,
    created: done.created,
    updated: done.updated,
    refreshed: done.touched,
    deleted: done.deleted,
    kept: done.kept,
    heldBack: done.held,
    total: done.created + done.updated + done.touched + done.kept + done.held,
  }));
}

function storeNotes(applied: Applied): RunNote[] {
  const notes: RunNote[] = [];
  for (const [type, count] of applied.dangling) {
    notes.push({
      code: "dangling",
      count,
      text: `${count} × ${type} lead to something that is not in the graph; left out.`,
    });
  }
  for (const [type, count] of applied.conflicts) {
    notes.push({
      code: "conflict",
      count,
      text: `${count} × ${type} came twice with different content; one was taken.`,
    });
  }
  return notes;
}

function heldNotes(types: readonly TypeReport[]): RunNote[] {
  return types
    .filter((type) => type.heldBack > 0)
    .map(({ type, heldBack }) => ({
      code: "held_back",
      count: heldBack,
      text: `${heldBack} × ${type} vanished at once and are kept for now. If the next run agrees they go; --confirm-deletions lets them go at once.`,
    }));
}

/** The report of a run that was applied: partial when a step is not complete or deletions were held back. */
export function appliedReport(applying: Applying, applied: Applied): RunReport {
  const types = typeReports(applied);
  const whole = applying.running.reports.every(
    ({ status }) => status === "complete" || status === "skipped",
  );
  const held = types.some((type) => type.heldBack > 0);
  return {
    ...common(applying),
    status: whole && !held ? "complete" : "partial",
    reason: null,
    baseline: applied.baseline,
    types,
    created: counts(types, (type) => type.created),
    updated: counts(types, (type) => type.updated),
    deleted: counts(types, (type) => type.deleted),
    heldBack: counts(types, (type) => type.heldBack),
    notes: [...applying.running.notes, ...storeNotes(applied), ...heldNotes(types)],
  };
}
