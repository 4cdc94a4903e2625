import type { Bound, Session } from "./session.ts";

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
  const { asWritten } = session.dialect;
  if (asWritten === null) return session.run(sql, values);
  await session.run(asWritten.begin);
  try {
    await session.run(sql, values);
  } finally {
    // After a failure the transaction refuses everything, and the session ends with it.
    await session.run(asWritten.end).catch(() => undefined);
  }
  return undefined;
}
