import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import { isReading } from "./run-request.ts";
import type { RunState } from "./run-state.ts";
import { runStates } from "./run-state.ts";
import type { Row } from "./session.ts";

/** A run as it stands or is looked back on. */
export interface RunRow {
  readonly id: number;
  readonly instanceId: number;
  readonly tenantId: string;
  readonly accountName: string | null;
  readonly state: RunState;
  /** `schedule`, `person`, `resume`, `compute`, or `command` for one that the command line began itself. */
  readonly cause: string;
  readonly askedBy: string | null;
  readonly askedOn: EpochMs;
  /** When it began; for one that waits, when it was asked for. */
  readonly startedOn: EpochMs;
  readonly endedOn: EpochMs | null;
  readonly baseline: boolean;
  readonly reason: string | null;
  /** What the run reported, as JSON; `null` before it was applied. */
  readonly report: string | null;
  readonly cancelling: boolean;
}

/** Which runs to list. */
export interface RunFilter {
  readonly instanceId?: number | undefined;
  readonly state?: RunState | undefined;
  readonly id?: number | undefined;
  readonly before: number | null;
  readonly limit: number;
}

const select = `
  select r.id, r.instance_id, i.tenant_id, i.account_name, r.state, coalesce(q.cause, 'command') as cause, q.asked_by,
    coalesce(q.asked_on, r.started_on) as asked_on, r.started_on, r.ended_on, r.baseline, r.reason, r.report,
    q.cancelled_on is not null as cancelling
  from run r join instance i on i.id = r.instance_id left join run_request q on q.run_id = r.id`;

function textOf(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === "string" ? value : null;
}

function runOf(row: Row): RunRow {
  const ended = row["ended_on"];
  return {
    id: Number(row["id"]),
    instanceId: Number(row["instance_id"]),
    tenantId: String(row["tenant_id"]),
    accountName: textOf(row, "account_name"),
    state: runStates.find((state) => state === row["state"]) ?? "failed",
    cause: String(row["cause"]),
    askedBy: textOf(row, "asked_by"),
    askedOn: Number(row["asked_on"]),
    startedOn: Number(row["started_on"]),
    endedOn: typeof ended === "number" ? ended : null,
    baseline: row["baseline"] === true,
    reason: textOf(row, "reason"),
    report: textOf(row, "report"),
    cancelling: row["cancelling"] === true,
  };
}

/** Runs, latest first. */
export async function listRuns(database: Database, filter: RunFilter): Promise<readonly RunRow[]> {
  const wanted: readonly (readonly [string, number | string | undefined])[] = [
    ["r.instance_id = ?", filter.instanceId],
    ["r.state = ?", filter.state],
    ["r.id = ?", filter.id],
    ["r.id < ?", filter.before ?? undefined],
  ];
  const given = wanted.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  const where = given.length === 0 ? "" : ` where ${given.map(({ sql }) => sql).join(" and ")}`;
  const rows = await database.all(
    `${select}${where} order by r.id desc limit ${Math.trunc(filter.limit)}`,
    given.map(({ value }) => value),
  );
  return rows.map(runOf);
}

/** The last run that read each instance, by the instance's number. */
export async function listLastRuns(database: Database): Promise<ReadonlyMap<number, RunRow>> {
  const rows = await database.all(
    `${select} where r.id in (select max(id) from run where ${isReading("run")} group by instance_id)`,
  );
  return new Map(rows.map(runOf).map((run) => [run.instanceId, run]));
}
