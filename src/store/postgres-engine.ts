import { Failure } from "../base/failure.ts";
import type { DatabaseOptions } from "./database-options.ts";
import type { Claim } from "./claim.ts";
import type { Engine } from "./engine.ts";
import { PostgresClaims } from "./postgres-claims.ts";
import {
  dropAbandonedStages,
  locksOf,
  markAbandonedRuns,
  type PostgresLocks,
  schemaOf,
  stagePrefix,
} from "./postgres-locks.ts";
import type { StagePlace } from "./stage-place.ts";
import { migrate } from "./migrate.ts";
import { type PostgresAddress, postgresAddress } from "./postgres-address.ts";
import { connect } from "./postgres-client.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { PostgresSession } from "./postgres-session.ts";
import type { Session } from "./session.ts";

/** Opens a database of a server and brings its tables up to date, one process at a time. */
export async function openPostgres({ path, readOnly = false }: DatabaseOptions): Promise<Engine> {
  const address = postgresAddress(path);
  const session = await connectTo(address);
  try {
    await refuseOther(session, address);
    const locks = await locksOf(session);
    if (!readOnly) await session.all("select pg_advisory_lock(?)", [locks.migration]);
    await migrate(session, readOnly);
    if (!readOnly) {
      await markAbandonedRuns(session, locks);
      await dropAbandonedStages(session, locks);
    }
    return new PostgresEngine(address, { locks, schema: await schemaOf(session) });
  } finally {
    await session.stop();
  }
}

async function connectTo(
  address: PostgresAddress,
  ended: (session: Session) => void = () => undefined,
): Promise<Session> {
  return new PostgresSession(await connect(address), address, ended);
}

async function refuseOther(session: Session, { name }: PostgresAddress): Promise<void> {
  const [row] = await session.all(
    "select current_setting('server_version_num')::integer as version, current_setting('server_encoding') as encoding, current_schema() as schema",
  );
  const refuse = (says: string): Failure =>
    new Failure(`Cannot open the database ${name}: ${says}`, {
      code: "database_unfit",
      retryable: false,
    });
  if (Number(row?.["version"]) < 130_000)
    throw refuse("its PostgreSQL is older than 13. Use a later one.");
  if (row?.["encoding"] !== "UTF8")
    throw refuse(
      `its texts are ${String(row?.["encoding"])}. Create it with: createdb --encoding=UTF8 --template=template0.`,
    );
  if (row["schema"] === null)
    throw refuse("no schema of its search path exists. Create one (create schema …).");
}

class PostgresEngine implements Engine {
  readonly dialect = postgresDialect;
  readonly name: string;
  readonly readers: number;
  readonly answers = null;
  readonly #address: PostgresAddress;
  readonly #locks: PostgresLocks;
  readonly #schema: string;
  readonly #claims: PostgresClaims;

  constructor(
    address: PostgresAddress,
    { locks, schema }: { readonly locks: PostgresLocks; readonly schema: string },
  ) {
    this.#address = address;
    this.#locks = locks;
    this.#schema = schema;
    this.name = address.name;
    this.readers = address.pool;
    this.#claims = new PostgresClaims(() => connectTo(address), locks);
  }

  connect(ended: (session: Session) => void): Promise<Session> {
    return connectTo(this.#address, ended);
  }

  claim(instanceId: number): Promise<Claim> {
    return this.#claims.acquire(instanceId);
  }

  stageOf(runId: number): StagePlace {
    const { stage } = this.#locks;
    const name = `${stagePrefix(stage)}${runId}`;
    return {
      name,
      folder: null,
      open: [`select pg_advisory_lock(${stage}, ${runId})`, `create schema ${name}`],
      table: (table) => [
        postgresDialect.ddl(`create unlogged table ${name}.${table.name} (${table.columns})`),
      ],
      // Comparing millions of rows by hash needs the room; a run at a time has it.
      see: () => [
        `set search_path to ${name}, ${this.#schema}`,
        "set work_mem = '128MB'",
        "set temp_buffers = '64MB'",
      ],
      remove: (table, where) => `delete from ${name}.${table.name} where ${where}`,
      close: [`drop schema if exists ${name} cascade`],
    };
  }

  settingsFor(): readonly string[] {
    return [];
  }

  freeing(): readonly string[] {
    return [];
  }

  copyTo(): Promise<void> {
    const message = `Cannot copy ${this.name} file by file. Use pg_dump.`;
    return Promise.reject(new Failure(message, { code: "backup_unsupported", retryable: false }));
  }

  close(): void {}
}
