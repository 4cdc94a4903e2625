import type { EpochMs } from "../base/clock.ts";
import type { FailedCall } from "../base/failure.ts";
import type { Database } from "./database.ts";
import type { Bound, Row, Session } from "./session.ts";

/** One thing that happened in a run. */
export interface RunLogEntry {
  readonly happenedOn: EpochMs;
  readonly level: "info" | "warning" | "error";
  /** A stable word, such as `step_ended`, or a code of the error catalogue. */
  readonly code: string;
  /** The step that it happened in; `null` for the run as a whole. */
  readonly step: string | null;
  readonly text: string;
}

/** An entry with its number: later ones have higher numbers. */
export interface NumberedEntry extends RunLogEntry {
  readonly id: number;
}

/** How far a step is, or how it ended. */
export interface RunStepRow {
  readonly step: string;
  readonly title: string;
  /** `running`, or how it ended. */
  readonly status: string;
  readonly startedOn: EpochMs;
  readonly endedOn: EpochMs | null;
  readonly reason: string | null;
  readonly code: string | null;
  readonly call: FailedCall | null;
  readonly received: number;
  readonly expected: number | null;
  readonly calls: number;
  readonly retries: number;
  readonly throttled: number;
  readonly bytes: number;
}

/** Writes what happened in a run. */
export async function writeRunEvent(
  on: Pick<Database | Session, "run">,
  runId: number,
  entry: RunLogEntry,
): Promise<void> {
  const { happenedOn, level, code, step, text } = entry;
  await on.run(
    `insert into run_event (id, run_id, happened_on, level, code, step, message)
     values (nextval('run_event_number'), ?, ?, ?, ?, ?, ?)`,
    [runId, happenedOn, level, code, step, text],
  );
}

const columns = `step, title, status, started_on, ended_on, reason, code, failed_call, received, expected,
  calls, retries, throttled, bytes`;
const names = columns.split(",").map((name) => name.trim());
const updates = names
  .filter((name) => !["step", "title", "started_on"].includes(name))
  .map((name) => `${name} = excluded.${name}`)
  .join(", ");

/** What a run tells anew of a step that it has told of: all but its name and begin. */
const advancing = names
  .filter((name) => !["step", "title", "started_on"].includes(name))
  .map((name) => `${name} = ?`)
  .join(", ");

function advanceOf(row: RunStepRow): Bound[] {
  const call = row.call === null ? null : JSON.stringify(row.call);
  const { status, endedOn, reason, code, received, expected, calls, retries, throttled, bytes } =
    row;
  const counts = [received, expected, calls, retries, throttled, bytes];
  return [status, endedOn, reason, code, call, ...counts];
}

/** Writes how far a step is, the first time that a run tells of it. */
export async function writeRunStep(
  on: Pick<Database | Session, "run">,
  runId: number,
  row: RunStepRow,
): Promise<void> {
  const [status, ...rest] = advanceOf(row);
  await on.run(
    `insert into run_step (run_id, ${columns}) values (?, ${names.map(() => "?").join(", ")})
     on conflict (run_id, step) do update set ${updates}`,
    [runId, row.step, row.title, status ?? null, row.startedOn, ...rest],
  );
}

/** Writes how far a step is, in place of what `writeRunStep` wrote: a third of its work. */
export async function updateRunStep(
  on: Pick<Database | Session, "run">,
  runId: number,
  row: RunStepRow,
): Promise<void> {
  await on.run(`update run_step set ${advancing} where run_id = ? and step = ?`, [
    ...advanceOf(row),
    runId,
    row.step,
  ]);
}

function textOf(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === "string" ? value : null;
}

function numberOf(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === "number" ? value : null;
}

function stepOf(row: Row): RunStepRow {
  const call = textOf(row, "failed_call");
  return {
    step: String(row["step"]),
    title: String(row["title"]),
    status: String(row["status"]),
    startedOn: Number(row["started_on"]),
    endedOn: numberOf(row, "ended_on"),
    reason: textOf(row, "reason"),
    code: textOf(row, "code"),
    call: call === null ? null : JSON.parse(call),
    received: Number(row["received"]),
    expected: numberOf(row, "expected"),
    calls: Number(row["calls"]),
    retries: Number(row["retries"]),
    throttled: Number(row["throttled"]),
    bytes: Number(row["bytes"]),
  };
}

/** The steps of a run, as they began. */
export async function listRunSteps(
  database: Database,
  runId: number,
): Promise<readonly RunStepRow[]> {
  const rows = await database.all(
    `select ${columns} from run_step where run_id = ? order by started_on, step`,
    [runId],
  );
  return rows.map(stepOf);
}

/** What happened in a run after an entry, oldest first. */
export async function listRunEvents(
  database: Database,
  asked: { readonly runId: number; readonly after: number; readonly limit: number },
): Promise<readonly NumberedEntry[]> {
  const rows = await database.all(
    `select id, happened_on, level, code, step, message from run_event where run_id = ? and id > ?
     order by id limit ${Math.trunc(asked.limit)}`,
    [asked.runId, asked.after],
  );
  return rows.map((row) => ({
    id: Number(row["id"]),
    happenedOn: Number(row["happened_on"]),
    level: levelOf(row["level"]),
    code: String(row["code"]),
    step: textOf(row, "step"),
    text: String(row["message"]),
  }));
}

function levelOf(value: unknown): RunLogEntry["level"] {
  return value === "warning" || value === "error" ? value : "info";
}
