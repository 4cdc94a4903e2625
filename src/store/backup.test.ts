import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  applyFound,
  graphOf,
  has,
  machine,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import { backup } from "./backup.ts";
import { saveBackup } from "./backup-file.ts";
import { openDatabase } from "./database.ts";
import { type RestoreInput, restore } from "./restore.ts";
import { migrations } from "./migrations.ts";

let store: Store;
let folder: string;
let out: string;
let restored: string;

const day = (at: number) => ({
  at,
  entities: [machine("m", { at }), user("u"), user(`of ${at}`)],
  relationships: [has("m", "u", { at }), has("m", `of ${at}`)],
});

beforeEach(async () => {
  store = await openStore();
  folder = await mkdtemp(join(tmpdir(), "defender-graph-backup-"));
  out = join(folder, "backup.duckdb");
  restored = join(folder, "restored.duckdb");
  for (const at of [100, 200]) await applyFound(store, day(at));
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function drain(results: AsyncIterable<readonly { readonly count: number }[]>) {
  let broken = 0;
  for await (const batch of results) for (const { count } of batch) if (count > 0) broken++;
  return broken;
}

const save = (options: { overwrite?: boolean; unchecked?: boolean } = {}) =>
  drain(
    saveBackup(backup(store.database), { out, overwrite: false, unchecked: false, ...options }),
  );

const bring = (options: Partial<RestoreInput> = {}) =>
  drain(restore({ from: out, to: restored, overwrite: false, ...options }));

/** Opens a restored database for as long as `work` takes. */
async function inside<Result>(path: string, work: (other: Store) => Promise<Result>) {
  const database = await openDatabase({ path });
  try {
    return await work({ ...store, path, database });
  } finally {
    await database.close();
  }
}

/** What is beside the databases of this test. */
const files = (): string[] => readdirSync(folder).toSorted();

/** What work comes to where no file may grow beyond 200 blocks: to programs, that is a disk without room. */
async function withoutRoom(work: string): Promise<string> {
  const module = (name: string) => JSON.stringify(new URL(`${name}.ts`, import.meta.url).href);
  const script = `
    const { openDatabase } = await import(${module("database")});
    const { backup } = await import(${module("backup")});
    const { saveBackup } = await import(${module("backup-file")});
    const { restore } = await import(${module("restore")});
    try { ${work} console.log("done"); }
    catch (failure) { console.log(failure.code); }
    process.exit();`;
  const limited = 'trap "" XFSZ; ulimit -f 200; exec "$@"';
  const node = [process.execPath, "--input-type=module", "-e", script];
  const child = spawn("sh", ["-c", limited, "sh", ...node], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
  return said.trim();
}

describe("a backup", () => {
  it("restored is the same graph, now and then, and the next run goes on in it", async () => {
    expect(await save()).toBe(0);
    expect(await bring()).toBe(0);
    expect(files()).toEqual(["backup.duckdb", "restored.duckdb"]);
    await applyFound(store, day(300));
    await inside(restored, async (other) => {
      await applyFound(other, day(300));
      for (const moment of [undefined, 100, 150, 250, 300])
        expect(await graphOf(other, moment)).toEqual(await graphOf(store, moment));
      const ids = "select id, key, version from entity order by id";
      expect(await other.database.all(ids)).toEqual(await store.database.all(ids));
    });
  });

  it("is of one moment, while a run is being applied", async () => {
    const [broken] = await Promise.all([save(), applyFound(store, day(300))]);
    expect(broken).toBe(0);
    await bring();
    const last = await inside(restored, async ({ database }) =>
      database.all("select max(observed_on) as moment from run where state = 'completed'"),
    );
    const moment = Number(last[0]?.["moment"]);
    expect([200, 300]).toContain(moment);
    const graph = await inside(restored, (other) => graphOf(other));
    expect(graph).toEqual(await graphOf(store, moment));
  });

  it("is made of a database that is only read, too", async () => {
    await store.database.close();
    const database = await openDatabase({ path: store.path, readOnly: true });
    await drain(saveBackup(backup(database), { out, overwrite: false, unchecked: false }));
    await database.close();
    expect(await bring()).toBe(0);
  });

  it("leaves nothing beside the database, whoever stops reading it", async () => {
    const bytes = backup(store.database);
    await bytes.next();
    await bytes.return(undefined);
    expect(readdirSync(dirname(store.path))).not.toContain("graph.duckdb.backup");
    expect(await save()).toBe(0);
  });

  it("is given up when its asker goes", async () => {
    const asked = backup(store.database, AbortSignal.abort());
    await expect(asked.next()).rejects.toMatchObject({ code: "query_cancelled" });
    expect(readdirSync(dirname(store.path))).not.toContain("graph.duckdb.backup");
  });

  it("does not replace a file unless told to, and then only by a sound one", async () => {
    writeFileSync(out, "an earlier backup");
    await expect(save()).rejects.toMatchObject({ code: "backup_exists" });
    await store.database.run("delete from shape_entity");
    await expect(save({ overwrite: true })).rejects.toMatchObject({ code: "backup_unsound" });
    expect(readFileSync(out, "utf8")).toBe("an earlier backup");
    expect(files()).toEqual(["backup.duckdb"]);
    await save({ overwrite: true, unchecked: true });
    expect(readFileSync(out, "utf8")).not.toContain("an earlier backup");
  });

  it("into a folder that is not there says so", async () => {
    out = join(folder, "none", "backup.duckdb");
    await expect(save()).rejects.toMatchObject({ code: "file_missing" });
  });

  it("on a full disk fails with words that say so, and leaves nothing", async () => {
    await store.database.close();
    const said = await withoutRoom(`
      const database = await openDatabase({ path: ${JSON.stringify(store.path)}, readOnly: true });
      const how = { out: ${JSON.stringify(out)}, overwrite: false, unchecked: false };
      for await (const _ of saveBackup(backup(database), how));`);
    expect(said).toBe("disk_full");
    expect(files()).toEqual([]);
    expect(existsSync(`${store.path}.backup`)).toBe(false);
  });
});

describe("restoring", () => {
  beforeEach(async () => {
    await save();
  });

  it("replaces a database only when told to, and keeps it beside", async () => {
    writeFileSync(restored, "another database");
    await expect(bring()).rejects.toMatchObject({ code: "database_exists" });
    expect(readFileSync(restored, "utf8")).toBe("another database");
    expect(await bring({ overwrite: true })).toBe(0);
    expect(readFileSync(`${restored}.replaced`, "utf8")).toBe("another database");
    expect((await inside(restored, (other) => graphOf(other))).size).toBe(5);
  });

  it("does not take over what a database that is gone, or a killed restore, left behind", async () => {
    writeFileSync(`${restored}.wal`, "of another");
    writeFileSync(`${restored}.restoring`, "half a copy");
    writeFileSync(`${restored}.restoring.wal`, "of another");
    expect(await bring()).toBe(0);
    expect(files()).toEqual(["backup.duckdb", "restored.duckdb"]);
    expect((await inside(restored, (other) => graphOf(other))).size).toBe(5);
  });

  it("on a full disk fails with words that say so, and leaves everything as it was", async () => {
    writeFileSync(restored, "another database");
    const how = JSON.stringify({ from: out, to: restored, overwrite: true });
    expect(await withoutRoom(`for await (const _ of restore(${how}));`)).toBe("disk_full");
    expect(readFileSync(restored, "utf8")).toBe("another database");
    expect(files()).toEqual(["backup.duckdb", "restored.duckdb"]);
  });

  it("is refused while the database is open", async () => {
    const refused = bring({ to: store.path, overwrite: true });
    await expect(refused).rejects.toMatchObject({ code: "database_locked" });
    expect((await graphOf(store)).size).toBe(5);
  });

  it.each([
    ["cut in half", (whole: Buffer) => whole.subarray(0, whole.length / 2), "database_corrupt"],
    ["garbled", (whole: Buffer) => Buffer.from(whole).fill(7, 4_096, 12_288), "database_corrupt"],
    ["some text", () => Buffer.from("no database".repeat(9_999)), "database_corrupt"],
  ])("a file that is %s is refused, and nothing changed", async (_what, spoil, code) => {
    writeFileSync(restored, "another database");
    writeFileSync(out, spoil(readFileSync(out)));
    await expect(bring({ overwrite: true })).rejects.toMatchObject({ code });
    expect(readFileSync(restored, "utf8")).toBe("another database");
    expect(files()).toEqual(["backup.duckdb", "restored.duckdb"]);
  });

  it.each([
    ["delete from change", "backup_unsound"],
    ["insert into schema_version values (999)", "database_newer"],
  ])("after %j it is refused as %s", async (sql, code) => {
    await inside(out, ({ database }) => database.run(sql));
    await expect(bring()).rejects.toMatchObject({ code });
    expect(existsSync(restored)).toBe(false);
  });

  it("a backup of an older release is brought up to date", async () => {
    await inside(out, async ({ database }) => {
      const later = migrations.filter(({ version }) => version >= 2);
      for (const statement of later.flatMap(({ statements }) => statements)) {
        const made = /^create (table|sequence) (\w+)/.exec(statement);
        if (made !== null) await database.run(`drop ${made[1]} ${made[2]}`);
      }
      await database.run("delete from schema_version where version >= 2");
    });
    expect(await bring()).toBe(0);
    expect((await inside(restored, (other) => graphOf(other, 150))).size).toBe(5);
  });

  it("what is not there, or is itself, is refused", async () => {
    await expect(bring({ from: `${out}.none` })).rejects.toMatchObject({ code: "backup_missing" });
    await expect(bring({ to: out, overwrite: true })).rejects.toMatchObject({
      code: "restore_same_file",
    });
  });
});
