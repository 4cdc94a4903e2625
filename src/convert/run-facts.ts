import type { EpochMs } from "../base/clock.ts";
import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { accountKey, runKey, stepKey } from "./keys.ts";
import { type PropertyTable, number, propertiesBy, text, time } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

/** How one step of the last run went. */
export interface StepFacts {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly way: string;
  readonly reason: string | null;
  readonly received: number;
  readonly expected: number | null;
  readonly calls: number;
  readonly retries: number;
  readonly throttled: number;
  readonly bytes: number;
  readonly ms: number;
  readonly endedOn: EpochMs;
}

/** How the last run went that changed the graph. */
export interface RunFacts {
  readonly tenantId: string;
  readonly number: number;
  readonly startedOn: EpochMs;
  readonly steps: readonly StepFacts[];
}

const isWhole = ({ status }: StepFacts): boolean => status === "complete" || status === "skipped";

function sum({ steps }: RunFacts, of: (step: StepFacts) => number): number {
  return steps.reduce((total, step) => total + of(step), 0);
}

/** What the last run carries. */
export const runTable: PropertyTable<RunFacts> = {
  id: text("Tenant id.", ({ tenantId }) => tenantId),
  name: text("`Last run`.", () => "Last run"),
  displayName: text("The same.", () => "Last run"),
  number: number("The run's number, as `doctor` names it.", (run) => run.number),
  status: text("`complete`, or `partial` where a step was not complete.", ({ steps }) =>
    steps.every(isWhole) ? "complete" : "partial",
  ),
  startedOn: time(
    "When the tenant was asked. A run that read nothing leaves it as it was.",
    (run) => run.startedOn,
  ),
  incompleteSteps: number(
    "How many steps were not complete.",
    ({ steps }) => steps.filter((step) => !isWhole(step)).length,
  ),
  calls: number("Calls to Microsoft's APIs.", (run) => sum(run, ({ calls }) => calls)),
  retries: number("Calls that were sent again.", (run) => sum(run, ({ retries }) => retries)),
  throttled: number("Answers 429.", (run) => sum(run, ({ throttled }) => throttled)),
  bytes: number("Bytes on the wire.", (run) => sum(run, ({ bytes }) => bytes)),
};

/** What a step carries. */
export const stepTable: PropertyTable<StepFacts> = {
  id: text("The step, such as `machines`.", ({ id }) => id),
  name: text("What people call it.", ({ title }) => title),
  displayName: text("The same.", ({ title }) => title),
  status: text(
    "`complete`, `partial`, `failed`, `skipped` or `carried_over`.",
    ({ status }) => status,
  ),
  way: text(
    "`everything`, `changes`, or `unchanged` where there was nothing new.",
    ({ way }) => way,
  ),
  reason: text("Why it is not complete.", ({ reason }) => reason),
  received: number("Objects read, or made by a computing step.", ({ received }) => received),
  expected: number("How many there are, where that is known.", ({ expected }) => expected),
  calls: number("Calls to Microsoft's APIs.", ({ calls }) => calls),
  retries: number("Calls that were sent again.", ({ retries }) => retries),
  throttled: number("Answers 429.", ({ throttled }) => throttled),
  bytes: number("Bytes on the wire.", ({ bytes }) => bytes),
  durationMs: number("How long it took, in milliseconds.", ({ ms }) => ms),
  endedOn: time("When it ended.", ({ endedOn }) => endedOn),
};

const runProperties = propertiesBy(runTable);
const stepProperties = propertiesBy(stepTable);

/** The last run and its steps: one entity each, which every run refreshes. */
export function runOf(run: RunFacts): Converted {
  const key = runKey(run.tenantId);
  const { type, classes } = entityTypes.run;
  const entities: Entity[] = [{ key, type, classes, properties: runProperties(run) }];
  const relationships: Relationship[] = [
    edge(relationshipTypes.accountHasRun, { from: accountKey(run.tenantId), to: key }),
  ];
  for (const step of run.steps) {
    const to = stepKey(run.tenantId, step.id);
    entities.push({
      key: to,
      type: entityTypes.step.type,
      classes: entityTypes.step.classes,
      properties: stepProperties(step),
    });
    relationships.push(edge(relationshipTypes.runHasStep, { from: key, to }));
  }
  return { entities, relationships };
}
