import type { StageTable } from "./stage-table.ts";

/** How a text, given as a blob, is put into a table. */
export interface Loading {
  readonly sql: string;
  /** A file that it makes, and the name that this must have before anybody finds it. */
  readonly file: { readonly made: string; readonly name: string } | null;
  /** To be told when it is done. */
  loaded(): void;
}

/** Where tables are. */
export interface TablePlace {
  /** Of a schema. */
  readonly name: string;
  /** How a text of so many bytes is put into a large table; absent where the engine has one way. */
  readonly loading?: (table: StageTable, bytes: number) => Loading;
}

/** Where the tables of a run are, in the engine's own SQL. */
export interface StagePlace extends TablePlace {
  /** A folder for files with rows, where there are some. */
  readonly folder: string | null;
  /** Statements that make it. */
  readonly open: readonly string[];
  /** Statements that make a table in it. */
  readonly table: (table: StageTable) => readonly string[];
  /** Statements that let a connection see the tables under plain names. */
  readonly see: (tables: readonly StageTable[]) => readonly string[];
  /** A statement that takes rows out of a table, for a connection that sees it. `where` is SQL over that table. */
  readonly remove: (table: StageTable, where: string) => string;
  /** Statements that take it away. */
  readonly close: readonly string[];
}
