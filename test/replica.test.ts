import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../src/store/database.ts";
import { ensureInstance } from "../src/store/instance.ts";
import { openDesk } from "../src/service/open-desk.ts";
import type { Desk } from "../src/service/desk.ts";
import type { DeskWorld } from "../src/service/desk-parts.ts";
import { type PostgresServer, startPostgres } from "./support/postgres-server.ts";
import { applyFound, has, machine, type Store, user } from "./support/store.ts";

let primary: PostgresServer;
let replica: PostgresServer;
let store: Store;
let desk: Desk;

let now = 1_000_000;
const told: string[] = [];

const world: DeskWorld = {
  clock: { now: () => now, sleep: () => Promise.resolve() },
  random: () => 0.5,
  log: {
    debug() {},
    info: (message) => told.push(`info: ${message}`),
    warn: (message) => told.push(`warn: ${message}`),
    error() {},
  },
  peakMemoryBytes: () => 0,
  collectGarbage() {},
  readIfThere: () => Promise.resolve(null),
};

beforeAll(async () => {
  primary = await startPostgres({ isQuick: false });
  await primary.query("postgres", "create database graph");
  await (await openDatabase({ path: primary.url("graph") })).close();
  replica = await primary.replica();
  await replica.start();
  const database = await openDatabase({ path: primary.url("graph") });
  const instance = await ensureInstance(database, { tenantId: "t", accountName: null, now: 1 });
  store = { path: primary.url("graph"), database, instance, close: () => database.close() };
  await applyFound(store, {
    at: 100,
    entities: [machine("m"), user("u")],
    relationships: [has("m", "u")],
  });
  await followed();
  desk = await openDesk(world, {
    database: primary.url("graph"),
    mode: "write",
    replica: replica.url("graph"),
  });
});

afterAll(async () => {
  await desk.close();
  await store.close();
  await replica.remove();
  await primary.remove();
});

/** Waits until the replica has all that the primary wrote so far. */
async function followed(): Promise<void> {
  const [row] = await primary.query("postgres", "select pg_current_wal_lsn()::text as place");
  const place = String(row?.["place"]);
  const isThere = `select pg_last_wal_replay_lsn() >= '${place}'::pg_lsn as there`;
  while ((await replica.query("graph", isThere))[0]?.["there"] !== true);
}

/** How the replica is some seconds later, as monitors are told. */
async function replicaAfter(seconds: number): Promise<Record<string, number>> {
  now += seconds * 1_000;
  const figures = await desk.figures();
  const ofReplica = figures.filter(({ name }) => name.startsWith("replica"));
  return Object.fromEntries(ofReplica.map(({ name, samples }) => [name, samples[0]?.value ?? -1]));
}

async function exported(): Promise<string[]> {
  const keys: string[] = [];
  for await (const lines of desk.export({})) keys.push(...lines.map(({ _key }) => _key));
  return keys;
}

describe("with a replica", () => {
  it("what is read comes from there", async () => {
    await replica.query("graph", "select pg_wal_replay_pause()");
    await applyFound(store, { at: 200, entities: [machine("m"), machine("n"), user("u")] });
    expect(await exported()).not.toContain("machine:n");
    await replica.query("graph", "select pg_wal_replay_resume()");
    await followed();
    expect(await exported()).toContain("machine:n");
    const [life] = await desk.history({ key: "machine:m" });
    expect(life?.versions).toHaveLength(1);
    const [seen] = await desk.entity({ key: "machine:n" });
    expect(seen?.total).toBe(0);
    expect((await desk.shape()).entities.map(({ type }) => type)).toContain("machine");
  });

  it("changes and checks, which need to write, come from the primary", async () => {
    const operations: string[] = [];
    for await (const found of desk.changes({ since: 101 }))
      operations.push(...found.map(({ operation, key }) => `${operation} ${key}`));
    expect(operations).toContain("create machine:n");
    for await (const results of desk.verify())
      for (const { check, count } of results) expect({ check, count }).toEqual({ check, count: 0 });
  });

  it("nothing can be written there, and whoever takes it for the database is told", async () => {
    const failing = openDatabase({ path: replica.url("graph") });
    await expect(failing).rejects.toMatchObject({ code: "database_read_only" });
  });

  it("that keeps behind, reads go to the primary until it has followed", async () => {
    await followed();
    expect(await replicaAfter(6)).toMatchObject({ replica_serves: 1 });
    told.length = 0;
    await replica.query("graph", "select pg_wal_replay_pause()");
    await applyFound(store, { at: 300, entities: [machine("m"), machine("o"), user("u")] });
    expect(await replicaAfter(6)).toMatchObject({ replica_serves: 1 });
    expect(await exported()).not.toContain("machine:o");
    const late = await replicaAfter(31);
    expect(late["replica_serves"]).toBe(0);
    // Since when depends on whether it had followed to where it was asked for before.
    expect([31, 37]).toContain(late["replica_behind_seconds"]);
    expect(told.pop()).toMatch(/^warn: The replica .* cannot be read from: It is 3[17] s behind/);
    expect(await exported()).toContain("machine:o");
    await replica.query("graph", "select pg_wal_replay_resume()");
    await followed();
    await expect.poll(() => replicaAfter(6)).toMatchObject({ replica_serves: 1 });
    expect(told.pop()).toMatch(/^info: The replica .* is back/);
  });

  it("that stops, reads go to the primary until it is back", async () => {
    told.length = 0;
    await replica.stop();
    expect(await exported()).toContain("machine:m");
    expect((await desk.shape()).entities.map(({ type }) => type)).toContain("machine");
    expect(await replicaAfter(6)).toMatchObject({ replica_serves: 0 });
    expect(told).toHaveLength(1);
    expect((await desk.facts()).replica?.reason).toMatch(/lost|nobody answers/);
    // Whoever opens the graph now can, too.
    const other = await openDesk(world, {
      database: primary.url("graph"),
      mode: "write",
      replica: replica.url("graph"),
    });
    expect(await other.history({ key: "machine:m" })).toHaveLength(1);
    await other.close();
    await replica.start();
    await followed();
    await expect.poll(() => replicaAfter(6)).toMatchObject({ replica_serves: 1 });
    expect(await exported()).toContain("machine:m");
  });

  it("that is none, opening is refused", async () => {
    const failing = openDesk(world, {
      database: primary.url("graph"),
      mode: "write",
      replica: primary.url("graph"),
    });
    await expect(failing).rejects.toMatchObject({ code: "database_unfit" });
  });
});
