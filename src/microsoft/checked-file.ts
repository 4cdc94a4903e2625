import { once } from "node:events";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** Files up to this size are held, compressed, until they are proven whole: a gigabyte of rows or so. */
const mostHeld = 64 * 1024 * 1024;

const gzipStart = 0x1f;
const objectStart = 0x7b;
const largeChunks = { chunkSize: 64 * 1024 };
const bytesOnly = { objectMode: false };

/**
 * The content of a downloaded gzip file, its checksum verified before the first byte is handed on: inflating damaged
 * bytes yields plausible rows, and only the file's end tells. That costs a second inflating, off the main thread.
 * Larger files stream, and may throw later. A plain file is taken too. Throws for a file that is empty, broken off,
 * damaged, or neither gzip nor JSON.
 */
export async function checkedContent(file: Readable): Promise<Readable> {
  const chunks: Buffer[] = [];
  let size = 0;
  const bytes: AsyncIterator<Buffer> = file[Symbol.asyncIterator]();
  while (size <= mostHeld) {
    const next = await bytes.next();
    if (next.done === true) {
      await verify(chunks);
      return content(chunks, Readable.from(chunks, bytesOnly));
    }
    chunks.push(next.value);
    size += next.value.length;
  }
  return content(chunks, Readable.from(all(chunks, bytes), bytesOnly));
}

async function* all(
  chunks: readonly Buffer[],
  bytes: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  yield* chunks;
  for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) {
    yield next.value;
  }
}

async function verify(chunks: readonly Buffer[]): Promise<void> {
  const first = chunks[0]?.[0];
  if (first === gzipStart) {
    const gunzip = Readable.from(chunks, bytesOnly).pipe(createGunzip(largeChunks)).resume();
    await once(gunzip, "end");
  } else if (first !== objectStart) {
    throw new Error(
      first === undefined ? "The file is empty" : "The file is neither gzip nor JSON",
    );
  }
}

function content(chunks: readonly Buffer[], file: Readable): Readable {
  return chunks[0]?.[0] === gzipStart ? pipeline(file, createGunzip(largeChunks), () => {}) : file;
}
