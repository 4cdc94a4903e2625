import type { ReactNode } from "react";

/** A column of a table of such rows. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** The least width, in pixels. */
  readonly width: number;
  /** Its share of the room that is left; none when absent. */
  readonly grow?: number;
  /** Whether the rows can be put in its order. */
  readonly sortable?: boolean;
  readonly numeric?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** The order of a table's rows. */
export interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** An order as the address says it. */
export function parseSorting(text: string | undefined): Sorting | undefined {
  if (text === undefined || text === "") return undefined;
  return text.startsWith("-")
    ? { column: text.slice(1), descending: true }
    : { column: text, descending: false };
}

/** The order that a press on a column's head makes: up, down, none. */
export function pressedSorting(sorting: Sorting | undefined, column: string): string | undefined {
  if (sorting?.column !== column) return column;
  return sorting.descending ? undefined : `-${column}`;
}
