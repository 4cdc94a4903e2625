import type { RunView } from "../service/runs/run-view.ts";
import type { StepView } from "../service/runs/step-view.ts";
import { timeText } from "./instance-flags.ts";
import { grouped, inBytes, inTime, textTable } from "./text-table.ts";

/** A run with its steps. */
interface WholeRun extends RunView {
  readonly steps: readonly StepView[];
}

function stepRows(steps: readonly StepView[]): string {
  const right = ["received", "expected", "calls", "429s", "bytes", "time"];
  const columns = [{ title: "Step" }, { title: "status" }];
  return textTable(
    [...columns, ...right.map((title) => ({ title, right: true }))],
    steps.map((step) => [
      step.title,
      step.status.replace("_", " "),
      grouped(step.received),
      step.expected === null ? "·" : grouped(step.expected),
      grouped(step.calls),
      grouped(step.throttled),
      inBytes(step.bytes),
      step.endedOn === null ? "·" : inTime(step.endedOn - step.startedOn),
    ]),
  );
}

function problemOf({ title, reason, fix, failedCall }: StepView): string {
  if (reason === null) return "";
  const call =
    failedCall === null
      ? ""
      : `    ${failedCall.call}: HTTP ${failedCall.status ?? "none"}${failedCall.requestId === null ? "" : `, request ${failedCall.requestId}`}\n`;
  return `  ${title}: ${reason}\n${call}${fix === null ? "" : `    ${fix}\n`}`;
}

/** A run for people: its steps, what went wrong, what it did. */
export function runText(run: WholeRun): string {
  const took = run.endedOn === null ? "" : ` in ${inTime(run.endedOn - run.startedOn)}`;
  const { counts } = run;
  const did =
    counts === null
      ? ""
      : `: ${grouped(counts.created)} created, ${grouped(counts.updated)} updated, ${grouped(counts.deleted)} deleted, ${grouped(counts.heldBack)} held back`;
  const reason = run.reason === null ? "" : `${run.reason}\n`;
  const steps = run.steps.length === 0 ? "" : stepRows(run.steps);
  return `${steps}${run.steps.map(problemOf).join("")}${reason}Run ${run.id} ${run.state.replaceAll("_", " ")}${took}${did}\n`;
}

/** Runs as a table. */
export function runsTable(runs: readonly RunView[]): string {
  const titles = ["run", "Instance", "State", "Cause", "began", "ended"];
  const rows = runs.map((run) => [
    String(run.id),
    run.accountName ?? String(run.instanceId),
    run.state.replaceAll("_", " "),
    run.cause,
    timeText(run.startedOn),
    timeText(run.endedOn),
    ...[run.counts?.created, run.counts?.updated, run.counts?.deleted].map((count) =>
      count === undefined ? "·" : grouped(count),
    ),
  ]);
  const numbers = ["created", "updated", "deleted"].map((title) => ({ title, right: true }));
  return textTable([...titles.map((title) => ({ title, max: 40 })), ...numbers], rows);
}
