import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import type { StepView } from "../../../src/service/runs/step-view.ts";
import { counted } from "../part/format.ts";
import { duration } from "./duration.ts";
import { isOver } from "./is-over.ts";
import { RunState } from "./run-state.tsx";
import type { RunWithSteps } from "./use-run.ts";
import { wayToMend } from "./way-to-mend.ts";

interface RunStepsProps {
  readonly run: RunWithSteps;
  /** Whether the first step that was kept from being complete is brought into view. */
  readonly opensAtProblem: boolean;
}

/** The steps of a run, each with how far it is, and of a failed one the call, the cause and what to do. */
export function RunSteps({ run, opensAtProblem }: RunStepsProps) {
  const { steps, state, instanceId } = run;
  const list = useRef<HTMLOListElement>(null);
  const problem = opensAtProblem && isOver(state) ? steps.findIndex(isKept) : -1;
  useEffect(() => {
    list.current?.children[problem]?.scrollIntoView({ block: "center" });
  }, [problem]);
  if (steps.length === 0) return <p className="muted">No step has begun.</p>;
  return (
    <ol ref={list} className="card run-steps" aria-label="Steps">
      {steps.map((step) => (
        <RunStep key={step.step} step={step} instanceId={instanceId} />
      ))}
    </ol>
  );
}

function isKept({ status }: StepView): boolean {
  return status === "failed" || status === "partial";
}

interface RunStepProps {
  readonly step: StepView;
  readonly instanceId: number;
}

function RunStep({ step, instanceId }: RunStepProps) {
  const { title, status, received, expected, startedOn, endedOn } = step;
  const part = expected === null || expected === 0 ? null : Math.min(1, received / expected);
  return (
    <li data-status={status}>
      <div className="run-step">
        <b>{title}</b>
        <RunState state={status} />
        <span className="run-step-count">
          {received.toLocaleString("en")}
          {expected !== null && ` of ${expected.toLocaleString("en")}`}
        </span>
        <span className="muted">{callsOf(step)}</span>
        <span className="muted">
          {endedOn === null ? leftOf(step) : duration(endedOn - startedOn)}
        </span>
      </div>
      {status === "running" && part !== null && (
        <progress value={part} max={1} aria-label={`${title}: how far`} />
      )}
      {status !== "complete" && <Reason step={step} instanceId={instanceId} />}
    </li>
  );
}

/** What kept a step from being complete, and what to do about it. */
function Reason({ step, instanceId }: RunStepProps) {
  const { reason, fix, failedCall } = step;
  if (reason === null) return null;
  const way = wayToMend(step);
  return (
    <p className="run-step-reason">
      {reason} {fix}{" "}
      {way !== undefined && (
        <Link to="/instance" search={{ id: String(instanceId), ...way.search }}>
          {way.label}
        </Link>
      )}
      {failedCall !== null && (
        <code>
          {failedCall.call} {failedCall.status ?? ""}{" "}
          {failedCall.requestId === null ? "" : `request ${failedCall.requestId}`}
        </code>
      )}
    </p>
  );
}

function callsOf({ calls, retries, throttled }: StepView): string {
  const parts = [counted(calls, "call", "calls")];
  if (retries > 0) parts.push(`${retries} retries`);
  if (throttled > 0) parts.push(`${throttled} × 429`);
  return parts.join(", ");
}

function leftOf({ secondsLeft, perSecond }: StepView): string {
  if (secondsLeft === null) return `${perSecond} a second`;
  return `${duration(secondsLeft * 1_000)} left`;
}
