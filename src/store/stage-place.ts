import type { StageTable } from "./stage-table.ts";

/** Where tables are. */
export interface TablePlace {
  /** Of a schema. */
  readonly name: string;
  /** A folder for files with the rows of large tables, where they are in files. */
  readonly folder: string | null;
}

/** Where the tables of a run are, in the engine's own SQL. */
export interface StagePlace extends TablePlace {
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
