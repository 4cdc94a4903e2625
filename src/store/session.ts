import type { Dialect } from "./dialect.ts";
import type { TablePlace } from "./stage-place.ts";
import type { RowWriter, StageTable } from "./stage-table.ts";

/** A value bound to a statement. */
export type Bound =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly (string | number)[];

/** A column's value in a row: 64-bit integers as numbers, lists as arrays. */
export type Cell = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** A row by column name. */
export type Row = Readonly<Record<string, Cell>>;

/** How a statement may be ended early. */
export interface Bounds {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** One connection; its statements run one after another, off the event loop. */
export interface Session {
  /** How the engine's SQL differs. */
  readonly dialect: Dialect;
  /** Whether the connection was lost: of no use any more. */
  readonly isLost: boolean;
  /** Runs a statement. */
  run(sql: string, values?: readonly Bound[]): Promise<void>;
  /** Runs a query and gives all rows. */
  all(sql: string, values?: readonly Bound[], bounds?: Bounds): Promise<readonly Row[]>;
  /** Runs a query and gives its rows in batches of a few thousand as they are found. Other statements wait. */
  batches(sql: string, values?: readonly Bound[], bounds?: Bounds): AsyncGenerator<readonly Row[]>;
  /** Opens the fast way into a table of a place. */
  writer(table: StageTable, place: TablePlace): Promise<RowWriter>;
  /** Adds rows that were written as text (`text-writer.ts`) to a table of a place. */
  load(table: StageTable, place: TablePlace, text: Uint8Array): Promise<void>;
  /** Does all of `work` in one transaction, or nothing. */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>;
  /** As `snapshot`, and gives what `read` makes of it. */
  reading<Result>(read: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Reads in one transaction, so that all statements see the same version; the signal ends whichever is under way. */
  snapshot<Item>(
    read: () => AsyncGenerator<Item>,
    signal?: AbortSignal,
  ): AsyncGenerator<Item, void>;
  /** Ends the connection at once. Only for one that is at work on nothing. */
  close(): void;
  /** Stops what is under way, then ends the connection. */
  stop(): Promise<void>;
}
