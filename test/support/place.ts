import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newDatabase } from "./postgres.ts";

/** Which engine the tests of this process are about. */
export const engine =
  process.env["DEFENDER_GRAPH_TEST_ENGINE"] === "postgres" ? "postgres" : "duckdb";

/** Where a database of a test's own is to be. */
export interface Place {
  /** A file that is not there yet, or the address of a database without rows. */
  readonly path: string;
  remove(): Promise<void>;
}

/** A place of the engine that the tests are about, or of another; with a copy of a database that nobody has open. */
export async function newPlace(on: typeof engine = engine, like?: string): Promise<Place> {
  if (on === "postgres") {
    const made = await newDatabase({ like });
    return { path: made.url, remove: () => made.drop() };
  }
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, "graph.duckdb");
  if (like !== undefined) await copyFile(like, path);
  return { path, remove };
}
