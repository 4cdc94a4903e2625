import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

const gzipStart = 0x1f;
const objectStart = 0x7b;
const largeChunks = { chunkSize: 64 * 1024 };
const bytesOnly = { objectMode: false };

/**
 * The content of a downloaded gzip file, as it comes; its end proves it, by the checksum. A plain file is taken too.
 * Throws for a file that is empty, or neither gzip nor JSON; the stream ends with an error for one that is broken off
 * or damaged (`isDamage`).
 */
export async function checkedContent(file: Readable): Promise<Readable> {
  const bytes: AsyncIterator<Buffer> = file[Symbol.asyncIterator]();
  const first = await bytes.next();
  const start = first.done === true ? undefined : first.value[0];
  if (start !== gzipStart && start !== objectStart) {
    throw new Error(
      start === undefined ? "The file is empty" : "The file is neither gzip nor JSON",
    );
  }
  const whole = Readable.from(all(first.value, bytes), bytesOnly);
  return start === gzipStart ? pipeline(whole, createGunzip(largeChunks), () => {}) : whole;
}

async function* all(first: Buffer, bytes: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) {
    yield next.value;
  }
}

/** Whether bytes were wrong, not merely missing: inflating them may have given plausible rows before that showed. */
export function isDamage(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "Z_DATA_ERROR";
}
