import { rename } from "node:fs/promises";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  blobValue,
  DOUBLE,
  DuckDBBlobValue,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBListValue,
  type DuckDBMaterializedResult,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  SQLNULL,
  VARCHAR,
} from "@duckdb/node-api";
import { refuseBrokenStream } from "./broken-stream.ts";
import { duckdbDialect } from "./duckdb-dialect.ts";
import { DuckDBStatements } from "./duckdb-statements.ts";
import { DuckDBWriter } from "./duckdb-writer.ts";
import { duckdbField } from "./duckdb-text.ts";
import { endedEarly, endOf } from "./ended-early.ts";
import { keepInterrupting } from "./interruption.ts";
import type { Bound, Bounds, Cell, Row, Session } from "./session.ts";
import type { TablePlace } from "./stage-place.ts";
import type { RowWriter, StageTable } from "./stage-table.ts";
import { storableText } from "./storable-text.ts";
import { storeFailure } from "./store-failure.ts";
import { TextWriter } from "./text-writer.ts";
import { Turns } from "./turns.ts";
import { writtenTable } from "./written-table.ts";

// A number that is whole would be bound as INTEGER and overflow on times: 64 bits for all whole numbers.
function toBound(value: Bound): DuckDBValue {
  if (typeof value === "string") return storableText(value);
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

async function allRows(result: DuckDBMaterializedResult): Promise<Row[]> {
  const names = result.deduplicatedColumnNames();
  const rows: Row[] = [];
  for (let at = 0; at < result.chunkCount; at++) {
    // Others have their turn between two thousand rows and the next.
    if (at > 0) await nextTurn();
    for (const row of rowsOf(result.getChunk(at), names)) rows.push(row);
  }
  return rows;
}

/** Who is told of a connection. */
export interface DuckDBListener {
  /** The connection ended. */
  ended(): void;
  /** Something was written to a table, or nobody knows where, and can be seen by all from now on. */
  wrote(table: string | null): void;
}

/** A connection to a file. */
export class DuckDBSession implements Session {
  readonly dialect = duckdbDialect;
  readonly isLost = false;
  readonly #connection: DuckDBConnection;
  readonly #listener: DuckDBListener;
  readonly #statements: DuckDBStatements;
  readonly #turns = new Turns();
  /** What the transaction under way has written to; `null` outside of one. */
  #written: Set<string | null> | null = null;
  #closed = false;
  #isInTransaction = false;
  /** What ends every statement of a snapshot early. */
  #signal: AbortSignal | undefined;

  constructor(connection: DuckDBConnection, listener: DuckDBListener) {
    this.#connection = connection;
    this.#statements = new DuckDBStatements(connection);
    this.#listener = listener;
  }

  async run(sql: string, values: readonly Bound[] = []): Promise<void> {
    const bound = values.map(toBound);
    const run = () => this.#statements.run(sql, bound, bound.map(typeOf));
    try {
      await this.#queued(() => (this.#signal === undefined ? run() : this.#bounded({}, run)));
    } finally {
      this.#note(sql);
    }
  }

  all(sql: string, values: readonly Bound[] = [], bounds: Bounds = {}): Promise<Row[]> {
    const bound = values.map(toBound);
    return this.#queued(async () => {
      const result = await this.#bounded(bounds, () =>
        this.#statements.run(sql, bound, bound.map(typeOf)),
      );
      return allRows(result);
    }).finally(() => this.#note(sql));
  }

  async *batches(
    sql: string,
    values: readonly Bound[] = [],
    bounds: Bounds = {},
  ): AsyncGenerator<readonly Row[]> {
    const bound = values.map(toBound);
    const release = await this.#turns.take();
    // Whether a stream broke off is known by its transaction.
    const isOwn = !this.#isInTransaction;
    try {
      if (isOwn) await this.#statements.run(duckdbDialect.beginSnapshot, [], []);
      const bounded = <Result>(work: () => Promise<Result>): Promise<Result> =>
        failing(this.#bounded(bounds, work));
      const result = await bounded(() => this.#connection.stream(sql, bound, bound.map(typeOf)));
      const names = result.deduplicatedColumnNames();
      const next = async (): Promise<DuckDBDataChunk | null> => {
        const chunk = await result.fetchChunk();
        if (chunk !== null && chunk.rowCount > 0) return chunk;
        await refuseBrokenStream(this.#statements);
        return null;
      };
      for (let chunk = await bounded(next); chunk !== null; chunk = await bounded(next))
        yield rowsOf(chunk, names);
    } finally {
      if (isOwn) await this.#statements.run("rollback", [], []).catch(() => undefined);
      release();
    }
  }

  async writer(table: StageTable, place: TablePlace): Promise<RowWriter> {
    const { name, kinds, large } = table;
    if (large) return new TextWriter(kinds, duckdbField, (text) => this.load(table, place, text));
    const appender = await this.#queued(() =>
      this.#connection.createAppender(name, null, place.name),
    );
    return new DuckDBWriter(appender, kinds);
  }

  load(table: StageTable, place: TablePlace, text: Uint8Array): Promise<void> {
    const loading = place.loading?.(table, text.length);
    if (loading === undefined) throw new Error(`${table.name} takes no text`);
    return this.#queued(async () => {
      const { sql, file } = loading;
      const statement = await this.#connection.prepare(sql);
      try {
        statement.bindBlob(1, text);
        await statement.run();
      } finally {
        statement.destroySync();
      }
      // Whoever looks for files must find whole ones only.
      if (file !== null) await rename(file.made, file.name);
      loading.loaded();
    });
  }

  async transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.run("begin transaction");
    this.#written = new Set();
    this.#isInTransaction = true;
    try {
      const result = await work();
      await this.run("commit");
      return result;
    } catch (error) {
      // The statement that failed may have ended the transaction already.
      await this.run("rollback").catch(() => undefined);
      throw storeFailure(error, "write to the database");
    } finally {
      this.#isInTransaction = false;
      const written = this.#written;
      this.#written = null;
      for (const table of written) this.#listener.wrote(table);
    }
  }

  async reading<Result>(read: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const once = async function* (): AsyncGenerator<Result> {
      yield await read();
    };
    for await (const result of this.snapshot(once, signal)) return result;
    throw new Error("nothing was read");
  }

  async *snapshot<Item>(
    read: () => AsyncGenerator<Item>,
    signal?: AbortSignal,
  ): AsyncGenerator<Item, void> {
    await this.run(duckdbDialect.beginSnapshot);
    this.#isInTransaction = true;
    this.#signal = signal;
    try {
      yield* read();
    } finally {
      this.#signal = undefined;
      await this.run("rollback").catch(() => undefined);
      this.#isInTransaction = false;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#statements.close();
    this.#connection.disconnectSync();
    this.#listener.ended();
  }

  async stop(): Promise<void> {
    if (this.#closed) return;
    const stopped = keepInterrupting(this.#connection);
    await this.#turns.take();
    stopped();
    this.close();
  }

  /** Notes what a statement wrote: it can be seen at once, or with the rest of its transaction. */
  #note(sql: string): void {
    const written = writtenTable(sql);
    if (written === "none") return;
    if (this.#written === null) this.#listener.wrote(written.table);
    else this.#written.add(written.table);
  }

  async #queued<Result>(work: () => Promise<Result>): Promise<Result> {
    const release = await this.#turns.take();
    try {
      return await failing(work());
    } finally {
      release();
    }
  }

  async #bounded<Result>(
    { signal = this.#signal, timeoutMs }: Bounds,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (signal?.aborted === true) throw endedEarly({ signal });
    const end = endOf({ signal, timeoutMs });
    let stopped = (): void => undefined;
    const interrupt = (): void => {
      stopped = keepInterrupting(this.#connection);
    };
    end.addEventListener("abort", interrupt, { once: true });
    try {
      return await work();
    } catch (error) {
      throw end.aborted ? endedEarly({ signal, timeoutMs }) : error;
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
