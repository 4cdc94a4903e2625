import { afterEach, beforeEach, expect, it } from "vitest";
import {
  applyFound,
  changesOf,
  graphOf,
  has,
  machine,
  netChangesOf,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import { checkText } from "../j1ql/analyse.ts";
import { listAudit, writeAudit } from "./audit.ts";
import { compactHistory } from "./compact.ts";
import { addDelivery, noteAttempt } from "./delivery.ts";
import { addEvaluation } from "./evaluation.ts";
import { readNeighbourhoods } from "./neighbourhood.ts";
import { readLives } from "./object-life.ts";
import { explainQuery } from "./explain.ts";
import { runQuery } from "./query.ts";

let store: Store;

const days = [100, 200, 300, 400];

beforeEach(async () => {
  store = await openStore();
  for (const at of days) {
    await applyFound(store, {
      at,
      entities: [machine("m", { day: at }), user("u"), user(`of ${at}`)],
      relationships: [has("m", "u", { day: at }), has("m", `of ${at}`)],
    });
  }
});

afterEach(async () => {
  await store.close();
});

const gone = { code: "history_gone", message: expect.stringContaining("history begins at 1970-") };

it("what was over before the moment is let go; from it on everything is as it was", async () => {
  const before = new Map<number, unknown>();
  for (let moment = 250; moment <= 450; moment += 50)
    before.set(moment, await graphOf(store, moment));
  const net = await netChangesOf(store, { since: 250 });
  const feed = await changesOf(store, { since: 300 });

  // Versions until 200: of the machine, a user, two edges. Those until 300 are still there at 250.
  const compacted = await compactHistory(store.database, 250);
  expect(compacted).toEqual({ versions: 4, changes: 6, beginsOn: 250 });
  for (const [moment, graph] of before) expect(await graphOf(store, moment)).toEqual(graph);
  expect(await netChangesOf(store, { since: 250 })).toEqual(net);
  expect(await changesOf(store, { since: 250 })).toEqual(feed);
  expect(await changesOf(store)).toEqual(feed);
  expect(await readLives(store.database, { key: "machine:m" })).toMatchObject([
    { historyBeginsOn: 250, versions: [{ version: 2, changed: {} }, { version: 3 }, {}] },
  ]);
});

it("what was told of rules goes with it, but for how each went last and what is still to be delivered", async () => {
  const { database } = store;
  const ended = { outcome: "clear", total: 0, added: 0, removed: 0, still: 0, errorCode: null };
  await database.transaction(async (session) => {
    for (const [ruleId, endedOn] of [
      [1, 100],
      [1, 200],
      [1, 300],
      [2, 100],
    ] as const)
      await addEvaluation(session, {
        ...ended,
        ruleId,
        cause: "test",
        note: null,
        startedOn: endedOn,
        endedOn,
      });
    for (const [idempotencyKey, state] of [
      ["old", "delivered"],
      ["waits", "waiting"],
    ] as const) {
      const wanted = { channelId: 1, ruleId: 1, alertId: null, event: "opened", content: "{}" };
      const { id } = await addDelivery(session, { ...wanted, idempotencyKey, now: 100 });
      await noteAttempt(session, id, { state, nextOn: 100, error: null, now: 100 });
    }
  });
  await compactHistory(database, 250);
  const rows = await database.all("select rule_id, ended_on from rule_evaluation order by id");
  expect(rows.map((row) => [row["rule_id"], row["ended_on"]])).toEqual([
    [1, 300],
    [2, 100],
  ]);
  const left = await database.all("select idempotency_key from delivery");
  expect(left.map((row) => row["idempotency_key"])).toEqual(["waits"]);
});

it("who did what is kept for a year at least, whatever goes", async () => {
  const { database } = store;
  const day = 86_400_000;
  const newest = 1_000 * day;
  const ages = [0, 300, 366, 367, 900];
  const common = { callerKind: "user", callerId: 1, callerName: "ada", object: "", details: {} };
  await database.transaction(async (session) => {
    for (const age of ages)
      await writeAudit(session, { ...common, happenedOn: newest - age * day, verb: String(age) });
  });
  const kept = async () =>
    (await listAudit(database, { before: null, find: "", limit: 9 })).map(({ verb }) => verb);
  await compactHistory(database, newest - 500 * day);
  expect(await kept()).toEqual(["367", "366", "300", "0"]);
  await compactHistory(database, newest - 1 * day);
  expect(await kept()).toEqual(["366", "300", "0"]);
});

it("nobody gets an answer about a time before", async () => {
  await compactHistory(store.database, 250);
  const { plan } = checkText("FIND user");
  if (plan === null) throw new Error("the query is wrong");
  const { database } = store;
  await expect(graphOf(store, 249)).rejects.toMatchObject(gone);
  await expect(runQuery(database, plan, { now: 500, asOf: 249 })).rejects.toMatchObject(gone);
  await expect(explainQuery(database, plan, { now: 500, asOf: 1 })).rejects.toMatchObject(gone);
  await expect(netChangesOf(store, { since: 249 })).rejects.toMatchObject(gone);
  await expect(changesOf(store, { since: 0 })).rejects.toMatchObject(gone);
  const past = readNeighbourhoods(database, { key: "machine:m", asOf: 200 });
  await expect(past).rejects.toMatchObject(gone);
  expect(await runQuery(database, plan, { now: 500, asOf: 250 })).toMatchObject({ totalCount: 2 });
});

it("a second compaction goes on from the first, and an earlier one changes nothing", async () => {
  await compactHistory(store.database, 250);
  const nothing = { versions: 0, changes: 0, beginsOn: 250 };
  expect(await compactHistory(store.database, 150)).toEqual(nothing);
  expect(await compactHistory(store.database, 250)).toEqual(nothing);
  expect(await compactHistory(store.database, 350)).toMatchObject({ versions: 4, beginsOn: 350 });
});

it("where nothing is old enough, every moment can still be asked for", async () => {
  const none = { versions: 0, changes: 0, beginsOn: null };
  expect(await compactHistory(store.database, 100)).toEqual(none);
  expect((await graphOf(store, 50)).size).toBe(0);
});

it("a reader that began before a compaction reads on in what it saw", async () => {
  const lines: unknown[] = [];
  const reading = store.database.snapshot(async function* (session) {
    yield await session.all("select count(*) as n from entity_history");
    yield await session.all("select count(*) as n from entity_history");
  });
  lines.push((await reading.next()).value);
  await compactHistory(store.database, 350);
  lines.push((await reading.next()).value);
  await reading.return();
  expect(lines[0]).toEqual(lines[1]);
});
