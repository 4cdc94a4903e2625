import {
  type DuckDBAppender,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";

// Rows of one data chunk: DuckDB's vector size.
const chunkRows = 2_048;

// Chunks before the appender hands its rows to the table: bounds what is held outside DuckDB's memory limit.
const chunksAtOnce = 16;

/** Fills a table column by column: half the time of the appender's row by row, measured at 400 bytes a row. */
export class RowWriter {
  readonly #appender: DuckDBAppender;
  // One chunk for all rows: chunks are freed when the garbage collector comes, and it does not see how large they are.
  readonly #chunk: DuckDBDataChunk;
  readonly #columns: DuckDBValue[][];
  #rows = 0;
  #chunks = 0;

  constructor(appender: DuckDBAppender, types: readonly DuckDBType[]) {
    this.#appender = appender;
    this.#chunk = DuckDBDataChunk.create(types);
    this.#columns = types.map(() => []);
  }

  /** Adds a row: one value per column. */
  add(row: readonly DuckDBValue[]): void {
    for (let at = 0; at < this.#columns.length; at++) this.#columns[at]?.push(row[at] ?? null);
    if (++this.#rows === chunkRows) this.#writeChunk();
  }

  /** Makes all rows visible to queries. */
  flush(): void {
    this.#writeChunk();
    this.#appender.flushSync();
    this.#chunks = 0;
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
    if (++this.#chunks === chunksAtOnce) {
      this.#chunks = 0;
      this.#appender.flushSync();
    }
  }
}
