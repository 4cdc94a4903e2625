import {
  BIGINT,
  BLOB,
  BOOLEAN,
  blobValue,
  DOUBLE,
  type DuckDBAppender,
  DuckDBBlobValue,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBListValue,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  SQLNULL,
  VARCHAR,
} from "@duckdb/node-api";
import { Failure } from "../base/failure.ts";
import { keepInterrupting } from "./interruption.ts";
import { storeFailure } from "./store-failure.ts";

/** A value bound to a statement. */
export type Bound =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly (string | number)[];

/** A column's value in a row: 64-bit integers as numbers, lists as arrays. */
type Cell = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** A row by column name. */
export type Row = Readonly<Record<string, Cell>>;

/** How a statement may be ended early. */
export interface Bounds {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

// A number that is whole would be bound as INTEGER and overflow on times: 64 bits for all whole numbers.
function toBound(value: Bound): DuckDBValue {
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value !== "object" || value === null) return value;
  return value instanceof Uint8Array ? blobValue(value) : listValue(value.map(toBound));
}

function typeOf(value: DuckDBValue): DuckDBType {
  if (value instanceof DuckDBListValue) {
    const [first] = value.items;
    return LIST(first === undefined ? VARCHAR : typeOf(first));
  }
  if (value instanceof DuckDBBlobValue) return BLOB;
  if (typeof value === "string") return VARCHAR;
  if (typeof value === "bigint") return BIGINT;
  if (typeof value === "number") return DOUBLE;
  return typeof value === "boolean" ? BOOLEAN : SQLNULL;
}

function toCell(value: DuckDBValue): Cell {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof DuckDBListValue) return value.items.map(toScalar);
  return String(value);
}

function toScalar(value: DuckDBValue): string | number | boolean | null {
  const cell = toCell(value);
  return typeof cell === "object" && cell !== null ? cell.join(", ") : cell;
}

// Names are trusted: they are column names of our own statements.
function rowsOf(chunk: DuckDBDataChunk, names: readonly string[]): Row[] {
  const columns = chunk.getColumns();
  const rows: Record<string, Cell>[] = [];
  for (let at = 0; at < chunk.rowCount; at++) {
    const row: Record<string, Cell> = {};
    for (const [column, name] of names.entries()) row[name] = toCell(columns[column]?.[at] ?? null);
    rows.push(row);
  }
  return rows;
}

/** One connection; its statements run one after another, off the event loop. */
export class Session {
  readonly #connection: DuckDBConnection;
  readonly #ended: () => void;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  /** `ended` is told when the connection ended. */
  constructor(connection: DuckDBConnection, ended: () => void) {
    this.#connection = connection;
    this.#ended = ended;
  }

  /** Runs a statement. */
  async run(sql: string, values: readonly Bound[] = []): Promise<void> {
    const bound = values.map(toBound);
    await this.#queued(() => this.#connection.run(sql, bound, bound.map(typeOf)));
  }

  /** Runs a query and gives all rows. */
  all(sql: string, values: readonly Bound[] = [], bounds: Bounds = {}): Promise<Row[]> {
    const bound = values.map(toBound);
    return this.#queued(async () => {
      const result = await this.#bounded(bounds, () =>
        this.#connection.run(sql, bound, bound.map(typeOf)),
      );
      const names = result.deduplicatedColumnNames();
      const rows: Row[] = [];
      for await (const chunk of result) for (const row of rowsOf(chunk, names)) rows.push(row);
      return rows;
    });
  }

  /** Runs a query and gives its rows in batches of a few thousand as they are found. Other statements wait. */
  async *batches(
    sql: string,
    values: readonly Bound[] = [],
    bounds: Bounds = {},
  ): AsyncGenerator<readonly Row[]> {
    const bound = values.map(toBound);
    const release = await this.#turn();
    try {
      const bounded = <Result>(work: () => Promise<Result>): Promise<Result> =>
        failing(this.#bounded(bounds, work));
      const result = await bounded(() => this.#connection.stream(sql, bound, bound.map(typeOf)));
      const names = result.deduplicatedColumnNames();
      let chunk = await bounded(() => result.fetchChunk());
      while (chunk !== null && chunk.rowCount > 0) {
        yield rowsOf(chunk, names);
        chunk = await bounded(() => result.fetchChunk());
      }
    } finally {
      release();
    }
  }

  /** Opens the fast way into a table. */
  async appender(table: string, catalog?: string): Promise<DuckDBAppender> {
    return this.#queued(() => this.#connection.createAppender(table, null, catalog));
  }

  /** Does all of `work` in one transaction, or nothing. */
  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run("begin transaction");
    try {
      const result = await work();
      await this.run("commit");
      return result;
    } catch (error) {
      // The statement that failed may have ended the transaction already.
      await this.run("rollback").catch(() => undefined);
      throw storeFailure(error, "write to the database");
    }
  }

  /** Ends the connection at once. Only for one that is at work on nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection.disconnectSync();
    this.#ended();
  }

  /** Stops what is under way, then ends the connection. */
  async stop(): Promise<void> {
    if (this.#closed) return;
    const stopped = keepInterrupting(this.#connection);
    await this.#turn();
    stopped();
    this.close();
  }

  /** Resolves, when all statements asked for before have ended, to the function that lets the next one start. */
  async #turn(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#last = promise;
    await before;
    return resolve;
  }

  async #queued<Result>(work: () => Promise<Result>): Promise<Result> {
    const release = await this.#turn();
    try {
      return await failing(work());
    } finally {
      release();
    }
  }

  async #bounded<Result>(
    { signal, timeoutMs }: Bounds,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (signal?.aborted === true) throw endedEarly(signal, timeoutMs);
    const ends = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
    const end = AbortSignal.any(ends.filter((each) => each !== undefined));
    let stopped = (): void => undefined;
    const interrupt = (): void => {
      stopped = keepInterrupting(this.#connection);
    };
    end.addEventListener("abort", interrupt, { once: true });
    try {
      return await work();
    } catch (error) {
      throw end.aborted ? endedEarly(signal, timeoutMs) : error;
    } finally {
      end.removeEventListener("abort", interrupt);
      stopped();
    }
  }
}

async function failing<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw storeFailure(error, "use the database");
  }
}

function endedEarly(signal: AbortSignal | undefined, timeoutMs: number | undefined): Failure {
  if (signal?.aborted === true) {
    return new Failure("The query was cancelled.", { code: "query_cancelled", retryable: true });
  }
  const message = `The query took longer than ${(timeoutMs ?? 0) / 1_000} s and was stopped. Ask for less: filter earlier, or add LIMIT.`;
  return new Failure(message, { code: "query_timeout", retryable: false });
}
