import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  applyFound,
  has,
  machine,
  manages,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import { engine } from "../../test/support/place.ts";
import { compactHistory } from "./compact.ts";
import { type Verified, verify } from "./verify.ts";

let made: Store;
let store: Store;

beforeAll(async () => {
  made = await openStore();
  await applyFound(made, {
    at: 100,
    entities: [
      machine("m", { lastSeenOn: 1, note: ',"lastSeenOn":7', ips: ["é", "🙂"] }),
      { ...machine("n", { lastSeenOn: 1 }), raw: { id: 7 } },
      user("u"),
      user("v"),
      user("w"),
    ],
    relationships: [
      has("m", "u", { lastSeenOn: 1 }),
      has("m", "v", { count: 1 }),
      has("n", "u"),
      manages("u", "v"),
    ],
  });
  await applyFound(made, {
    at: 200,
    entities: [
      machine("m", { lastSeenOn: 2, note: ',"lastSeenOn":7', ips: [] }),
      user("u"),
      user("v"),
      user("x"),
    ],
    relationships: [has("m", "u", { lastSeenOn: 2 }), has("m", "v", { count: 2 }), has("m", "x")],
  });
  await applyFound(made, {
    at: 300,
    entities: [machine("m", { lastSeenOn: 3 }), user("u", { mail: null }), user("w")],
    relationships: [has("m", "u", { lastSeenOn: 2, count: 1 })],
  });
  // Each test gets a copy of it.
  await made.database.close();
});

beforeEach(async () => {
  store = await openStore(engine, made.path);
});

afterEach(async () => {
  await store.close();
});

afterAll(() => made.close());

async function findings(): Promise<Verified[]> {
  const found: Verified[] = [];
  for await (const results of verify(store.database)) found.push(...results);
  return found.filter(({ count }) => count > 0);
}

describe("nothing is found", () => {
  it("in a graph that runs wrote", async () => {
    expect(await findings()).toEqual([]);
  });

  it("after history was let go", async () => {
    for (const moment of [150, 200, 250, 301]) {
      await compactHistory(store.database, moment);
      expect(await findings()).toEqual([]);
    }
  });

  it("in an empty database", async () => {
    const empty = await openStore();
    const found: Verified[] = [];
    for await (const results of verify(empty.database)) found.push(...results);
    expect(found.filter(({ count }) => count > 0)).toEqual([]);
    await empty.close();
  });

  it("in versions of a release in which other properties were volatile", async () => {
    await store.database.run("delete from volatile_property");
    await store.database.run("insert into volatile_property values ('machine', 'note')");
    expect(await findings()).toEqual([]);
  });
});

it("stops when its asker goes", async () => {
  const asker = new AbortController();
  const checking = verify(store.database, asker.signal);
  await checking.next();
  asker.abort();
  await expect(checking.next()).rejects.toMatchObject({ code: "query_cancelled" });
  expect(await findings()).toEqual([]);
});

// PostgreSQL keeps properties parsed.
const changed =
  engine === "postgres"
    ? `properties || '{"displayName":"q"}'`
    : `replace(properties, '"m"', '"q"')`;

describe("what a run would never write is found", () => {
  // Each spoils the database in one way, and names the check that must see it.
  it.each([
    ["current", "insert into entity select * from entity where key = 'user:u'"],
    [
      "current",
      `insert into relationship (id, instance_id, type, verb, from_id, to_id, properties, digest, volatile_digest, version, created_on, begin_on, run_id)
       select id + 1000, instance_id, type, verb, from_id, to_id, properties, digest, volatile_digest, version, created_on, begin_on, run_id from relationship`,
    ],
    ["versions", "update entity_history set end_on = end_on + 1 where key = 'machine:m'"],
    ["versions", "update entity_history set deleted = true where key = 'machine:m'"],
    ["versions", "delete from entity_history where key = 'machine:m' and version = 2"],
    ["versions", "update relationship_history set deleted = false where deleted"],
    ["lives", "update entity_history set end_on = 350 where key = 'user:w'"],
    ["created", "update entity set created_on = 150 where key = 'machine:m' and version > 1"],
    ["ends", "delete from entity where key = 'user:u'"],
    ["ends", "update entity_history set end_on = 150 where key = 'user:x'"],
    ["ends", "update relationship_history set begin_on = 50 where type = 'user_manages_user'"],
    ["runs", "update entity set run_id = 2 where key = 'user:w'"],
    ["feed", "delete from change where operation = 'delete' and kind = 'relationship'"],
    ["feed", "insert into change select * from change where operation = 'create' limit 1"],
    ["feed", "update change set operation = 'update' where operation = 'create'"],
    ["held", "insert into held values (1, 'entity', 99999, 'user', 1)"],
    ["digests", `update entity set properties = ${changed} where key = 'machine:m'`],
    ["digests", "update entity_history set classes = array['User', 'Admin'] where key = 'user:v'"],
    ["digests", "update entity_history set raw = 'x' where key = 'machine:n'"],
    ["digests", "update relationship_history set properties = '{}' where version = 1"],
    ["catalogue", "update shape_entity set count = count + 1"],
    ["catalogue", "delete from shape_entity"],
    ["catalogue", `update shape_entity set properties = replace(properties, 'string', 'number')`],
    ["catalogue", "update shape_relationship set count = 7"],
    ["catalogue", "delete from shape_relationship"],
    [
      "numbers",
      "insert into run (id, instance_id, state, started_on) values (900, 1, 'failed', 1)",
    ],
  ])("%s: %s", async (check, sql) => {
    await store.database.run(sql);
    const found = await findings();
    expect(found.map((finding) => finding.check)).toContain(check);
    expect(found.every(({ examples, todo }) => examples.length > 0 && todo !== "")).toBe(true);
  });
});
