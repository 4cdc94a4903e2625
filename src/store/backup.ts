import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "./database.ts";
import { copiesOf } from "./duckdb-engine.ts";
import { fileFailure } from "./file-failure.ts";

/**
 * The bytes of a copy of a database, in one version of everything, while it is read and written. The copy is made beside
 * the file, which takes as much room again until it has been read. Throws `disk_full`, `query_cancelled`.
 */
export async function* backup(
  database: Database,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const copies = copiesOf(database.name);
  try {
    await mkdir(copies, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(copies, "copy-"));
    try {
      const file = join(folder, "graph.duckdb");
      await database.copyTo(file, signal);
      for await (const bytes of createReadStream(file)) yield bytesOf(bytes);
    } finally {
      await rm(folder, { recursive: true, force: true });
      // Another copy may be under way there.
      await rmdir(copies).catch(() => undefined);
    }
  } catch (error) {
    throw fileFailure(error, `make a backup of ${database.name}`);
  }
}

function bytesOf(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError("a file gave something other than bytes");
}
