import {
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";

// Rows of one data chunk: DuckDB's vector size.
const chunkRows = 2_048;

// Text, in UTF-16 units, before the appender hands its rows to the table: bounds what is held outside DuckDB's memory
// limit. Chunks likewise, for rows without text.
const textAtOnce = 8_000_000;
const chunksAtOnce = 16;

/** Fills a table column by column: half the time of the appender's row by row, measured at 400 bytes a row. */
export class RowWriter {
  readonly #appender: DuckDBAppender;
  // One chunk for all rows: chunks are freed when the garbage collector comes, and it does not see how large they are.
  readonly #chunk: DuckDBDataChunk;
  readonly #columns: DuckDBValue[][];
  #rows = 0;
  #chunks = 0;
  #text = 0;

  constructor(appender: DuckDBAppender, types: readonly DuckDBType[]) {
    this.#appender = appender;
    this.#chunk = DuckDBDataChunk.create(types);
    this.#columns = types.map(() => []);
  }

  /** Adds a row: one value per column. */
  add(row: readonly DuckDBValue[]): void {
    for (let at = 0; at < this.#columns.length; at++) {
      const value = row[at] ?? null;
      if (typeof value === "string") this.#text += value.length;
      this.#columns[at]?.push(value);
    }
    if (++this.#rows === chunkRows) this.#writeChunk();
  }

  /** Makes all rows visible to queries. */
  flush(): void {
    this.#writeChunk();
    this.#handOver();
  }

  /** Ends writing. */
  close(): void {
    this.#writeChunk();
    this.#appender.closeSync();
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
