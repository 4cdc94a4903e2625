import type { EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import { runInProgress } from "./claim.ts";
import type { Database } from "./database.ts";
import {
  type RunMove,
  type RunState,
  runMoves,
  runStates,
  stateList,
  statesBefore,
} from "./run-state.ts";
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

/** Which run is to begin. */
export interface RunBeginning {
  readonly instanceId: number;
  readonly startedOn: EpochMs;
  /** The run that waits to be begun; a new one when absent. */
  readonly queued?: Run | undefined;
}

/** A case expression that takes every state to the next one. */
function nextState(move: RunMove): string {
  const cases = runStates.flatMap((state) => {
    const next = runMoves[state][move];
    return next === "ignored" ? [] : [`when '${state}' then '${next}'`];
  });
  return `case state ${cases.join(" ")} else state end`;
}

/** The statement's part that moves runs which may be moved so; more conditions can follow. */
export function moving(move: RunMove, also = ""): string {
  return `update run set state = ${nextState(move)}${also} where state in (${stateList(statesBefore(move))})`;
}

/**
 * Notes that a run began, and claims its instance until the run failed or its staging area is closed. One that is still
 * noted as running was killed: it is marked so. Throws a `run_in_progress` failure when it was not.
 */
export async function beginRun(
  database: Database,
  { instanceId, startedOn, queued }: RunBeginning,
): Promise<Run> {
  await database.claim(instanceId);
  try {
    return await database.transaction((session) =>
      noteBegin(session, { instanceId, startedOn, queued }),
    );
  } catch (error) {
    await database.release(instanceId);
    throw error;
  }
}

async function noteBegin(
  session: Session,
  { instanceId, startedOn, queued }: RunBeginning,
): Promise<Run> {
  await session.run(`${moving("crash", ", ended_on = ?")} and instance_id = ?`, [
    startedOn,
    instanceId,
  ]);
  if (queued === undefined) {
    return insertRun(session, { instanceId, startedOn, state: "running" });
  }
  const begun = await session.all(
    `${moving("start", ", started_on = ?")} and id = ? returning id`,
    [startedOn, queued.id],
  );
  // Another worker was faster, or somebody cancelled it.
  if (begun.length === 0) throw runInProgress();
  return queued;
}

/** Writes a new run. */
export async function insertRun(
  session: Session,
  run: { readonly instanceId: number; readonly startedOn: EpochMs; readonly state: RunState },
): Promise<Run> {
  const [row] = await session.all(
    `insert into run (id, instance_id, state, started_on) values (nextval('run_number'), ?, ?, ?) returning id`,
    [run.instanceId, run.state, run.startedOn],
  );
  return { id: Number(row?.["id"]), instanceId: run.instanceId };
}

/** Notes that the snapshot of a run is being applied: from here on it is not cancelled. */
export async function noteApplying(on: Pick<Database | Session, "run">, run: Run): Promise<void> {
  await on.run(`${moving("apply")} and id = ?`, [run.id]);
}

/**
 * Marks runs as broken off that are noted as under way, but of whose instance nobody has the claim: their process is gone.
 * What this process itself is at work on is passed over by `isOurs`.
 */
export async function noteCrashed(
  database: Database,
  { isOurs, endedOn }: { isOurs: (instanceId: number) => boolean; readonly endedOn: EpochMs },
): Promise<void> {
  const rows = await database.all(
    `select distinct instance_id from run where state in (${stateList(statesBefore("crash"))})`,
  );
  for (const row of rows) {
    const instanceId = Number(row["instance_id"]);
    if (isOurs(instanceId) || !(await mayClaim(database, instanceId))) continue;
    try {
      const noted = `${moving("crash", ", ended_on = ?")} and instance_id = ?`;
      await database.run(noted, [endedOn, instanceId]);
    } finally {
      await database.release(instanceId);
    }
  }
}

/** Claims an instance, unless somebody has it. */
export async function mayClaim(database: Database, instanceId: number): Promise<boolean> {
  try {
    await database.claim(instanceId);
    return true;
  } catch (failure) {
    if (failure instanceof Failure && failure.code === "run_in_progress") return false;
    throw failure;
  }
}

/** Notes that a run ended without touching the graph: it failed, was cancelled, or broken off. */
export async function endRun(
  database: Database,
  run: Run,
  end: {
    readonly move: "fail" | "crash" | "cancel";
    readonly endedOn: EpochMs;
    readonly reason: string;
  },
): Promise<void> {
  const { move, endedOn, reason } = end;
  const ending = ", ended_on = ?, reason = ?";
  await database.run(`${moving(move, ending)} and id = ?`, [endedOn, reason, run.id]);
  // What cannot be cancelled any more, and does not come to its end either, has failed.
  await database.run(`${moving("fail", ending)} and id = ?`, [endedOn, reason, run.id]);
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

/** The last run of an instance that began to read it; `null` before the first. */
export async function lastRunOf(database: Database, instanceId: number): Promise<RunStatus | null> {
  const rows = await database.all(
    `select id, state, started_on, ended_on from run where instance_id = ?
     and not exists (select 1 from run_request q where q.run_id = run.id and q.cause = 'compute') order by id desc limit 1`,
    [instanceId],
  );
  return rows[0] === undefined ? null : statusOf(rows[0]);
}
