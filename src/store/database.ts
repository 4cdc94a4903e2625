import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Failure } from "../base/failure.ts";
import { Connections } from "./connections.ts";
import { copyDatabase, textLiteral } from "./copy-database.ts";
import { migrate } from "./migrate.ts";
import type { Bound, Bounds, Row, Session } from "./session.ts";
import { storeFailure } from "./store-failure.ts";

/** How to open a database. */
export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly readOnly?: boolean | undefined;
  /** What DuckDB may hold in memory before it spills, such as `384MB`, whatever it does. */
  readonly memoryLimit?: string | undefined;
  /** Where it spills to; beside the file when absent. */
  readonly tempDirectory?: string | undefined;
  readonly threads?: number | undefined;
}

/** What DuckDB may hold in memory before it spills. */
type MemoryLimits = Readonly<Record<"usual" | "applying", string>>;

// With these the whole process stays below 1 GB. While a tenant is read, JavaScript needs the room; while the snapshot
// is applied nobody else does, and spilling would double its time (measured at half a million edges).
const defaultMemoryLimits: MemoryLimits = { usual: "256MB", applying: "320MB" };

function memoryLimitsOf({ memoryLimit }: DatabaseOptions): MemoryLimits {
  if (memoryLimit === undefined) return defaultMemoryLimits;
  return { usual: memoryLimit, applying: memoryLimit };
}

const inMemory = ":memory:";

// The files that this process has open. The operating system's lock keeps other processes out, not this one, and is
// lost when a second opening of the same file is closed.
const openFiles = new Set<string>();

function settingsOf(options: DatabaseOptions): Record<string, string> {
  const { path, readOnly, tempDirectory, threads } = options;
  return {
    memory_limit: memoryLimitsOf(options).usual,
    preserve_insertion_order: "false",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(path === inMemory ? {} : { temp_directory: tempDirectory ?? `${path}.tmp` }),
    ...(threads === undefined ? {} : { threads: String(threads) }),
    ...(readOnly === true ? { access_mode: "READ_ONLY" } : {}),
  };
}

/** Where copies of a database are made: the only place that statements may reach besides the file itself. */
export function copiesOf(path: string): string {
  return resolve(`${path}.backup`);
}

/** From here on, statements read and write this database and its copies and nothing else: no other file, no network. */
async function confine(session: Session, path: string): Promise<void> {
  if (path !== inMemory)
    await session.run(`set allowed_directories = [${textLiteral(`${copiesOf(path)}/`)}]`);
  await session.run("set enable_external_access = false");
}

function refuseIfMissing({ path, readOnly }: DatabaseOptions): void {
  if (readOnly !== true || path === inMemory || existsSync(path)) return;
  const message = `Cannot open the database ${path}: there is no such file. Run defender-graph collect first, or name another --database.`;
  throw new Failure(message, { code: "database_missing", retryable: false });
}

function refuseIfOpen(path: string): void {
  if (!openFiles.has(resolve(path))) return;
  const message = `Cannot open the database ${path}: this process has it open already.`;
  throw new Failure(message, { code: "database_locked", retryable: true });
}

/**
 * Opens a database and brings its tables up to date. Throws `Failure`: `database_locked`, `database_missing`,
 * `database_newer`, `database_older`, `database_empty`, `database_corrupt`, `database_unwritable`, `disk_full`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { path } = options;
  refuseIfMissing(options);
  refuseIfOpen(path);
  try {
    if (path !== inMemory) openFiles.add(resolve(path));
    const instance = await DuckDBInstance.create(path, settingsOf(options));
    return await prepared(new Database(instance, options), options);
  } catch (error) {
    openFiles.delete(resolve(path));
    throw storeFailure(error, `open the database ${path}`);
  }
}

async function prepared(
  database: Database,
  { path, readOnly = false }: DatabaseOptions,
): Promise<Database> {
  try {
    const session = await database.session();
    await confine(session, path);
    await migrate(session, readOnly);
    // Whoever ran them, or was making a copy, is gone, or could not have let go of the file.
    if (!readOnly) {
      await session.run(
        "update run set state = 'interrupted' where state in ('running', 'applying')",
      );
      if (path !== inMemory) await rm(copiesOf(path), { recursive: true, force: true });
    }
    session.close();
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** An open database. Readers work on connections of their own, so that they see one version and block nobody. */
export class Database {
  readonly #instance: DuckDBInstance;
  readonly #connections: Connections;
  readonly #path: string;
  readonly #memoryLimits: MemoryLimits;
  readonly #runningInstances = new Set<number>();
  #closing: Promise<void> | null = null;

  constructor(instance: DuckDBInstance, options: DatabaseOptions) {
    this.#instance = instance;
    this.#connections = new Connections(instance);
    this.#path = options.path;
    this.#memoryLimits = memoryLimitsOf(options);
  }

  /** A connection of its own, for a run or a transaction. The caller closes it. */
  session(): Promise<Session> {
    return this.#connections.own();
  }

  /** Runs one statement in a transaction of its own. */
  async run(sql: string, values: readonly Bound[] = []): Promise<void> {
    await this.#connections.lent((session) => session.run(sql, values));
  }

  /** Runs a query and gives all rows. */
  all(sql: string, values: readonly Bound[] = [], bounds: Bounds = {}): Promise<Row[]> {
    return this.#connections.lent((session) => session.all(sql, values, bounds), bounds.signal);
  }

  /** Runs a query and gives its rows in batches as they are found. */
  async *stream(
    sql: string,
    values: readonly Bound[] = [],
    bounds: Bounds = {},
  ): AsyncGenerator<readonly Row[]> {
    const session = await this.#connections.take(bounds.signal);
    try {
      yield* session.batches(sql, values, bounds);
    } finally {
      this.#connections.giveBack(session);
    }
  }

  /** Reads with several statements that see the same version of everything, whatever is written meanwhile. */
  async *snapshot<Item>(
    read: (session: Session) => AsyncGenerator<Item>,
    signal?: AbortSignal,
  ): AsyncGenerator<Item, void> {
    const session = await this.#connections.take(signal);
    try {
      yield* session.snapshot(() => read(session), signal);
    } finally {
      this.#connections.giveBack(session);
    }
  }

  /** Does all of `work` in one transaction, or nothing. */
  transaction<Result>(
    work: (session: Session) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    return this.#connections.lent((session) => session.transaction(() => work(session)), signal);
  }

  /**
   * Notes that a run of an instance is under way; gives the function that ends it. No other process can have one: it
   * cannot open the file. Throws a `run_in_progress` failure when there is one already.
   */
  claim(instanceId: number): () => void {
    this.refuseSecondRun(instanceId);
    this.#runningInstances.add(instanceId);
    return () => this.#runningInstances.delete(instanceId);
  }

  /** Throws a `run_in_progress` failure when a run of the instance is under way. */
  refuseSecondRun(instanceId: number): void {
    if (!this.#runningInstances.has(instanceId)) return;
    const message =
      "Cannot start a run: another one of the same tenant is under way. Wait until it ends.";
    throw new Failure(message, { code: "run_in_progress", retryable: true });
  }

  /**
   * Says what comes next, which decides how much memory DuckDB may hold. Gives freed memory back to the system, too: its
   * allocator keeps up to some hundred megabytes for reuse after a large statement, but purges when its limit is set.
   */
  async limitMemory(work: keyof MemoryLimits): Promise<void> {
    const session = await this.session();
    try {
      const limit = this.#memoryLimits[work].replaceAll("'", "");
      await session.run(`set memory_limit = '${limit}'`);
    } finally {
      session.close();
    }
  }

  /** Writes a copy, of one version of everything, into a file that is not there yet, inside `copiesOf` the path. */
  async copyTo(file: string, signal?: AbortSignal): Promise<void> {
    const session = await this.session();
    try {
      await copyDatabase(session, file, signal);
    } finally {
      await session.stop();
    }
  }

  /** The file that this is in. */
  get path(): string {
    return this.#path;
  }

  /** Stops what is under way and closes the file. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#connections.close();
    this.#instance.closeSync();
    openFiles.delete(resolve(this.#path));
  }
}
