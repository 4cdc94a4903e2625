import { afterEach, beforeEach, expect, it } from "vitest";
import {
  applyFound,
  changesOf,
  has,
  machine,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import { checkText } from "../j1ql/analyse.ts";
import { countCurrent } from "./count-current.ts";
import { currentEntities } from "./current.ts";
import { heldBackFrom } from "./held-back.ts";
import { ensureInstance } from "./instance.ts";
import { readLives } from "./object-life.ts";
import { readNeighbourhoods } from "./neighbourhood.ts";
import { readCatalogue, runQuery } from "./query.ts";
import { recallState, rememberState } from "./state.ts";
import { verify } from "./verify.ts";

let store: Store;
let other: Store;

// Two tenants whose objects have the same keys, as those of one company's test and production tenants may.
beforeEach(async () => {
  store = await openStore();
  const instance = await ensureInstance(store.database, {
    tenantId: "o",
    accountName: null,
    now: 2,
  });
  other = { ...store, instance };
  await applyFound(store, {
    at: 100,
    entities: [machine("m", { owner: "a" }), user("u"), user("only-a")],
    relationships: [has("m", "u", { note: "a" }), has("m", "only-a")],
  });
  await applyFound(other, {
    at: 200,
    entities: [machine("m", { owner: "b" }), user("u")],
    relationships: [has("m", "u", { note: "b" })],
  });
});

afterEach(async () => {
  await store.close();
});

async function ask(text: string, instanceId: number) {
  const { plan } = checkText(text, {
    parameters: {},
    catalogue: await readCatalogue(store.database),
  });
  if (plan === null) throw new Error(`wrong: ${text}`);
  return runQuery(store.database, plan, { now: 1_000, instanceId });
}

it("a run of one tenant changes and deletes nothing of another that has the same keys", async () => {
  await applyFound(store, { at: 300, entities: [machine("m", { owner: "c" })], confirmHeld: true });
  const rows = await store.database.all(
    "select instance_id, key, version from entity order by instance_id, key",
  );
  expect(rows).toEqual([
    { instance_id: store.instance.id, key: "machine:m", version: 2 },
    { instance_id: other.instance.id, key: "machine:m", version: 1 },
    { instance_id: other.instance.id, key: "user:u", version: 1 },
  ]);
  const told = await changesOf(store, { since: 300 });
  expect(told.map(({ operation, key }) => `${operation} ${key}`).toSorted()).toEqual([
    "delete machine:m|has|user:only-a",
    "delete machine:m|has|user:u",
    "delete user:only-a",
    "delete user:u",
    "update machine:m",
  ]);
  for await (const results of verify(store.database))
    for (const { check, count } of results) expect({ check, count }).toEqual({ check, count: 0 });
});

it("no edge leads from one tenant to another, even while both run", async () => {
  await Promise.all([
    applyFound(store, {
      at: 300,
      entities: [machine("m"), user("x")],
      relationships: [has("m", "x")],
    }),
    applyFound(other, {
      at: 300,
      entities: [machine("m"), user("y")],
      relationships: [has("m", "y")],
    }),
  ]);
  const crossing = await store.database.all(
    `select r.id from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
     where f.instance_id <> r.instance_id or t.instance_id <> r.instance_id`,
  );
  expect(crossing).toEqual([]);
});

it("a question within one tenant finds nothing of another", async () => {
  const owners = async (instanceId: number) => {
    const found = await ask("FIND machine AS m RETURN m.owner AS owner", instanceId);
    return found.type === "table" ? found.data.map((row) => row["owner"]) : [];
  };
  expect(await owners(store.instance.id)).toEqual(["a"]);
  expect(await owners(other.instance.id)).toEqual(["b"]);
  const walked = await ask("FIND user THAT HAS machine RETURN TREE", other.instance.id);
  expect(walked.totalCount).toBe(1);
});

it("what is told of one tenant's objects keeps the tenants apart", async () => {
  const lives = await readLives(store.database, { key: "machine:m" });
  expect(lives.map(({ instance }) => instance)).toEqual([store.instance.id, other.instance.id]);
  const around = await readNeighbourhoods(store.database, { key: "machine:m" });
  expect(around.map(({ instance, total }) => ({ instance, total }))).toEqual([
    { instance: store.instance.id, total: 2 },
    { instance: other.instance.id, total: 1 },
  ]);
  const catalogue = await readCatalogue(store.database, other.instance.id);
  expect(catalogue.entities.map(({ type, count }) => `${type} ${count}`)).toEqual([
    "machine 1",
    "user 1",
  ]);
});

it("what a run reads of the graph and remembers is its tenant's", async () => {
  const of = { instanceId: other.instance.id, types: ["user", "machine_has_user"] };
  expect(await countCurrent(store.database, of)).toBe(2);
  const keys: string[] = [];
  for await (const batch of currentEntities(store.database, of))
    keys.push(...batch.map(({ key }) => key));
  expect(keys).toEqual(["user:u"]);
  await rememberState(store.database, { instanceId: store.instance.id, name: "n", value: 1 });
  expect(await recallState(store.database, other.instance.id, "n")).toBeNull();
  const held = { instanceId: other.instance.id, type: "machine_has_user" };
  expect(await heldBackFrom(store.database, held)).toEqual([]);
});
