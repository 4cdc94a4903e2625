import type { Cell, QueryResult, ResultEdge, ResultEntity, Value } from "../j1ql/result.ts";
import { type Column, textTable } from "./text-table.ts";

/** A result as named columns and rows, whichever kind of result it is. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
}

/** What a list shows of each entity, whatever else it has. */
const listColumns = ["displayName", "_type", "_class", "_key"];

function entityRow(entity: ResultEntity): Readonly<Record<string, Cell>> {
  return {
    _type: entity.entity._type.join(", "),
    _class: entity.entity._class.join(", "),
    displayName: entity.entity.displayName,
    _key: entity.entity._key,
    ...entity.properties,
  };
}

function columnsOf(rows: readonly Readonly<Record<string, Cell>>[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

/** The rows of a result: entities of a list, rows of a table, edges of a tree. */
export function rowsOf(result: QueryResult): Rows {
  if (result.type === "table") return { columns: result.columns, rows: result.data };
  if (result.type === "list") {
    const rows = result.data.map(entityRow);
    return { columns: rows.length === 0 ? listColumns : columnsOf(rows), rows };
  }
  const names = new Map(
    result.data.vertices.map((vertex) => [vertex.id, vertex.entity.displayName]),
  );
  const rows = result.data.edges.map((edge) => ({
    from: names.get(edge.fromVertexId) ?? edge.fromVertexId,
    verb: edge.relationship._class,
    to: names.get(edge.toVertexId) ?? edge.toVertexId,
    _type: edge.relationship._type,
  }));
  return { columns: ["from", "verb", "to", "_type"], rows };
}

function isObject(cell: Cell): cell is ResultEntity | ResultEdge {
  return typeof cell === "object" && cell !== null && "properties" in cell;
}

/** What a whole alias as a column is called. */
function metadataOf(object: ResultEntity | ResultEdge): {
  readonly _key: string;
  readonly displayName: string;
} {
  return "entity" in object ? object.entity : object.relationship;
}

function isTime(name: string, value: Value): value is number {
  return typeof value === "number" && name.endsWith("On") && value > 0;
}

function shown(name: string, cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return "";
  if (isObject(cell)) return metadataOf(cell).displayName;
  if (typeof cell === "object") return cell.join(", ");
  return isTime(name, cell) ? new Date(cell).toISOString() : String(cell);
}

/** Whether a column holds amounts, which stand under each other by their last digit. */
function isNumeric(name: string, rows: Rows["rows"]): boolean {
  const told = rows.map((row) => row[name]).filter((cell) => cell !== undefined && cell !== null);
  return told.length > 0 && told.every((cell) => typeof cell === "number" && !isTime(name, cell));
}

/** A result as a table for a person. */
export function asTable(result: QueryResult): string {
  const { columns, rows } = rowsOf(result);
  const names = result.type === "list" ? listColumns : columns;
  const heads: Column[] = names.map((title) => ({
    title,
    max: 80,
    right: isNumeric(title, rows),
  }));
  const shownRows = rows.map((row) => names.map((name) => shown(name, row[name])));
  return textTable(heads, shownRows);
}

function csvCell(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return "";
  const text = isObject(cell)
    ? metadataOf(cell)._key
    : typeof cell === "object"
      ? cell.join("; ")
      : String(cell);
  // A leading = + - @ would run as a formula in a spreadsheet; numbers stay as they are.
  const safe = typeof cell !== "number" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A result as CSV (RFC 4180) with a head line. */
export function asCsv({ columns, rows }: Rows): string {
  const head = columns.map((name) => csvCell(name)).join(",");
  const lines = rows.map((row) => columns.map((name) => csvCell(row[name])).join(","));
  return `${[head, ...lines].join("\r\n")}\r\n`;
}

/** A result as NDJSON: entities and table rows as the result holds them, edges of a tree as rows. */
export function asNdjson(result: QueryResult): string {
  const values = result.type === "tree" ? rowsOf(result).rows : result.data;
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}
