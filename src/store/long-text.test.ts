import { join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { expect, it } from "vitest";
import { applyFound, graphOf, has, machine, openStore, user } from "../../test/support/store.ts";
import { backup } from "./backup.ts";
import { saveBackup } from "./backup-file.ts";
import { type Database, openDatabase } from "./database.ts";

/** How the pieces of a column are compressed, constant ones aside. */
async function compressionOf(
  database: Database,
  table: string,
  column: string,
): Promise<unknown[]> {
  const rows = await database.reading((session) =>
    session.all(
      `select distinct compression from pragma_storage_info('${table}')
        where column_name = ? and segment_type = 'VARCHAR' and compression <> 'Constant'`,
      [column],
    ),
  );
  return rows.map((row) => row["compression"]);
}

// Beyond a block of the file (256 KB), in characters of one to four bytes, and texts that repeat nothing.
const long = "Grüße, 世界 🌍. ".repeat(40_000);
const digits = Array.from({ length: 60_000 }, (_, at) => (at * 2_654_435_761) % 4_294_967_296);

it("long texts are compressed in the file and in its copies, and come back as they were", async () => {
  const store = await openStore("duckdb");
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-long-"));
  try {
    const names = Array.from({ length: 300 }, (_, at) => `m${at}`);
    await applyFound(store, {
      at: 100,
      entities: [
        ...names.map((name) => machine(name)),
        machine("long", { long, digits: digits.join() }),
        user("u"),
      ],
      relationships: [...names.map((name) => has(name, "u", { name })), has("long", "u", { long })],
    });
    const { properties } = (await graphOf(store)).get("machine:long") ?? {};
    expect(properties).toMatchObject({ long, digits: digits.join() });
    const out = join(folder, "copy.duckdb");
    for await (const _ of saveBackup(backup(store.database), {
      out,
      overwrite: false,
      unchecked: true,
    }));
    const copy = await openDatabase({ path: out, readOnly: true });
    try {
      for (const database of [store.database, copy]) {
        expect(await compressionOf(database, "entity", "properties")).toEqual(["ZSTD"]);
        expect(await compressionOf(database, "relationship", "properties")).toEqual(["ZSTD"]);
      }
      expect(await graphOf({ ...store, database: copy })).toEqual(await graphOf(store));
    } finally {
      await copy.close();
    }
  } finally {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
});
