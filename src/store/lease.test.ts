import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  applyFound,
  graphOf,
  keysOf,
  machine,
  openStore,
  rules,
  type Store,
} from "../../test/support/store.ts";
import { Failure } from "../base/failure.ts";
import { applyRun } from "./apply.ts";
import { type Database, openDatabase } from "./database.ts";
import { ensureInstance } from "./instance.ts";
import { beginRun, lastRunOf } from "./run.ts";
import { openStaging } from "./staging.ts";

const module = (name: string): string =>
  JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));

let store: Store;
let other: Database;

beforeEach(async () => {
  store = await openStore("postgres");
  other = await openDatabase({ path: store.path });
});

afterEach(async () => {
  await other.close();
  await store.close();
});

/** Another process that has begun a run of the instance. */
async function runner(): Promise<ChildProcess> {
  const script = `
    const { openDatabase } = await import(${module("database.ts")});
    const { beginRun } = await import(${module("run.ts")});
    const { openStaging } = await import(${module("staging.ts")});
    const database = await openDatabase({ path: process.argv[1] });
    const run = await beginRun(database, { instanceId: ${store.instance.id}, startedOn: 10 });
    await openStaging(database, run, { volatile: new Map(), merge: new Map() });
    console.log("begun");
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, store.path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.signalCode === null) await once(child, "exit");
}

const stages = async (): Promise<number> =>
  (await store.database.all("select 1 from pg_namespace where nspname like 'stage%'")).length;

/** The server notices that a process is gone when it reads from its connection: at once, but not in our order. */
async function begun(database: Database): Promise<void> {
  const wanted = { instanceId: store.instance.id, startedOn: 20 };
  let state: unknown = "run_in_progress";
  while (state === "run_in_progress")
    state = await beginRun(database, wanted).then(
      () => "begun",
      (error: unknown) => (error instanceof Failure ? error.code : error),
    );
  expect(state).toBe("begun");
}

describe("while a process runs an instance", () => {
  it("no other does, and other instances are free", async () => {
    const child = await runner();
    const wanted = { instanceId: store.instance.id, startedOn: 20 };
    await expect(beginRun(other, wanted)).rejects.toMatchObject({ code: "run_in_progress" });
    const second = await ensureInstance(other, { tenantId: "o", accountName: null, now: 1 });
    await beginRun(other, { instanceId: second.id, startedOn: 20 });
    await other.release(second.id);
    await killed(child);
  });

  it("opening the database again leaves its run and its tables alone", async () => {
    const child = await runner();
    await (await openDatabase({ path: store.path })).close();
    expect(await lastRunOf(other, store.instance.id)).toMatchObject({ state: "running" });
    expect(await stages()).toBe(1);
    await killed(child);
  });
});

it("a killed process's run is taken over at once, and noted as interrupted", async () => {
  await killed(await runner());
  await begun(other);
  const rows = await other.all("select state from run order by id");
  expect(rows).toEqual([{ state: "interrupted" }, { state: "running" }]);
  await other.release(store.instance.id);
});

it("what a killed process staged is gone when the database is opened again", async () => {
  await killed(await runner());
  await begun(other);
  await other.release(store.instance.id);
  await (await openDatabase({ path: store.path })).close();
  expect(await stages()).toBe(0);
});

it("a process that was not heard of loses its run, and cannot apply it", async () => {
  const { database, instance } = store;
  await applyFound(store, { at: 10, entities: [machine("a")] });
  const run = await beginRun(database, { instanceId: instance.id, startedOn: 20 });
  const staging = await openStaging(database, run, rules);
  await staging.addEntities([machine("b")]);
  await database.run("update lease set expires_on = 0");
  await begun(other);
  const applying = applyRun(staging, { observedOn: 20, receipts: new Map() });
  await expect(applying).rejects.toMatchObject({ code: "run_taken_over" });
  await staging.close();
  expect(await keysOf(store)).toEqual(["machine:a"]);
  await other.release(instance.id);
});

it("a run whose connections are cut fails, leaves the graph as it was, and its end is in order", async () => {
  const { database, instance } = store;
  await applyFound(store, { at: 10, entities: [machine("a")] });
  const run = await beginRun(database, { instanceId: instance.id, startedOn: 20 });
  const staging = await openStaging(database, run, rules);
  await staging.addEntities([machine("b")]);
  const cut =
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
  await other.all(cut);
  const applying = applyRun(staging, { observedOn: 20, receipts: new Map() });
  await expect(applying).rejects.toMatchObject({ code: "database_lost" });
  await staging.close();
  expect(await keysOf({ ...store, database: other })).toEqual(["machine:a"]);
  await (await openDatabase({ path: store.path })).close();
  expect(await lastRunOf(other, instance.id)).toMatchObject({ state: "interrupted" });
  expect((await other.all("select 1 from pg_namespace where nspname like 'stage%'")).length).toBe(
    0,
  );
});

it("several processes that want to run the same instance at once: one does", async () => {
  const many = await Promise.all(
    Array.from({ length: 5 }, () => openDatabase({ path: store.path })),
  );
  const wanted = { instanceId: store.instance.id, startedOn: 20 };
  const begins = await Promise.allSettled(many.map((database) => beginRun(database, wanted)));
  expect(begins.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const database of many) await database.close();
});

it("readers are not held up by a run that is applied, and see the graph from before", async () => {
  await applyFound(store, { at: 10, entities: [machine("a")] });
  let seen: string[] = [];
  const undone = store.database.transaction(async (session) => {
    await session.run("delete from entity");
    seen = [...(await graphOf({ ...store, database: other })).keys()];
    throw new RangeError("undone");
  });
  await expect(undone).rejects.toThrow(RangeError);
  expect(seen).toEqual(["machine:a"]);
  expect(await keysOf(store)).toEqual(["machine:a"]);
});
