import { isAscii } from "node:buffer";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { Json, JsonObject } from "../base/json.ts";
import { isObject } from "./json-object.ts";

const newline = 10;
const objectStart = 0x7b;
const gzipStart = 0x1f;
const largeChunks = { chunkSize: 256 * 1024 };

/** The lines of one stretch of a file; `null` for a line that is not a JSON object. */
export type RowBlock = readonly (JsonObject | null)[];

/**
 * The rows of a gzip file with one JSON object a line, as they arrive; a plain file is taken too. Holds one stretch
 * of a few hundred rows. Ends normally only at the gzip's own end: an empty, broken or truncated file throws.
 */
export async function* rowBlocks(file: Readable): AsyncGenerator<RowBlock> {
  const splitter = new LineSplitter();
  for await (const chunk of await unzipped(file)) {
    const lines = splitter.push(chunk);
    if (lines !== null) {
      yield parseLines(lines);
    }
  }
  const last = splitter.rest();
  if (last.length > 0) {
    yield parseLines(last);
  }
}

async function unzipped(file: Readable): Promise<AsyncIterable<Buffer>> {
  const first = (await headOf(file))?.[0];
  if (first === gzipStart) {
    const gunzip = createGunzip(largeChunks);
    pipeline(file, gunzip, () => {});
    return gunzip;
  }
  // Storage may answer 200 with nothing, or with a page that says what is wrong.
  if (first !== objectStart && first !== newline) {
    throw new Error(first === undefined ? "The file is empty" : "The file is neither gzip nor JSON");
  }
  return file;
}

/** The first bytes of a stream, which stay in it; `null` for an empty one. */
async function headOf(file: Readable): Promise<Buffer | null> {
  for (;;) {
    const head: Buffer | null = file.read();
    if (head !== null) {
      file.unshift(head);
      return head;
    }
    if (file.readableEnded) {
      return null;
    }
    await changed(file);
  }
}

function changed(file: Readable): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      file.off("readable", done).off("end", done).off("error", settle);
      if (error === undefined) {
        resolve();
      } else {
        reject(error);
      }
    };
    const done = () => settle();
    file.once("readable", done).once("end", done).once("error", settle);
  });
}

/** Cuts a byte stream after its last newline. */
class LineSplitter {
  #rest: Buffer[] = [];

  /** Whole lines, or `null` where the stretch ends none. */
  push(chunk: Buffer): Buffer | null {
    const end = chunk.lastIndexOf(newline);
    if (end === -1) {
      this.#rest.push(chunk);
      return null;
    }
    const lines = Buffer.concat([...this.#rest, chunk.subarray(0, end + 1)]);
    this.#rest = [chunk.subarray(end + 1)];
    return lines;
  }

  rest(): Buffer {
    return Buffer.concat(this.#rest);
  }
}

/** Latin-1 decodes faster than UTF-8 and is the same for ASCII, which most rows are. */
function parseLines(lines: Buffer): RowBlock {
  const encoding = isAscii(lines) ? "latin1" : "utf8";
  const rows: (JsonObject | null)[] = [];
  for (let from = 0; from < lines.length; ) {
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
