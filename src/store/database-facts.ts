import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import { isReading } from "./run-request.ts";
import { historyBegin } from "./horizon.ts";
import { schemaVersion } from "./migrate.ts";
import type { Row } from "./session.ts";

/** A run as it is looked back on. */
interface PastRun {
  readonly id: number;
  readonly tenantId: string;
  readonly state: string;
  readonly startedOn: EpochMs;
  readonly endedOn: EpochMs | null;
  /** Why it failed. */
  readonly reason: string | null;
}

/** What a database tells of itself. */
export interface DatabaseFacts {
  /** Such as `DuckDB v1.5.6`. */
  readonly engine: string;
  /** Such as `244.1 MiB`. */
  readonly memoryLimit: string;
  readonly schema: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** From when on history is whole; `null` when none of it was ever let go. */
  readonly historyBeginsOn: EpochMs | null;
  /** The last run of each tenant. */
  readonly lastRuns: readonly PastRun[];
  /** When each tenant was last read and applied; tenants of which that never happened are absent. */
  readonly lastApplied: Readonly<Record<string, EpochMs>>;
}

const tables = [
  "entity",
  "relationship",
  "entity_history",
  "relationship_history",
  "change",
  "run",
] as const;

const rowsSql = tables
  .map((table) => `select '${table}' as name, count(*) as count from ${table}`)
  .join(" union all ");

const runsSql = `
  select r.id, i.tenant_id, r.state, r.started_on, r.ended_on, r.reason from run r
  join instance i on i.id = r.instance_id
  where r.id in (select max(id) from run where ${isReading("run")} group by instance_id) order by i.id`;

const appliedSql = `
  select i.tenant_id, max(r.observed_on) as applied_on from run r join instance i on i.id = r.instance_id
  where r.observed_on is not null and ${isReading("r")} group by i.tenant_id`;

function runOf(row: Row): PastRun {
  const ended = row["ended_on"];
  const reason = row["reason"];
  return {
    id: Number(row["id"]),
    tenantId: String(row["tenant_id"]),
    state: String(row["state"]),
    startedOn: Number(row["started_on"]),
    endedOn: typeof ended === "number" ? ended : null,
    reason: typeof reason === "string" ? reason : null,
  };
}

function numbersOf(rows: readonly Row[], name: string, value: string): Record<string, number> {
  return Object.fromEntries(rows.map((row) => [String(row[name]), Number(row[value])]));
}

/** What a database tells of itself, in one version of it. */
export function readFacts(database: Database): Promise<DatabaseFacts> {
  return database.reading(async (session) => {
    const [engine] = await session.all(session.dialect.engineSql);
    return {
      engine: String(engine?.["engine"]),
      memoryLimit: String(engine?.["memory_limit"]),
      schema: await schemaVersion(session),
      rows: numbersOf(await session.all(rowsSql), "name", "count"),
      historyBeginsOn: await historyBegin(session),
      lastRuns: (await session.all(runsSql)).map(runOf),
      lastApplied: numbersOf(await session.all(appliedSql), "tenant_id", "applied_on"),
    };
  });
}
