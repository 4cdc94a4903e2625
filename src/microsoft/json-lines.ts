import { isAscii } from "node:buffer";
import type { Json, JsonObject } from "../base/json.ts";
import { isObject } from "./json-object.ts";

const newline = 10;

/** The lines of one stretch of a file; `null` for a line that is not a JSON object. */
export type RowBlock = readonly (JsonObject | null)[];

/** The rows of bytes with one JSON object a line, as they arrive: some hundred at a time. */
export async function* rowBlocks(bytes: AsyncIterable<Buffer>): AsyncGenerator<RowBlock> {
  let rest: Buffer[] = [];
  for await (const chunk of bytes) {
    const first = chunk.indexOf(newline) + 1;
    const end = chunk.lastIndexOf(newline) + 1;
    if (end > 0) {
      // Only the line that two chunks share is copied.
      const shared = Buffer.concat([...rest, chunk.subarray(0, first)]);
      yield [...parseLines(shared), ...parseLines(chunk.subarray(first, end))];
      rest = [];
    }
    rest.push(chunk.subarray(end));
  }
  yield parseLines(Buffer.concat(rest));
}

/** Latin-1 decodes faster than UTF-8 and is the same for ASCII, which most rows are. */
function parseLines(lines: Buffer): RowBlock {
  const encoding = isAscii(lines) ? "latin1" : "utf8";
  const rows: (JsonObject | null)[] = [];
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

function parseLine(line: string): JsonObject | null {
  try {
    const value: Json = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
