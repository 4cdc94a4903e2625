import type {
  DuckDBConnection,
  DuckDBMaterializedResult,
  DuckDBPreparedStatement,
  DuckDBType,
  DuckDBValue,
} from "@duckdb/node-api";

// Others may be several: DuckDB takes `copy from database` apart.
const single = /^\s*(?:select|with|insert|update|delete)\b[^;]*$/i;
// No reads: a plan knows the least and the greatest of a column as they were when it was made, and DuckDB keeps it when rows
// come. `select … where state = 'queued'`, prepared when no row had a later state, finds nothing ever after.
const repeated = /^\s*(?:begin|commit|rollback)\b/i;

/**
 * The statements of a connection, in as few trips to DuckDB's threads and back as there can be: each costs the thread that
 * serves everybody more than a small statement costs DuckDB. Those around transactions stay prepared.
 */
export class DuckDBStatements {
  readonly #connection: DuckDBConnection;
  readonly #kept = new Map<string, DuckDBPreparedStatement>();

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** Runs a statement to its end, or several that take no values. One call at a time. */
  async run(
    sql: string,
    values: DuckDBValue[],
    types: DuckDBType[],
  ): Promise<DuckDBMaterializedResult> {
    if (repeated.test(sql)) return (await this.#keep(sql)).run();
    if (values.length === 0) return this.#connection.run(sql);
    if (!single.test(sql)) return this.#connection.run(sql, values, types);
    const statement = await this.#connection.prepare(sql);
    try {
      statement.bind(values, types);
      return await statement.run();
    } finally {
      statement.destroySync();
    }
  }

  close(): void {
    for (const statement of this.#kept.values()) statement.destroySync();
    this.#kept.clear();
  }

  async #keep(sql: string): Promise<DuckDBPreparedStatement> {
    const kept = this.#kept.get(sql) ?? (await this.#connection.prepare(sql));
    this.#kept.set(sql, kept);
    return kept;
  }
}
