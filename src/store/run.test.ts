import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyFound, machine, openStore, type Store } from "../../test/support/store.ts";
import { ensureInstance, listInstances } from "./instance.ts";
import { openDatabase } from "./database.ts";
import { beginRun, endRun, lastRunOf, reportRun } from "./run.ts";
import { recallState, rememberState } from "./state.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore();
});

afterEach(async () => {
  await store.close();
});

describe("a run", () => {
  it("that fails keeps its reason, and the next one is still the baseline", async () => {
    const { database, instance } = store;
    const run = await beginRun(database, { instanceId: instance.id, startedOn: 10 });
    await endRun(database, run, { move: "fail", endedOn: 20, reason: "no secret" });
    expect(await lastRunOf(database, instance.id)).toMatchObject({ state: "failed", endedOn: 20 });
    expect(await applyFound(store, { at: 30, entities: [machine("m")] })).toMatchObject({
      baseline: true,
    });
    expect(await lastRunOf(database, instance.id)).toMatchObject({ state: "completed" });
  });

  it("that was applied keeps its report and its end", async () => {
    const { database, instance } = store;
    await applyFound(store, { at: 30, entities: [machine("m")] });
    const run = { id: 1, instanceId: instance.id };
    await reportRun(database, run, { state: "completed_with_problems", report: "{}", endedOn: 40 });
    const [row] = await database.all("select state, ended_on, report, baseline from run");
    expect(row).toEqual({
      state: "completed_with_problems",
      ended_on: 40,
      report: "{}",
      baseline: true,
    });
  });

  it("that was under way when the process ended is noted as interrupted", async () => {
    await beginRun(store.database, { instanceId: store.instance.id, startedOn: 10 });
    await store.database.close();
    const database = await openDatabase({ path: store.path });
    expect(await lastRunOf(database, store.instance.id)).toMatchObject({ state: "interrupted" });
    await database.close();
  });

  it("that was killed is noted as interrupted when the next one begins", async () => {
    const { database, instance } = store;
    await beginRun(database, { instanceId: instance.id, startedOn: 10 });
    // What a killed process held is let go of, without a word of it in the tables.
    await database.release(instance.id);
    await beginRun(database, { instanceId: instance.id, startedOn: 20 });
    const rows = await database.all("select state from run order by id");
    expect(rows).toEqual([{ state: "interrupted" }, { state: "running" }]);
  });
});

describe("an instance", () => {
  it("is one per tenant, and takes a new account name", async () => {
    const { database, instance } = store;
    const again = await ensureInstance(database, { tenantId: "t", accountName: "Acme", now: 2 });
    const other = await ensureInstance(database, { tenantId: "o", accountName: null, now: 3 });
    expect(again).toEqual({ ...instance, accountName: "Acme" });
    expect(await listInstances(database)).toEqual([again, other]);
  });

  it("loses nothing to a run of another", async () => {
    const other = await ensureInstance(store.database, {
      tenantId: "o",
      accountName: null,
      now: 3,
    });
    await applyFound(store, { at: 10, entities: [machine("m")] });
    await applyFound({ ...store, instance: other }, { at: 20, entities: [machine("n")] });
    await applyFound(store, { at: 30, entities: [machine("m")] });
    const rows = await store.database.all("select instance_id, key from entity order by key");
    expect(rows).toEqual([
      { instance_id: store.instance.id, key: "machine:m" },
      { instance_id: other.id, key: "machine:n" },
    ]);
  });

  it("remembers values by name", async () => {
    const { database, instance } = store;
    const of = { instanceId: instance.id, name: "budget" };
    expect(await recallState(database, instance.id, "budget")).toBeNull();
    await rememberState(database, { ...of, value: { left: [1, 2] } });
    await rememberState(database, { ...of, value: { left: [1] } });
    expect(await recallState(database, instance.id, "budget")).toEqual({ left: [1] });
  });
});
