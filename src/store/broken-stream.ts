import { Failure } from "../base/failure.ts";
import type { DuckDBStatements } from "./duckdb-statements.ts";

/**
 * Throws when a stream that seems to have ended has broken off. DuckDB's bindings tell its end and an error in its middle
 * alike, with no further rows; but the error ends the transaction that the stream is read in, and with it the next statement.
 */
export async function refuseBrokenStream(statements: DuckDBStatements): Promise<void> {
  try {
    await statements.run("select 1", [], []);
  } catch (cause) {
    if (!(cause instanceof Error) || !/transaction is aborted/i.test(cause.message)) throw cause;
    const message =
      "Cannot use the database: an answer broke off in the middle, most likely because its memory limit was reached. Give it more (DEFENDER_GRAPH_MEMORY_LIMIT), free disk space for its temporary files, or ask for less.";
    throw new Failure(message, { code: "out_of_memory", retryable: true, cause });
  }
}
