import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "./database.ts";
import { copiesOf } from "./duckdb-engine.ts";
import { fileFailure } from "./file-failure.ts";
import { withFileCopy } from "./migrate-graph.ts";

/**
 * The bytes of a copy of a database, in one version of everything, while it is read and written: always a DuckDB file. The
 * copy is made beside the file, or for a server's database in the temporary directory, which takes room until it is read. Throws `disk_full`, `query_cancelled`.
 */
export function backup(database: Database, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  return database.dialect.name === "duckdb"
    ? fileBackup(database, signal)
    : withFileCopy(database, bytesIn, signal);
}

async function* bytesIn(path: string): AsyncGenerator<Uint8Array> {
  for await (const bytes of createReadStream(path)) yield bytesOf(bytes);
}

async function* fileBackup(database: Database, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const copies = copiesOf(database.name);
  try {
    await mkdir(copies, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(copies, "copy-"));
    try {
      const file = join(folder, "graph.duckdb");
      await database.copyTo(file, signal);
      yield* bytesIn(file);
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
