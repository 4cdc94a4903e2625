import type { Row } from "./session.ts";

/** A cell that holds a number. */
export function numberOf(row: Row, column: string): number {
  return Number(row[column]);
}

/** A cell that holds a number or nothing. */
export function optionalNumber(row: Row, column: string): number | null {
  const cell = row[column] ?? null;
  return cell === null ? null : Number(cell);
}

/** A cell that holds a text. */
export function textOf(row: Row, column: string): string {
  return String(row[column]);
}

/** A cell that holds a text or nothing. */
export function optionalText(row: Row, column: string): string | null {
  const cell = row[column] ?? null;
  return cell === null ? null : String(cell);
}

/** A cell that holds yes or no. */
export function boolOf(row: Row, column: string): boolean {
  return row[column] === true;
}
