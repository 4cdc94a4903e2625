import { telling } from "../table/telling.ts";

/** A result that a rule found: an entity's properties and metadata beside each other, or a row of a table. */
export type EvidenceRow = Readonly<Record<string, unknown>>;

const mostColumns = 7;

/** A result as a record. */
export function recordOf(data: unknown): EvidenceRow {
  return isRecord(data) ? data : { value: data };
}

/** Whether something has names. */
export function isRecord(data: unknown): data is EvidenceRow {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}

/** The columns of results: of entities the name and what tells most, of a table all. */
export function columnsOf(rows: readonly EvidenceRow[]): readonly string[] {
  const [first = {}] = rows;
  if (typeof first["_key"] !== "string") return Object.keys(first);
  const there = telling.filter((name) => rows.some((row) => row[name] !== undefined));
  return ["displayName", ...there].slice(0, mostColumns);
}
