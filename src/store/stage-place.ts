import type { StageTable } from "./stage-table.ts";

/** Where the tables of a run are, in the engine's own SQL. */
export interface StagePlace {
  readonly name: string;
  /** Statements that make it. */
  readonly open: readonly string[];
  /** A statement that makes a table in it. */
  readonly table: (table: StageTable) => string;
  /** Statements that let a connection see the tables under plain names. */
  readonly see: (tables: readonly StageTable[]) => readonly string[];
  /** Statements that take it away. */
  readonly close: readonly string[];
}
