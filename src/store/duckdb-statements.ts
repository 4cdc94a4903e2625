import type {
  DuckDBConnection,
  DuckDBMaterializedResult,
  DuckDBPreparedStatement,
  DuckDBType,
  DuckDBValue,
} from "@duckdb/node-api";

// No reads: a plan knows the least and the greatest of a column as they were when it was made, and DuckDB keeps it when rows
// come. `select … where state = 'queued'`, prepared when no row had a later state, finds nothing ever after.
const repeated = /^\s*(?:begin|commit|rollback)\b[^;]*$/i;
/** How many a connection keeps. */
const most = 64;

/**
 * The statements of a connection. Preparing one costs more than running a small one, and the thread that serves everybody
 * pays for it: those around transactions stay prepared.
 */
export class DuckDBStatements {
  readonly #connection: DuckDBConnection;
  readonly #kept = new Map<string, DuckDBPreparedStatement>();
  readonly #asked = new Set<string>();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** Runs a statement to its end. One at a time. */
  async run(
    sql: string,
    values: DuckDBValue[],
    types: DuckDBType[],
  ): Promise<DuckDBMaterializedResult> {
    if (!repeated.test(sql)) return this.#connection.run(sql, values, types);
    const statement = this.#kept.get(sql) ?? (await this.#connection.prepare(sql));
    try {
      statement.bind(values, types);
      return await statement.run();
    } finally {
      this.#put(sql, statement);
    }
  }

  close(): void {
    for (const statement of this.#kept.values()) statement.destroySync();
    this.#kept.clear();
  }

  /** Keeps a statement that was asked before; the ones that were not asked for longest go. */
  #put(sql: string, statement: DuckDBPreparedStatement): void {
    this.#kept.delete(sql);
    if (!this.#asked.has(sql)) {
      if (this.#asked.size >= most) this.#asked.clear();
      this.#asked.add(sql);
      statement.destroySync();
      return;
    }
    statement.clearBindings();
    this.#kept.set(sql, statement);
    for (const [oldest, unused] of this.#kept) {
      if (this.#kept.size <= most) return;
      this.#kept.delete(oldest);
      unused.destroySync();
    }
  }
}
