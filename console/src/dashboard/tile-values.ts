import type { Cell, QueryResult } from "../../../src/j1ql/result.ts";
import type { Slice } from "../chart/slice.ts";
import { readable } from "../part/format.ts";
import { isEdge, isEntity } from "../table/table-model.ts";

/** The number that an answer is about: the only number in it, else how much was found. */
export function figureOf(result: QueryResult): number {
  if (result.type !== "table" || result.totalCount !== 1) return result.totalCount;
  const numbers = result.columns.map((column) => result.data[0]?.[column]);
  const [only] = numbers;
  return numbers.length === 1 && typeof only === "number" ? only : result.totalCount;
}

/** The rows of an answer as bars: the first column of numbers, called by the first other one; `null` where there is none. */
export function barsOf(result: QueryResult, query: string): readonly Slice[] | null {
  if (result.type !== "table") return null;
  const { columns, data } = result;
  const value = columns.find((column) => data.some((row) => typeof row[column] === "number"));
  const name = columns.find((column) => column !== value);
  if (value === undefined || name === undefined) return null;
  return data.map((row): Slice => ({
    label: labelOf(row[name] ?? null),
    value: Number(row[value] ?? 0),
    tone: "accent",
    path: "/query",
    search: { q: query },
  }));
}

function labelOf(cell: Cell): string {
  if (cell === null || cell === "") return "not told";
  if (isEntity(cell)) return cell.entity.displayName;
  return isEdge(cell) ? cell.relationship._class : readable("", cell);
}
