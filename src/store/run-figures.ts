import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import { isReading } from "./run-request.ts";

/** What a monitor may know of runs and of the graph. */
export interface RunFigures {
  readonly states: readonly { readonly state: string; readonly count: number }[];
  /** What was sent so far, by step. */
  readonly steps: readonly {
    readonly step: string;
    readonly calls: number;
    readonly retries: number;
    readonly throttled: number;
    readonly bytes: number;
  }[];
  /** The last run of each instance that ended. */
  readonly lastEnds: readonly {
    readonly instanceId: number;
    readonly endedOn: EpochMs;
    readonly ms: number;
  }[];
  readonly objects: readonly {
    readonly kind: string;
    readonly type: string;
    readonly count: number;
  }[];
}

/** Counts runs, calls and objects. */
export async function readRunFigures(database: Database): Promise<RunFigures> {
  const states = await database.all(
    "select state, count(*) as count from run group by state order by state",
  );
  const steps = await database.all(
    `select step, sum(calls) as calls, sum(retries) as retries, sum(throttled) as throttled, sum(bytes) as bytes
     from run_step group by step order by step`,
  );
  const ends = await database.all(
    `select instance_id, started_on, ended_on from run where id in
       (select max(id) from run where ended_on is not null and ${isReading("run")} group by instance_id) order by instance_id`,
  );
  const objects = await database.all(
    `select 'entity' as kind, type, sum(count) as count from shape_entity group by type
     union all select 'relationship', type, sum(count) from shape_relationship group by type order by 1, 2`,
  );
  return {
    states: states.map((row) => ({ state: String(row["state"]), count: Number(row["count"]) })),
    steps: steps.map((row) => ({
      step: String(row["step"]),
      calls: Number(row["calls"]),
      retries: Number(row["retries"]),
      throttled: Number(row["throttled"]),
      bytes: Number(row["bytes"]),
    })),
    lastEnds: ends.map((row) => ({
      instanceId: Number(row["instance_id"]),
      endedOn: Number(row["ended_on"]),
      ms: Number(row["ended_on"]) - Number(row["started_on"]),
    })),
    objects: objects.map((row) => ({
      kind: String(row["kind"]),
      type: String(row["type"]),
      count: Number(row["count"]),
    })),
  };
}
