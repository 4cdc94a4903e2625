import { hash } from "node:crypto";
import type { Bound, Session } from "./session.ts";

/** The type of a digest's column. */
export const digestType = "ubigint";

/** A short digest of a text: the same in every release of the engine, and in PostgreSQL. */
export function digest(text: string): string {
  return `md5_number_lower(${text})`;
}

/** Names and kinds of a JSON object's properties, as JSON: `{"name":"VARCHAR","age":"UBIGINT","ips":["VARCHAR"]}`. */
export function structureOf(json: string): string {
  return `json_structure(${json})`;
}

/** The same digest of a text, in decimal digits. */
export function digestOf(text: string): string {
  return hash("md5", text, "buffer").readBigUInt64LE(8).toString();
}

/** The last number that a sequence gave, or one that it may give next. */
export function lastOfSequence(name: string): string {
  return `select last_value from duckdb_sequences() where sequence_name = '${name}' and database_name = current_database()`;
}

/** What the engine tells of itself: `engine`, `memory_limit`. */
export const engineSql =
  "select 'DuckDB ' || version() as engine, current_setting('memory_limit') as memory_limit";

/**
 * Runs a statement with its joins in the order in which they are written, each holding its right side in memory. For
 * joins with tables that the same transaction made: DuckDB takes those for empty and would hold the millions of rows
 * that meet them.
 */
export async function runAsWritten(
  session: Session,
  sql: string,
  values: readonly Bound[],
): Promise<void> {
  await session.run("set disabled_optimizers = 'join_order,build_side_probe_side'");
  try {
    await session.run(sql, values);
  } finally {
    // After a failure the transaction refuses everything, and the session ends with it.
    await session.run("reset disabled_optimizers").catch(() => undefined);
  }
}
