import { Failure } from "../base/failure.ts";
import type { DatabaseOptions } from "./database-options.ts";
import type { Engine } from "./engine.ts";
import { migrate } from "./migrate.ts";
import { type PostgresAddress, postgresAddress } from "./postgres-address.ts";
import { connect } from "./postgres-client.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { PostgresSession } from "./postgres-session.ts";
import type { Session } from "./session.ts";

// Of advisory locks: nobody else's number.
const migrating = 7_230_415;

/** Opens a database of a server and brings its tables up to date, one process at a time. */
export async function openPostgres({ path, readOnly = false }: DatabaseOptions): Promise<Engine> {
  const address = postgresAddress(path);
  const engine = new PostgresEngine(address);
  const session = await engine.connect(() => undefined);
  try {
    await refuseOther(session, address);
    if (!readOnly) await session.all("select pg_advisory_lock(?)", [migrating]);
    await migrate(session, readOnly);
    return engine;
  } finally {
    await session.stop();
  }
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
  readonly #address: PostgresAddress;

  constructor(address: PostgresAddress) {
    this.#address = address;
    this.name = address.name;
    this.readers = address.pool;
  }

  async connect(ended: (session: Session) => void): Promise<Session> {
    return new PostgresSession(await connect(this.#address), this.#address, ended);
  }

  memoryFor(): null {
    return null;
  }

  copyTo(): Promise<void> {
    const message = `Cannot copy ${this.name} file by file. Use pg_dump.`;
    return Promise.reject(new Failure(message, { code: "backup_unsupported", retryable: false }));
  }

  close(): void {}
}
