import {
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBValue,
  listValue,
} from "@duckdb/node-api";
import { Failure } from "../base/failure.ts";
import { storeFailure } from "./store-failure.ts";

/** A value bound to a statement. */
export type Bound = string | number | bigint | boolean | null | readonly (string | number)[];

/** A column's value in a row: 64-bit integers as numbers, lists as arrays. */
export type Cell = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** A row by column name. */
export type Row = Readonly<Record<string, Cell>>;

/** How a statement may be ended early. */
export interface Bounds {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

function toBound(value: Bound): DuckDBValue {
  // A number that is whole would be bound as INTEGER and overflow on times: 64 bits for all whole numbers.
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : value;
  return typeof value === "object" && value !== null
    ? listValue(value.map((item) => toBound(item)))
    : value;
}

function toCell(value: DuckDBValue): Cell {
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean"
  )
    return value;
  if (typeof value === "bigint") return Number(value);
  if ("items" in value && Array.isArray(value.items))
    return value.items.map((item: DuckDBValue) => toScalar(item));
  return String(value);
}

function toScalar(value: DuckDBValue): string | number | boolean | null {
  const cell = toCell(value);
  return typeof cell === "object" && cell !== null ? cell.join(", ") : cell;
}

function rowsOf(chunk: DuckDBDataChunk, names: readonly string[]): Row[] {
  const columns = chunk.getColumns();
  return Array.from({ length: chunk.rowCount }, (_, at) =>
    Object.fromEntries(names.map((name, column) => [name, toCell(columns[column]?.[at] ?? null)])),
  );
}

/** One connection; its statements run one after another, off the event loop. */
export class Session {
  readonly #connection: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** Runs a statement. */
  async run(sql: string, values: readonly Bound[] = []): Promise<void> {
    await this.#queued(() => this.#connection.run(sql, values.map(toBound)));
  }

  /** Runs a query and gives all rows. */
  async all(sql: string, values: readonly Bound[] = [], bounds: Bounds = {}): Promise<Row[]> {
    const rows: Row[] = [];
    for await (const batch of this.batches(sql, values, bounds)) rows.push(...batch);
    return rows;
  }

  /** Runs a query and gives its rows in batches of a few thousand; the result is held outside the JavaScript heap. */
  async *batches(
    sql: string,
    values: readonly Bound[] = [],
    bounds: Bounds = {},
  ): AsyncGenerator<readonly Row[]> {
    const result = await this.#queued(() =>
      this.#bounded(bounds, () => this.#connection.run(sql, values.map(toBound))),
    );
    const names = result.deduplicatedColumnNames();
    for (
      let chunk = await result.fetchChunk();
      chunk !== null && chunk.rowCount > 0;
      chunk = await result.fetchChunk()
    ) {
      yield rowsOf(chunk, names);
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

  /** Ends the connection. */
  close(): void {
    this.#connection.disconnectSync();
  }

  #queued<Result>(work: () => Promise<Result>): Promise<Result> {
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next.catch((error: unknown) => {
      throw storeFailure(error, "use the database");
    });
  }

  async #bounded<Result>(
    { signal, timeoutMs }: Bounds,
    work: () => Promise<Result>,
  ): Promise<Result> {
    signal?.throwIfAborted();
    const ends = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
    const end = AbortSignal.any(ends.filter((each) => each !== undefined));
    const interrupt = (): void => this.#connection.interrupt();
    end.addEventListener("abort", interrupt, { once: true });
    try {
      return await work();
    } catch (error) {
      throw end.aborted ? endedEarly(signal, timeoutMs) : error;
    } finally {
      end.removeEventListener("abort", interrupt);
    }
  }
}

function endedEarly(signal: AbortSignal | undefined, timeoutMs: number | undefined): Failure {
  if (signal?.aborted === true) {
    return new Failure("The query was cancelled.", { code: "query_cancelled", retryable: true });
  }
  const message = `The query took longer than ${(timeoutMs ?? 0) / 1_000} s and was stopped. Ask for less: filter earlier, or add LIMIT.`;
  return new Failure(message, { code: "query_timeout", retryable: false });
}
