import { afterEach, beforeEach, expect, test } from "vitest";
import { silent } from "../base/log.ts";
import { applyFound, machine, openStore, type Store } from "../../test/support/store.ts";
import { listAudit } from "../store/audit.ts";
import { localCaller } from "./caller.ts";
import { compact, compactAfterRun, compactText } from "./compact.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { Told } from "./told.ts";

const day = 86_400_000;
const never = new AbortController().signal;
let store: Store;

beforeEach(async () => {
  store = await openStore();
  for (const at of [1, 2, 3]) {
    await applyFound(store, { at: at * day, entities: [machine("m", { at })] });
  }
});

afterEach(async () => {
  await store.close();
});

function partsAt(now: number): DeskParts {
  const clock = { now: () => now, sleep: () => new Promise<void>(() => {}) };
  const world = {
    clock,
    random: () => 0,
    log: silent,
    peakMemoryBytes: () => 0,
    collectGarbage() {},
    readIfThere: () => Promise.resolve(null),
  };
  const catalogue = () => Promise.reject(new Error("no catalogue"));
  const smartClasses = () => Promise.resolve({});
  return { database: store.database, world, catalogue, smartClasses };
}

test("history is kept for as many days as asked for", async () => {
  const asked = { caller: localCaller, progress: () => undefined };
  const kept = await compact(partsAt(4 * day), { ...asked, keepDays: 2 }, never);
  expect(kept).toEqual({ versions: 0, changes: 0, beginsOn: null });
  expect(compactText(kept)).toBe("No history is old enough to be let go: all of it is kept.");
  const compacted = await compact(partsAt(4 * day), { ...asked, keepDays: 1.5 }, never);
  expect(compacted).toEqual({ versions: 1, changes: 1, beginsOn: 2.5 * day });
  expect(compactText(compacted)).toBe(
    "Old history was let go (1 versions, 1 changes): it begins at 1970-01-03T12:00:00.000Z.",
  );
});

test("a compaction is for administrators, is recorded, and leaves all as it is when it is interrupted", async () => {
  const told: Told[] = [];
  const controller = new AbortController();
  const stop = (one: Told): void => {
    told.push(one);
    if (one.what === "changes") controller.abort();
  };
  const asked = { caller: localCaller, keepDays: 1.5, progress: stop };
  const refused = { ...asked, caller: { ...localCaller, role: "editor" } as const };
  const { signal } = controller;
  await expect(compact(partsAt(4 * day), refused, signal)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(compact(partsAt(4 * day), asked, signal)).rejects.toMatchObject({
    code: "compaction_interrupted",
  });
  expect(told).toEqual([
    { what: "versions of entities", count: 1 },
    { what: "versions of relationships", count: 0 },
    { what: "changes", count: 1 },
  ]);
  const records = () => listAudit(store.database, { before: null, find: "", limit: 9 });
  expect(await records()).toEqual([]);
  await compact(partsAt(4 * day), { ...asked, progress: () => undefined }, never);
  expect(await records()).toMatchObject([
    {
      callerName: "command line",
      verb: "database.compact",
      object: "history",
      details: { keepDays: 1.5, versions: 1, changes: 1 },
    },
  ]);
});

test("a run notes what was let go after it, and nothing when nothing was", async () => {
  expect(await compactAfterRun(partsAt(4 * day), 1.5)).toMatchObject([
    { code: "history_let_go", count: 2 },
  ]);
  expect(await compactAfterRun(partsAt(4 * day), 1.5)).toEqual([]);
});

test("a run stands even if history cannot be let go after it", async () => {
  await store.database.close();
  expect(await compactAfterRun(partsAt(4 * day), 1)).toMatchObject([
    { code: "history_kept", text: expect.stringContaining("The database is closed.") },
  ]);
});
