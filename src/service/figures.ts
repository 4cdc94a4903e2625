import type { Database } from "../store/database.ts";
import type { ReplicaState } from "../store/readers.ts";
import { readRunFigures, type RunFigures } from "../store/run-figures.ts";
import type { DeskParts } from "./desk-parts.ts";

/** One figure for a monitor, with its samples. */
export interface Figure {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge";
  readonly samples: readonly Sample[];
}

interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

function callFigures(steps: RunFigures["steps"]): readonly Figure[] {
  const perStep = (name: "calls" | "throttled" | "retries" | "bytes"): readonly Sample[] =>
    steps.map((step) => ({ labels: { step: step.step }, value: step[name] }));
  return [
    { name: "api_calls_total", help: "Calls sent to Microsoft.", samples: perStep("calls") },
    { name: "api_throttled_total", help: "Answers 429.", samples: perStep("throttled") },
    { name: "api_retries_total", help: "Calls sent again.", samples: perStep("retries") },
    {
      name: "api_received_bytes_total",
      help: "Bytes received from Microsoft.",
      samples: perStep("bytes"),
    },
  ].map((figure) => ({ ...figure, type: "counter" }));
}

function gaugesOf({ states, lastEnds, objects }: RunFigures): readonly Figure[] {
  const of = (instance: number): Record<string, string> => ({ instance: String(instance) });
  return [
    {
      name: "runs",
      help: "Runs by state.",
      samples: states.map(({ state, count }) => ({ labels: { state }, value: count })),
    },
    {
      name: "last_run_duration_seconds",
      help: "How long the last run of an instance took.",
      samples: lastEnds.map(({ instanceId, ms }) => ({
        labels: of(instanceId),
        value: ms / 1_000,
      })),
    },
    {
      name: "last_run_end_timestamp_seconds",
      help: "When the last run of an instance ended.",
      samples: lastEnds.map((run) => ({ labels: of(run.instanceId), value: run.endedOn / 1_000 })),
    },
    {
      name: "objects",
      help: "Objects in the graph by type.",
      samples: objects.map(({ kind, type, count }) => ({ labels: { kind, type }, value: count })),
    },
  ].map((figure) => ({ ...figure, type: "gauge" }));
}

async function runFigures(database: Database): Promise<readonly Figure[]> {
  const figures = await readRunFigures(database);
  return [...gaugesOf(figures), ...callFigures(figures.steps)];
}

function replicaFigures({ serves, behindMs }: ReplicaState): readonly Figure[] {
  const told = [
    { name: "replica_serves", help: "Whether reads go to the replica.", value: Number(serves) },
    {
      name: "replica_behind_seconds",
      help: "How far the replica follows behind the primary.",
      value: behindMs / 1_000,
    },
  ];
  return told.map(({ name, help, value }) => ({
    name,
    help,
    type: "gauge",
    samples: [{ labels: {}, value }],
  }));
}

/** What a monitor may know of a database, of its replica, and of the process that has it open. */
export async function figuresOf(
  { database, world }: DeskParts,
  replica: ReplicaState | null,
): Promise<readonly Figure[]> {
  const peak: Figure = {
    name: "peak_memory_bytes",
    help: "The most memory that the process has held.",
    type: "gauge",
    samples: [{ labels: {}, value: world.peakMemoryBytes() }],
  };
  const ofReplica = replica === null ? [] : replicaFigures(replica);
  return [...(await runFigures(database)), ...ofReplica, peak];
}
