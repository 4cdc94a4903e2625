import type { Cell } from "../../../src/j1ql/result.ts";
import { isEdge, isEntity, type TableModel } from "../table/table-model.ts";

/** A table as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvOf({ columns, rows }: TableModel): string {
  const lines = rows.map(({ cells }) => columns.map((_, index) => field(cells[index] ?? null)));
  return [columns.map(quotedField), ...lines].map((line) => `${line.join(",")}\r\n`).join("");
}

function field(cell: Cell): string {
  if (cell === null) return "";
  if (isEntity(cell)) return quotedField(cell.entity.displayName || cell.entity._key);
  if (isEdge(cell)) return quotedField(cell.relationship._class);
  if (typeof cell === "object") return quotedField(cell.map(String).join("; "));
  return typeof cell === "string" ? quotedField(cell) : String(cell);
}

function quotedField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
