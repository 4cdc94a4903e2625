import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** One run of an instance. */
export interface Run {
  readonly id: number;
  readonly instanceId: number;
}

/** How a run stands. */
export interface RunStatus {
  readonly id: number;
  readonly state: string;
  readonly startedOn: EpochMs;
  readonly endedOn: EpochMs | null;
}

/**
 * Notes that a run began, and claims its instance until the run failed or its staging area is closed. One that is still
 * noted as running was killed: it is marked so. Throws a `run_in_progress` failure when it was not.
 */
export async function beginRun(
  database: Database,
  { instanceId, startedOn }: { readonly instanceId: number; readonly startedOn: EpochMs },
): Promise<Run> {
  await database.claim(instanceId);
  try {
    return await database.transaction((session) => noteBegin(session, instanceId, startedOn));
  } catch (error) {
    await database.release(instanceId);
    throw error;
  }
}

async function noteBegin(session: Session, instanceId: number, startedOn: EpochMs): Promise<Run> {
  await session.run(
    "update run set state = 'interrupted', ended_on = ? where instance_id = ? and state = 'running'",
    [startedOn, instanceId],
  );
  const [row] = await session.all(
    `insert into run (id, instance_id, state, started_on) values (nextval('run_number'), ?, 'running', ?) returning id`,
    [instanceId, startedOn],
  );
  return { id: Number(row?.["id"]), instanceId };
}

/** Notes that a run ended without touching the graph. */
export async function failRun(
  database: Database,
  run: Run,
  { endedOn, reason }: { readonly endedOn: EpochMs; readonly reason: string },
): Promise<void> {
  await database.run(
    "update run set state = 'failed', ended_on = ?, reason = ? where id = ? and state = 'running'",
    [endedOn, reason, run.id],
  );
  await database.release(run.instanceId);
}

/** Keeps what is to be told of an applied run. */
export async function reportRun(
  database: Database,
  run: Run,
  told: {
    readonly state: "completed" | "completed_with_problems";
    readonly report: string;
    /** When it ended; else it stands as ended when the provider was asked. */
    readonly endedOn?: EpochMs | undefined;
  },
): Promise<void> {
  await database.run(
    "update run set state = ?, report = ?, ended_on = coalesce(?, ended_on) where id = ?",
    [told.state, told.report, told.endedOn ?? null, run.id],
  );
}

function statusOf(row: Row): RunStatus {
  const ended = row["ended_on"];
  return {
    id: Number(row["id"]),
    state: String(row["state"]),
    startedOn: Number(row["started_on"]),
    endedOn: typeof ended === "number" ? ended : null,
  };
}

/** The last run of an instance; `null` before the first. */
export async function lastRunOf(database: Database, instanceId: number): Promise<RunStatus | null> {
  const rows = await database.all(
    "select id, state, started_on, ended_on from run where instance_id = ? order by id desc limit 1",
    [instanceId],
  );
  return rows[0] === undefined ? null : statusOf(rows[0]);
}
