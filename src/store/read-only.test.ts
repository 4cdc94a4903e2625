import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync } from "node:fs";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { applyFound, machine, openStore, type Store } from "../../test/support/store.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore();
  await applyFound(store, { at: 100, entities: [machine("m")] });
  await store.database.close();
  chmodSync(store.path, 0o444);
  chmodSync(dirname(store.path), 0o555);
});

afterEach(async () => {
  chmodSync(dirname(store.path), 0o755);
  await store.close();
});

/** What a process that may only read the database comes to; as root everything could be written. */
async function asReader(work: string): Promise<string> {
  const module = (name: string) => JSON.stringify(new URL(`${name}.ts`, import.meta.url).href);
  const script = `
    const { openDatabase } = await import(${module("database")});
    const { saveBackup } = await import(${module("backup-file")});
    const { backup } = await import(${module("backup")});
    const path = ${JSON.stringify(store.path)};
    if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }
    try { console.log(await (async () => { ${work} })()); }
    catch (failure) { console.log(failure.code); }`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await Promise.all([text(child.stdout), once(child, "close")]);
  return said.trim();
}

it("a file that may only be read can be asked, and not written to", async () => {
  const open = "const database = await openDatabase({ path, readOnly: true });";
  const ask = `${open} const [row] = await database.all("select key from entity"); return row.key;`;
  expect(await asReader(ask)).toBe("machine:m");
  expect(await asReader("await openDatabase({ path });")).toBe("database_unwritable");
});

it("no backup is written where nothing may be written", async () => {
  const save = `
    const database = await openDatabase({ path, readOnly: true });
    const how = { out: path + ".bak", overwrite: false, unchecked: false };
    for await (const _ of saveBackup(backup(database), how));`;
  expect(await asReader(save)).toBe("file_unusable");
});
