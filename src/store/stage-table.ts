/** What a column that is filled in bulk holds; `json` is JSON as a text, without line ends and other control characters. */
export type StageKind =
  | "integer"
  | "bigint"
  | "ubigint"
  | "boolean"
  | "double"
  | "text"
  | "texts"
  | "json";

/** A table that is filled in bulk: its columns in SQL, and what they hold. */
export interface StageTable {
  readonly name: string;
  readonly columns: string;
  readonly kinds: readonly StageKind[];
  /** Whether it may grow far beyond memory. */
  readonly large: boolean;
}

/** A value of a row that is written in bulk. */
export type StageCell = number | bigint | boolean | string | readonly string[] | null;

/** The fast way into a table. */
export interface RowWriter {
  /** Adds a row: one value per column. */
  add(row: readonly StageCell[]): void;
  /** Waits while too much waits to be written. */
  relieve(): Promise<void>;
  /** Makes all rows visible to queries. */
  flush(): Promise<void>;
  /** Ends writing. */
  close(): Promise<void>;
}

/** The tables that a run fills. Keys and relationship types are written once and stand as numbers elsewhere. */
export const stageTables = {
  keys: {
    name: "stage_key",
    columns: "n integer, key text",
    kinds: ["integer", "text"],
    large: false,
  },
  types: {
    name: "stage_type",
    columns: "n integer, type text, verb text",
    kinds: ["integer", "text", "text"],
    large: false,
  },
  entities: {
    name: "stage_entity",
    columns: `seq integer, n integer, type text, classes text[], display_name text, lasting text, volatile text,
      raw text, shape integer`,
    kinds: ["integer", "integer", "text", "texts", "text", "json", "json", "json", "integer"],
    large: true,
  },
  relationships: {
    name: "stage_relationship",
    columns:
      "seq integer, type_n integer, from_n integer, to_n integer, lasting text, volatile text",
    kinds: ["integer", "integer", "integer", "integer", "json", "json"],
    large: true,
  },
  keptTypes: { name: "keep_type", columns: "type text", kinds: ["text"], large: false },
  keptFrom: {
    name: "keep_from",
    columns: "type text, n integer, target_type text",
    kinds: ["text", "integer", "text"],
    large: false,
  },
} as const satisfies Record<string, StageTable>;

/** All of them. */
export const allStageTables: readonly StageTable[] = Object.values(stageTables);
