import { hash } from "node:crypto";
import type { Dialect } from "./dialect.ts";

// Texts are compared and ordered by their bytes, as DuckDB does, whatever the database's own collation.
const bytewise = 'text collate "C"';

const columnTypes: Readonly<Record<string, string>> = {
  "{digest}": "bigint",
  "{properties}": "jsonb",
  "{record}": bytewise,
  text: bytewise,
};

// Of the text's kinds, as `kindOf` names them.
const structure = (properties: string): string =>
  `(select coalesce(jsonb_object_agg(key, jsonb_typeof(value)), '{}')::text from jsonb_each(${properties}))`;

function ddl(statement: string): string {
  if (!/^\s*(create|alter) (unlogged )?table/i.test(statement)) return statement;
  return statement.replaceAll(
    /\{digest\}|\{properties\}|\{record\}|(?<=\w\s+)text\b(?!\[)/g,
    (type) => columnTypes[type] ?? type,
  );
}

// Of current and closed rows together it knows no values, so it takes each further join to multiply rows two-hundredfold,
// and after four of them has no order but chance: longer paths are joined as they are written, by hash.
const pastJoins = `, set_config('join_collapse_limit', '4', true), set_config('enable_mergejoin', 'off', true)`;

/** PostgreSQL's way. */
export const postgresDialect: Dialect = {
  name: "postgres",
  ddl,
  digest: (text) => `('x' || right(md5(${text}), 16))::bit(64)::bigint`,
  digestOf: (text) => hash("md5", text, "buffer").readBigInt64BE(8).toString(),
  properties: (json) => `(${json})::jsonb`,
  pickedOf: (properties, names) =>
    `cast(jsonb_build_array(${names.map((name) => `${properties} -> '${name}'`).join(", ")}) as text)`,
  structureOf: structure,
  lastOfSequence: (name) => `select last_value from ${name}`,
  sequencesSql: `select sequencename as name, last_value as last from pg_sequences
    where schemaname = current_schema() and last_value is not null`,
  continueSequence: (name, last) => [`select setval('"${name}"', ${last})`],
  tablesPlace: "select quote_ident(current_schema()) as name",
  engineSql:
    "select 'PostgreSQL ' || current_setting('server_version') as engine, current_setting('shared_buffers') as memory_limit",
  beginSnapshot: "begin transaction isolation level repeatable read",
  // The server's own limit is the last resort, should nobody be there to cancel.
  boundQuestion: ({ timeoutMs, isPast }) =>
    `select set_config('transaction_read_only', 'on', true), set_config('work_mem', '64MB', true),
      set_config('statement_timeout', '${timeoutMs + 2_000}', true)${isPast ? pastJoins : ""}`,
  // It cleans up and counts by itself, but not before a minute has passed.
  afterChange: [],
  afterFilling: ["analyze entity", "analyze relationship"],
  // Before its own cleaning comes by: until then it takes tables for empty, and looks up each row that an index tells of.
  afterMuch: ["entity", "relationship", "entity_history", "relationship_history"].map(
    (table) => `vacuum (analyze, skip_locked) ${table}`,
  ),
  beforeApply: [
    "analyze stage_key (n, key)",
    "analyze stage_entity (seq, n, type)",
    "analyze stage_relationship (seq, type_n, from_n, to_n)",
  ],
  beforeJoin: ["analyze entity_id", "analyze gone"],
  asWritten: null,
};
