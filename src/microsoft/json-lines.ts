import { isAscii } from "node:buffer";
import type { Json, JsonObject } from "../base/json.ts";
import { isObject } from "./json-object.ts";

const newline = 10;
const nothing = Buffer.alloc(0);

/** A line of a file; `null` for one that is not a JSON object. */
export type Row = JsonObject | null;

/** Finds the rows in bytes with one JSON object a line, as they arrive. */
export class JsonLines {
  #rest: Buffer[] = [];

  /** The rows that end within these bytes. Keeps the bytes after them, which must not change. */
  add(chunk: Buffer): readonly Row[] {
    const first = chunk.indexOf(newline) + 1;
    if (first === 0) {
      this.#rest.push(chunk);
      return [];
    }
    const end = chunk.lastIndexOf(newline) + 1;
    // Only the line that two chunks share is copied.
    const shared = Buffer.concat([...this.#rest, chunk.subarray(0, first)]);
    this.#rest = end < chunk.length ? [chunk.subarray(end)] : [];
    return [...parseLines(shared), ...parseLines(chunk.subarray(first, end))];
  }

  /** The last row, where no line end follows it. */
  end(): readonly Row[] {
    const last = this.#rest.length === 0 ? nothing : Buffer.concat(this.#rest);
    this.#rest = [];
    return parseLines(last);
  }
}

/** Latin-1 decodes faster than UTF-8 and is the same for ASCII, which most rows are. */
function parseLines(lines: Buffer): readonly Row[] {
  const encoding = isAscii(lines) ? "latin1" : "utf8";
  const rows: Row[] = [];
  for (let from = 0; from < lines.length;) {
    const found = lines.indexOf(newline, from);
    const end = found === -1 ? lines.length : found;
    const line = lines.toString(encoding, from, end);
    if (line.length > 1 || line.trim() !== "") {
      rows.push(parseLine(line));
    }
    from = end + 1;
  }
  return rows;
}

function parseLine(line: string): Row {
  try {
    const value: Json = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
