import type { EpochMs } from "../base/clock.ts";
import type { Part } from "./part.ts";

/** The rows of a table at a moment, in parentheses: the current ones, or those of then. */
export function rowsAt(
  table: "entity" | "relationship",
  columns: string,
  asOf: EpochMs | undefined,
): Part {
  if (asOf === undefined) return { sql: `(select ${columns} from ${table})`, values: [] };
  return {
    sql: `(select ${columns} from ${table} where begin_on <= ?
    union all select ${columns} from ${table}_history where begin_on <= ? and ? < end_on)`,
    values: [asOf, asOf, asOf],
  };
}
