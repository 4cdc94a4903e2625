import { Failure } from "../base/failure.ts";
import { migrations } from "./migrations.ts";
import type { Session } from "./session.ts";

async function versionOf(session: Session): Promise<number | null> {
  const [table] = await session.all(
    "select 1 as here from information_schema.tables where table_name = 'schema_version'",
  );
  if (table === undefined) return null;
  const [row] = await session.all("select max(version) as version from schema_version");
  return Number(row?.["version"] ?? 0);
}

/** Brings the tables to this release's form, each step in one transaction. Refuses a database of a newer release. */
export async function migrate(session: Session, readOnly: boolean): Promise<void> {
  const latest = migrations.at(-1)?.version ?? 0;
  const found = await versionOf(session);
  if ((found ?? 0) > latest) {
    const message = `Cannot open the database: a newer release wrote it (schema ${found}, this release knows ${latest}). Use that release.`;
    throw new Failure(message, { code: "database_newer", retryable: false });
  }
  if (found === latest) return;
  if (readOnly) {
    const message =
      found === null
        ? "Cannot read the database: there is no graph in it yet. Run defender-graph collect first."
        : "Cannot read the database: an older release wrote it. Run defender-graph collect or start once to bring it up to date.";
    throw new Failure(message, {
      code: found === null ? "database_empty" : "database_older",
      retryable: false,
    });
  }
  if (found === null) await session.run("create table schema_version (version integer not null)");
  for (const { version, statements } of migrations.filter((one) => one.version > (found ?? 0))) {
    await session.transaction(async () => {
      for (const statement of statements) await session.run(statement);
      await session.run("insert into schema_version values (?)", [version]);
    });
  }
}
