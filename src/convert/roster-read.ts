import { type DelimitedRecord, delimitedRecords, delimiterOf } from "./delimited.ts";
import type { Roster } from "./roster.ts";
import { RosterBook } from "./roster-book.ts";
import { type RosterField, fieldOf, identityColumns } from "./roster-entry.ts";

/** A roster, or in a sentence why the file is none. */
export type RosterAnswer =
  | { readonly ok: true; readonly roster: Roster }
  | { readonly ok: false; readonly problem: string };

/** Reads a roster, CSV (also with `;`, tab or `|`) or a JSON list, whatever its encoding. Never throws. */
export function readRoster(file: string, bytes: Uint8Array): RosterAnswer {
  const book = new RosterBook(file);
  const text = textOf(bytes, book);
  if (text.trim() === "") return refused("it is empty");
  const isJson = /^\s*[[{]/.test(text);
  const problem = isJson ? readJson(text, book) : readDelimited(text, book);
  if (problem !== null) return refused(problem);
  const roster = book.roster();
  if (roster.entries.length > 0) return { ok: true, roster };
  const first = roster.problems.find(({ line }) => line !== null);
  const example =
    first === undefined ? "" : ` The first problem, in line ${first.line}: ${first.text}`;
  return refused(`none of its ${roster.lines} lines can be used.${example}`);
}

function refused(problem: string): RosterAnswer {
  return { ok: false, problem };
}

const utf16Mark = [
  [0xff, 0xfe, "utf-16le"],
  [0xfe, 0xff, "utf-16be"],
] as const;

/** UTF-8, UTF-16 with its mark, or else what older spreadsheets write. */
function textOf(bytes: Uint8Array, book: RosterBook): string {
  const marked = utf16Mark.find(([first, second]) => bytes[0] === first && bytes[1] === second);
  if (marked !== undefined) return new TextDecoder(marked[2]).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const text = "The file is not UTF-8; it was read as Windows-1252. Save it as UTF-8.";
    book.problem(null, "encoding", text);
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

interface Column {
  readonly field: RosterField;
  readonly at: number;
}

/** Reads a table. Gives back why it is none. */
function readDelimited(text: string, book: RosterBook): string | null {
  const records = delimitedRecords(text, delimiterOf(text));
  const head = records.next();
  if (head.done === true) return "it is empty";
  const names = head.value.cells;
  const columns = columnsOf(names, book);
  if (typeof columns === "string") return columns;
  for (const record of records) {
    if (record.cells.every((cell) => cell.trim() === "")) continue;
    readRecord(record, { columns, width: names.length, book });
  }
  return null;
}

function columnsOf(names: readonly string[], book: RosterBook): readonly Column[] | string {
  const columns = names.flatMap((name, at): Column[] => {
    const field = fieldOf(name);
    return field === null ? [] : [{ field, at }];
  });
  const told = columns.map(({ field }) => field);
  const twice = told.find((field, at) => told.indexOf(field) !== at);
  if (twice !== undefined) return `two of its columns tell the ${twice}`;
  if (!told.includes("email") && !told.includes("employeeId")) {
    const found = names.slice(0, 12).map((name) => JSON.stringify(name.slice(0, 40)));
    return `its first line names no column ${identityColumns}. It names ${found.join(", ")}`;
  }
  noteUnknown(
    names.filter((name) => name.trim() !== "" && fieldOf(name) === null),
    book,
  );
  return columns;
}

function noteUnknown(names: readonly string[], book: RosterBook): void {
  if (names.length === 0) return;
  const listed = names.map((name) => JSON.stringify(name.slice(0, 40))).join(", ");
  book.problem(null, "unknown_column", `Not understood and left out: ${listed}.`);
}

interface Table {
  readonly columns: readonly Column[];
  /** Cells of the first line. */
  readonly width: number;
  readonly book: RosterBook;
}

function readRecord(record: DelimitedRecord, { columns, width, book }: Table): void {
  const { line, cells, isOpen } = record;
  if (isOpen) {
    book.leaveOut(line, "A quote is opened and never closed");
  } else if (cells.length === width) {
    book.add(line, new Map(columns.map(({ field, at }) => [field, cells[at] ?? ""])));
  } else {
    const hint = cells.length > width ? " (a delimiter within a cell needs quotes)" : "";
    book.leaveOut(line, `There are ${cells.length} cells and ${width} columns${hint}`);
  }
}

/** Reads a list of objects, bare or under `employees`. Gives back why it is none. */
function readJson(text: string, book: RosterBook): string | null {
  const list = listIn(text);
  if (typeof list === "string") return list;
  const unknown = new Set<string>();
  for (const [at, item] of list.entries()) {
    if (isRecord(item)) book.add(at + 1, factsOf(item, unknown));
    else book.leaveOut(at + 1, "It is no object");
  }
  noteUnknown([...unknown].slice(0, 20), book);
  return null;
}

function listIn(text: string): readonly unknown[] | string {
  try {
    const value: unknown = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
    const list = isRecord(value) ? value["employees"] : value;
    return Array.isArray(list)
      ? list
      : "its JSON is no list of employees, nor an object with one under `employees`";
  } catch (error) {
    return `its JSON is broken (${error instanceof Error ? error.message.slice(0, 200) : "?"})`;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function factsOf(
  item: Readonly<Record<string, unknown>>,
  unknown: Set<string>,
): ReadonlyMap<RosterField, string> {
  const facts = new Map<RosterField, string>();
  for (const [name, value] of Object.entries(item)) {
    const field = fieldOf(name);
    if (field === null) unknown.add(name);
    else if (typeof value === "string" || typeof value === "number")
      facts.set(field, String(value));
  }
  return facts;
}
