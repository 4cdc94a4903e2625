import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  INTEGER,
  LIST,
  listValue,
  UBIGINT,
  VARCHAR,
} from "@duckdb/node-api";
import type { RowWriter, StageCell, StageKind } from "./stage-table.ts";

const columnTypes: Readonly<Record<StageKind, DuckDBType>> = {
  integer: INTEGER,
  bigint: BIGINT,
  ubigint: UBIGINT,
  boolean: BOOLEAN,
  double: DOUBLE,
  text: VARCHAR,
  texts: LIST(VARCHAR),
  json: VARCHAR,
};

// Rows of one data chunk: DuckDB's vector size.
const chunkRows = 2_048;

// Text, in UTF-16 units, before the appender hands its rows to the table: bounds what is held outside DuckDB's memory
// limit. Chunks likewise, for rows without text.
const textAtOnce = 8_000_000;
const chunksAtOnce = 16;

/** Fills a table column by column: half the time of the appender's row by row, measured at 400 bytes a row. */
export class DuckDBWriter implements RowWriter {
  readonly #appender: DuckDBAppender;
  // One chunk for all rows: chunks are freed when the garbage collector comes, and it does not see how large they are.
  readonly #chunk: DuckDBDataChunk;
  readonly #columns: DuckDBValue[][];
  #rows = 0;
  #chunks = 0;
  #text = 0;

  constructor(appender: DuckDBAppender, kinds: readonly StageKind[]) {
    this.#appender = appender;
    this.#chunk = DuckDBDataChunk.create(kinds.map((kind) => columnTypes[kind]));
    this.#columns = kinds.map(() => []);
  }

  add(row: readonly StageCell[]): void {
    for (let at = 0; at < this.#columns.length; at++) {
      const value = row[at] ?? null;
      if (typeof value === "string") this.#text += value.length;
      this.#columns[at]?.push(
        typeof value === "object" && value !== null ? listValue([...value]) : value,
      );
    }
    if (++this.#rows === chunkRows) this.#writeChunk();
  }

  // It writes as it goes.
  relieve(): Promise<void> {
    return Promise.resolve();
  }

  flush(): Promise<void> {
    this.#writeChunk();
    this.#handOver();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#writeChunk();
    this.#appender.closeSync();
    return Promise.resolve();
  }

  #writeChunk(): void {
    if (this.#rows === 0) return;
    this.#chunk.reset();
    this.#chunk.setColumns(this.#columns);
    this.#appender.appendDataChunk(this.#chunk);
    for (const column of this.#columns) column.length = 0;
    this.#rows = 0;
    if (++this.#chunks === chunksAtOnce || this.#text >= textAtOnce) this.#handOver();
  }

  #handOver(): void {
    this.#chunks = 0;
    this.#text = 0;
    this.#appender.flushSync();
  }
}
