import { isOnServer } from "../base/database-name.ts";
import type { Claim } from "./claim.ts";
import { Connections } from "./connections.ts";
import type { DatabaseOptions } from "./database-options.ts";
import type { Dialect } from "./dialect.ts";
import { openDuckDB } from "./duckdb-engine.ts";
import type { Engine, Work } from "./engine.ts";
import { openPostgres } from "./postgres-engine.ts";
import type { Bound, Bounds, Row, Session } from "./session.ts";
import type { StagePlace } from "./stage-place.ts";

/**
 * Opens a database and brings its tables up to date. Throws `Failure`: `database_locked`, `database_missing`,
 * `database_newer`, `database_older`, `database_empty`, `database_corrupt`, `database_unwritable`, `disk_full`.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const open = isOnServer(options.path) ? openPostgres : openDuckDB;
  return new Database(await open(options), options.whileLarge);
}

/** An open database. Readers work on connections of their own, so that they see one version and block nobody. */
export class Database {
  readonly #engine: Engine;
  readonly #connections: Connections;
  readonly #claims = new Map<number, Claim>();
  readonly #endFreeing: () => void;
  #freeing: Promise<void> | null = null;
  #closing: Promise<void> | null = null;

  constructor(engine: Engine, whileLarge: DatabaseOptions["whileLarge"] = () => () => undefined) {
    this.#engine = engine;
    this.#connections = new Connections(engine);
    this.#endFreeing = whileLarge(() => this.#free());
  }

  /** How its SQL differs from the other engine's. */
  get dialect(): Dialect {
    return this.#engine.dialect;
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
  all(sql: string, values: readonly Bound[] = [], bounds: Bounds = {}): Promise<readonly Row[]> {
    const { signal } = bounds;
    const work = () =>
      this.#connections.lent((session) => session.all(sql, values, bounds), signal);
    return this.remembered({ sql, values, signal }, work);
  }

  /** The rows that `find` finds with a statement, unless they are known and nothing was written since. */
  remembered(
    asked: {
      readonly sql: string;
      readonly values: readonly Bound[];
      readonly signal?: AbortSignal | undefined;
    },
    find: () => Promise<readonly Row[]>,
  ): Promise<readonly Row[]> {
    return this.#engine.answers?.of(asked, find, asked.signal) ?? find();
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

  /** Reads with several statements that see the same version of everything, and gives what `read` makes of it. */
  reading<Result>(
    read: (session: Session) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    return this.#connections.lent(
      (session) => session.reading(() => read(session), signal),
      signal,
    );
  }

  /** Does all of `work` in one transaction, or nothing. */
  transaction<Result>(
    work: (session: Session) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    return this.#connections.lent((session) => session.transaction(() => work(session)), signal);
  }

  /** Claims an instance for a run. Throws a `run_in_progress` failure when it is claimed, here or by another process. */
  async claim(instanceId: number): Promise<void> {
    this.#claims.set(instanceId, await this.#engine.claim(instanceId));
  }

  /** Makes sure, as the last thing in a transaction, that an instance is still claimed by us. Throws `run_taken_over`. */
  async holdClaim(session: Session, instanceId: number): Promise<void> {
    await this.#claims.get(instanceId)?.hold(session);
  }

  /** Gives a claim back, if there is one. */
  async release(instanceId: number): Promise<void> {
    const claim = this.#claims.get(instanceId);
    this.#claims.delete(instanceId);
    await claim?.release();
  }

  /** Where the tables of a run are to be. */
  stageOf(runId: number): StagePlace {
    return this.#engine.stageOf(runId);
  }

  /** Says what comes next, and for how many edges, which decides what DuckDB may use. Gives freed memory back to the system, too. */
  async prepareFor(work: Work, edges = 0): Promise<void> {
    await this.#set(this.#engine.settingsFor(work, edges));
  }

  /** Writes a copy, of one version of everything, into a file that is not there yet, inside `copiesOf` the path. */
  async copyTo(file: string, signal?: AbortSignal): Promise<void> {
    const session = await this.session();
    try {
      await this.#engine.copyTo(session, file, signal);
    } finally {
      await session.stop();
    }
  }

  /** What people call it: a file, or an address without its secrets. */
  get name(): string {
    return this.#engine.name;
  }

  /** Stops what is under way and closes the file. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #set(statements: readonly string[]): Promise<void> {
    if (statements.length === 0) return;
    const session = await this.session();
    try {
      for (const statement of statements) await session.run(statement);
    } finally {
      session.close();
    }
  }

  /** Gives freed memory back to the system: as well as it can, and one at a time. */
  async #free(): Promise<void> {
    this.#freeing ??= this.#set(this.#engine.freeing()).catch(() => undefined);
    await this.#freeing;
    this.#freeing = null;
  }

  async #close(): Promise<void> {
    this.#endFreeing();
    await this.#freeing;
    for (const instanceId of this.#claims.keys()) await this.release(instanceId);
    await this.#connections.close();
    this.#engine.close();
  }
}
