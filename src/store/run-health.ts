import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import { isReading } from "./run-request.ts";
import type { Row } from "./session.ts";

/** How an instance's last run ended, and what of its graph is held back. */
export interface RunHealth {
  readonly instanceId: number;
  readonly tenantId: string;
  readonly accountName: string | null;
  /** The last run that came to an end; one that was cancelled or broken off tells nothing. */
  readonly run: {
    readonly id: number;
    readonly state: string;
    readonly startedOn: EpochMs;
    readonly reason: string | null;
    /** What the run told: JSON; `null` when it told nothing. */
    readonly report: string | null;
  } | null;
  /** When its client secret expires, where somebody said so. */
  readonly secretExpiresOn: EpochMs | null;
  readonly held: readonly { readonly type: string; readonly count: number }[];
}

function textOrNull(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === "string" ? value : null;
}

function runOf(row: Row): RunHealth["run"] {
  if (typeof row["run_id"] !== "number") return null;
  return {
    id: row["run_id"],
    state: String(row["state"]),
    startedOn: Number(row["started_on"]),
    reason: textOrNull(row, "reason"),
    report: textOrNull(row, "report"),
  };
}

/** Every instance's health, or one's. */
export async function readHealth(
  database: Pick<Database, "all">,
  instanceId: number | null,
): Promise<readonly RunHealth[]> {
  const rows = await database.all(
    `select i.id, i.tenant_id, i.account_name, r.id as run_id, r.state, r.started_on, r.reason, r.report,
       s.secret_expires_on
     from instance i left join instance_setting s on s.instance_id = i.id left join run r on r.id = (
       select max(id) from run where instance_id = i.id and state in ('completed', 'completed_with_problems', 'failed')
         and ${isReading("run")})
     ${instanceId === null ? "" : "where i.id = ?"} order by i.id`,
    instanceId === null ? [] : [instanceId],
  );
  const held = await database.all(
    "select instance_id, type, count(*) as count from held group by instance_id, type order by type",
  );
  return rows.map((row) => ({
    instanceId: Number(row["id"]),
    tenantId: String(row["tenant_id"]),
    accountName: textOrNull(row, "account_name"),
    run: runOf(row),
    secretExpiresOn: typeof row["secret_expires_on"] === "number" ? row["secret_expires_on"] : null,
    held: held
      .filter(({ instance_id: id }) => id === row["id"])
      .map(({ type, count }) => ({ type: String(type), count: Number(count) })),
  }));
}
