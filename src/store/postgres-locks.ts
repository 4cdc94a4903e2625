import type { Session } from "./session.ts";

/**
 * Numbers of advisory locks, which end with the connection that holds them: whoever is killed holds none any more. They are
 * of a schema, so that two graphs may share a database.
 */
export interface PostgresLocks {
  /** Of an instance that is being run, with its id. */
  readonly instance: number;
  /** Of the tables of a run, with its id. */
  readonly stage: number;
  /** Of bringing the tables up to date. */
  readonly migration: number;
}

// Any number; the rest comes from the schema's name.
const own = 415_027;

/** The numbers for the schema that a connection works in. */
export async function locksOf(session: Session): Promise<PostgresLocks> {
  const [row] = await session.all(`select abs(hashtext(current_schema()) % 100000000) as number`);
  const first = own + Number(row?.["number"]) * 4;
  return { instance: first, stage: first + 1, migration: first + 2 };
}

/** The ids for which somebody holds a lock of this number, as a query. */
function heldIds(lock: number): string {
  return `select objid::integer from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
    and classid = ${lock} and database = (select oid from pg_database where datname = current_database())`;
}

/** Takes away the tables of runs that ended without doing so: those that were killed. */
export async function dropAbandonedStages(
  session: Session,
  { stage }: PostgresLocks,
): Promise<void> {
  const names = await session.all("select nspname from pg_namespace where nspname like ?", [
    `${stagePrefix(stage)}%`,
  ]);
  for (const { nspname } of names) {
    const name = String(nspname);
    const run = Number(name.slice(stagePrefix(stage).length));
    const [row] = await session.all("select pg_try_advisory_lock(?::integer, ?::integer) as got", [
      stage,
      run,
    ]);
    if (row?.["got"] !== true) continue;
    await session.run(`drop schema if exists ${name} cascade`);
    await session.run("select pg_advisory_unlock(?::integer, ?::integer)", [stage, run]);
  }
}

/** What the names of the schemas of runs begin with. */
export function stagePrefix(stage: number): string {
  return `stage_${stage.toString(36)}_`;
}

/** Notes runs whose process is gone as interrupted. */
export async function markAbandonedRuns(
  session: Session,
  { instance }: PostgresLocks,
): Promise<void> {
  await session.run(
    `update run set state = 'interrupted', ended_on = coalesce(ended_on, started_on)
     where state in ('running', 'applying') and instance_id not in (${heldIds(instance)})`,
  );
}

/** The schema of a connection's tables, as it stands in a search path. */
export async function schemaOf(session: Session): Promise<string> {
  const [row] = await session.all("select quote_ident(current_schema()) as name");
  return String(row?.["name"]);
}
