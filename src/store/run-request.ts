import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import { insertRun, moving, type Run } from "./run.ts";
import { openStates, stateList } from "./run-state.ts";
import type { Session } from "./session.ts";

/** Why a run is to be; one that only computes what follows from a person's word reads nothing. */
export type RunCause = "schedule" | "person" | "resume" | "compute";

/** A condition in SQL: a run that read the tenant, or tried to. `run` names the table in the statement. */
export function isReading(run: string): string {
  return `not exists (select 1 from run_request rq where rq.run_id = ${run}.id and rq.cause = 'compute')`;
}

/** What is asked of a run. */
export interface RunRequest {
  readonly instanceId: number;
  readonly cause: RunCause;
  readonly askedOn: EpochMs;
  /** Who asked, as the audit log names them. */
  readonly askedBy: string;
  /** Read everything again, also what has not advanced. */
  readonly full: boolean;
  /** Apply deletions that an earlier run held back. */
  readonly confirmHeld: boolean;
}

/** A run that waits to be begun. */
export interface QueuedRun extends Run {
  readonly cause: string;
  readonly full: boolean;
  readonly confirmHeld: boolean;
}

/** The number of an instance's run that reads it and is not over; `null` when there is none. */
export async function openRunOf(session: Session, instanceId: number): Promise<number | null> {
  const [row] = await session.all(
    `select max(id) as id from run where instance_id = ? and state in (${stateList(openStates)})
     and ${isReading("run")}`,
    [instanceId],
  );
  const id = row?.["id"];
  return typeof id === "number" ? id : null;
}

/** The number of a run that waits to compute what follows from a person's word; `null` when there is none. */
export async function waitingToCompute(
  session: Session,
  instanceId: number,
): Promise<number | null> {
  const [row] = await session.all(
    `select max(id) as id from run where instance_id = ? and state = 'queued' and not ${isReading("run")}`,
    [instanceId],
  );
  const id = row?.["id"];
  return typeof id === "number" ? id : null;
}

/** Puts a run into the queue. */
export async function queueRun(session: Session, request: RunRequest): Promise<Run> {
  const { instanceId, cause, askedOn, askedBy, full, confirmHeld } = request;
  const run = await insertRun(session, { instanceId, startedOn: askedOn, state: "queued" });
  await session.run(
    `insert into run_request (run_id, cause, asked_on, asked_by, full_read, confirm_held) values (?, ?, ?, ?, ?, ?)`,
    [run.id, cause, askedOn, askedBy, full, confirmHeld],
  );
  return run;
}

/** Runs that wait, the one that waits longest first. */
export async function listQueued(database: Database): Promise<readonly QueuedRun[]> {
  const rows = await database.all(
    `select r.id, r.instance_id, q.cause, q.full_read, q.confirm_held from run r join run_request q on q.run_id = r.id
     where r.state = 'queued' order by r.id`,
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    instanceId: Number(row["instance_id"]),
    cause: String(row["cause"]),
    full: row["full_read"] === true,
    confirmHeld: row["confirm_held"] === true,
  }));
}

/** Asks a run to stop. One that waits is over at once; one under way stops as soon as its worker sees it. */
export async function askToCancel(
  session: Session,
  run: { readonly id: number; readonly askedOn: EpochMs; readonly reason: string },
): Promise<void> {
  const { id, askedOn, reason } = run;
  await session.run("update run_request set cancelled_on = ? where run_id = ?", [askedOn, id]);
  await session.run(
    `${moving("cancel", ", ended_on = ?, reason = ?")} and id = ? and state = 'queued'`,
    [askedOn, reason, id],
  );
}

/** Of these runs, those that somebody asked to stop. */
export async function listCancelled(database: Database): Promise<readonly number[]> {
  const rows = await database.all(
    `select r.id from run r join run_request q on q.run_id = r.id
     where q.cancelled_on is not null and r.state in (${stateList(openStates)})`,
  );
  return rows.map((row) => Number(row["id"]));
}
