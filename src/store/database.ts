import { DuckDBInstance } from "@duckdb/node-api";
import { Failure } from "../base/failure.ts";
import { migrate } from "./migrate.ts";
import { type Bound, type Bounds, type Row, Session } from "./session.ts";
import { storeFailure } from "./store-failure.ts";

/** How to open a database. */
export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly readOnly?: boolean | undefined;
  /** What DuckDB may hold in memory before it spills, such as `512MB`. */
  readonly memoryLimit?: string | undefined;
  readonly threads?: number | undefined;
}

// Measured at 2.3 million edges: with this limit the whole process stays below 1 GB, and spilling costs little.
const memoryLimit = "512MB";

// Readers at once; more wait for their turn. Each may hold results of its own.
const mostReaders = 8;

async function openInstance({
  path,
  readOnly,
  ...options
}: DatabaseOptions): Promise<DuckDBInstance> {
  const settings: Record<string, string> = {
    memory_limit: options.memoryLimit ?? memoryLimit,
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
  };
  if (path !== ":memory:") settings["temp_directory"] = `${path}.tmp`;
  if (options.threads !== undefined) settings["threads"] = String(options.threads);
  if (readOnly === true) settings["access_mode"] = "READ_ONLY";
  try {
    return await DuckDBInstance.create(path, settings);
  } catch (error) {
    throw storeFailure(error, `open the database ${path}`);
  }
}

/** Opens a database and brings its tables up to date. Throws `Failure`: `database_locked`, `database_newer` … */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const instance = await openInstance(options);
  const database = new Database(instance);
  try {
    const session = await database.session();
    await migrate(session, options.readOnly === true);
    session.close();
    return database;
  } catch (error) {
    await database.close();
    throw storeFailure(error, `open the database ${options.path}`);
  }
}

/** An open database. Readers work on connections of their own, so that they see one version and block nobody. */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #idle: Session[] = [];
  readonly #waiting: ((session: Session) => void)[] = [];
  readonly #sessions = new Set<Session>();
  #readers = 0;
  #closed = false;

  constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** A connection of its own, for a run or a transaction. The caller closes it. */
  async session(): Promise<Session> {
    if (this.#closed)
      throw new Failure("The database is closed.", { code: "database_closed", retryable: false });
    const session = new Session(await this.#instance.connect());
    this.#sessions.add(session);
    return session;
  }

  /** Runs one statement in a transaction of its own. */
  async run(sql: string, values: readonly Bound[] = []): Promise<void> {
    await this.#reading((session) => session.run(sql, values));
  }

  /** Runs a query and gives all rows. */
  all(sql: string, values: readonly Bound[] = [], bounds: Bounds = {}): Promise<Row[]> {
    return this.#reading((session) => session.all(sql, values, bounds));
  }

  /** Runs a query and gives its rows in batches. */
  async *stream(
    sql: string,
    values: readonly Bound[] = [],
    bounds: Bounds = {},
  ): AsyncGenerator<readonly Row[]> {
    const session = await this.#take();
    try {
      yield* session.batches(sql, values, bounds);
    } finally {
      this.#giveBack(session);
    }
  }

  /** Does all of `work` in one transaction, or nothing. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    return this.#reading((session) => session.transaction(() => work(session)));
  }

  /** Closes the file. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const session of this.#sessions) session.close();
    this.#instance.closeSync();
  }

  async #reading<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const session = await this.#take();
    try {
      return await work(session);
    } finally {
      this.#giveBack(session);
    }
  }

  async #take(): Promise<Session> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#readers >= mostReaders) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#readers++;
    return this.session();
  }

  #giveBack(session: Session): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(session);
    else next(session);
  }
}
