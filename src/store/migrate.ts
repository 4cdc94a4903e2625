import { Failure } from "../base/failure.ts";
import { type Migration, migrations } from "./migrations.ts";
import type { Session } from "./session.ts";

/** The version of the tables' form; 0 where there are none. */
export async function schemaVersion(session: Session): Promise<number> {
  const [table] = await session.all(
    "select 1 as here from information_schema.tables where table_name = 'schema_version' and table_schema = current_schema()",
  );
  if (table === undefined) return 0;
  const [row] = await session.all("select max(version) as version from schema_version");
  return Number(row?.["version"] ?? 0);
}

function refuseNewer(found: number, latest: number): void {
  if (found <= latest) return;
  const message = `Cannot open the database: a newer release wrote it (schema ${found}, this release knows ${latest}). Use that release.`;
  throw new Failure(message, { code: "database_newer", retryable: false });
}

function refuseOlder(found: number, latest: number): void {
  if (found === latest) return;
  if (found === 0) {
    const message =
      "Cannot read the database: there is no graph in it yet. Run defender-graph collect first.";
    throw new Failure(message, { code: "database_empty", retryable: false });
  }
  const message =
    "Cannot read the database: an older release wrote it. Run defender-graph collect or start once to bring it up to date.";
  throw new Failure(message, { code: "database_older", retryable: false });
}

/**
 * Brings the tables to this release's form, each step in one transaction. Refuses a database of a newer release, and
 * an older one when it may only be read.
 */
export async function migrate(
  session: Session,
  readOnly: boolean,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  const latest = steps.at(-1)?.version ?? 0;
  const found = await schemaVersion(session);
  refuseNewer(found, latest);
  if (readOnly) refuseOlder(found, latest);
  const { dialect } = session;
  for (const { version, statements, postgres = [] } of steps.filter(
    (step) => step.version > found,
  )) {
    const all = [...statements, ...(dialect.name === "postgres" ? postgres : [])];
    await session.transaction(async () => {
      await session.run("create table if not exists schema_version (version integer not null)");
      for (const statement of all) await session.run(dialect.ddl(statement));
      await session.run("insert into schema_version values (?)", [version]);
    });
  }
}
