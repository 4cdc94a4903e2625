import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Properties } from "../graph/entity.ts";
import {
  applyFound,
  changesOf,
  doneTo,
  graphOf,
  has,
  keysOf,
  machine,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore();
});

afterEach(async () => {
  await store.close();
});

const none = { created: 0, updated: 0, touched: 0, deleted: 0, kept: 0, held: 0 };

describe("a snapshot", () => {
  it("becomes the graph", async () => {
    const entities = [machine("m", { os: "Windows", ips: ["1.1.1.1"] }), user("u")];
    const applied = await applyFound(store, {
      at: 100,
      entities,
      relationships: [has("m", "u", { times: 3 })],
    });
    expect(applied).toMatchObject({ baseline: true, observedOn: 100 });
    expect(doneTo(applied, "machine")).toEqual({ ...none, created: 1 });
    expect(doneTo(applied, "machine_has_user")).toEqual({ ...none, created: 1 });
    expect([...(await graphOf(store)).values()]).toEqual([
      {
        kind: "entity",
        _key: "machine:m",
        _type: "machine",
        _class: ["Device"],
        properties: { displayName: "m", ips: ["1.1.1.1"], os: "Windows" },
      },
      {
        kind: "relationship",
        _key: "machine:m|has|user:u",
        _type: "machine_has_user",
        _class: "HAS",
        _fromEntityKey: "machine:m",
        _toEntityKey: "user:u",
        properties: { times: 3 },
      },
      {
        kind: "entity",
        _key: "user:u",
        _type: "user",
        _class: ["User"],
        properties: { displayName: "u" },
      },
    ]);
  });

  it("changes nothing when it is applied twice, whatever the order of properties", async () => {
    const once = { os: "Windows", lastSeenOn: 5, risk: null };
    const again = { risk: null, lastSeenOn: 5, os: "Windows" };
    const relationships = [has("m", "u", { a: 1, b: 2 })];
    await applyFound(store, { at: 100, entities: [machine("m", once), user("u")], relationships });
    const applied = await applyFound(store, {
      at: 200,
      entities: [user("u"), machine("m", again)],
      relationships: [has("m", "u", { b: 2, a: 1 })],
    });
    for (const type of ["machine", "user", "machine_has_user"]) {
      expect(doneTo(applied, type)).toEqual({ ...none, kept: 1 });
    }
    expect(await changesOf(store)).toEqual([]);
  });

  it("of the first run is a baseline: no changes are listed", async () => {
    await applyFound(store, { at: 100, entities: [machine("m")] });
    const second = await applyFound(store, { at: 200, entities: [machine("m"), user("u")] });
    expect(second.baseline).toBe(false);
    expect(await changesOf(store)).toMatchObject([
      { operation: "create", key: "user:u", at: 200, run: 2, properties: {} },
    ]);
  });

  it("keeps what a database cannot hold from harming the graph", async () => {
    const odd: Properties = {
      displayName: "a\0b",
      name: "half \ud83d and whole 😀",
      path: "c:\\u0000\\udc00",
      "\udc00": ["\ud800", "x\0"],
    };
    const entities = [{ ...machine('quote"\\\0', odd), raw: { text: "\0\ud800" } }, user("\0")];
    const relationships = [has('quote"\\\0', "\0", { "\0": "\0" })];
    await applyFound(store, { at: 100, entities, relationships });
    const again = await applyFound(store, { at: 200, entities, relationships });
    expect(doneTo(again, "machine_has_user").kept).toBe(1);
    expect(doneTo(again, "machine").kept).toBe(1);
    expect([...(await graphOf(store)).values()]).toMatchObject([
      {
        _key: 'machine:quote"\\\ufffd',
        properties: {
          displayName: "a\ufffdb",
          name: "half \ufffd and whole 😀",
          path: "c:\\u0000\\udc00",
          "\ufffd": ["\ufffd", "x\ufffd"],
        },
      },
      { _key: 'machine:quote"\\\ufffd|has|user:\ufffd', properties: { "\ufffd": "\ufffd" } },
      { _key: "user:\ufffd", properties: { displayName: "\ufffd" } },
    ]);
    const named = "select display_name from entity where display_name = ? and key = ?";
    expect(await store.database.all(named, ["a\0b", 'machine:quote"\\\0'])).toEqual([
      { display_name: "a\ufffdb" },
    ]);
  });
});

describe("a difference", () => {
  it("in a property closes a version and is told with old and new", async () => {
    await applyFound(store, { at: 100, entities: [machine("m", { os: "10", risk: "Low" })] });
    const applied = await applyFound(store, {
      at: 200,
      entities: [machine("m", { os: "11", ips: ["1.1.1.1"] })],
    });
    expect(doneTo(applied, "machine")).toEqual({ ...none, updated: 1 });
    expect(await changesOf(store)).toEqual([
      {
        kind: "entity",
        operation: "update",
        key: "machine:m",
        type: "machine",
        classes: ["Device"],
        displayName: "m",
        at: 200,
        run: 2,
        properties: {
          ips: { before: undefined, after: ["1.1.1.1"] },
          os: { before: "10", after: "11" },
          risk: { before: "Low", after: undefined },
        },
      },
    ]);
    expect((await graphOf(store, 199)).get("machine:m")?.properties).toMatchObject({ os: "10" });
    expect((await graphOf(store, 200)).get("machine:m")?.properties).toMatchObject({ os: "11" });
    const [row] = await store.database.all("select version, created_on, begin_on from entity");
    expect(row).toEqual({ version: 2, created_on: 100, begin_on: 200 });
  });

  it("in a volatile property alone refreshes the version and is no change", async () => {
    const edge = (lastSeenOn: number) => [has("m", "u", { lastSeenOn, type: "Interactive" })];
    const machineAt = (lastSeenOn: number) => [machine("m", { lastSeenOn }), user("u")];
    await applyFound(store, { at: 100, entities: machineAt(1), relationships: edge(1) });
    const applied = await applyFound(store, {
      at: 200,
      entities: machineAt(2),
      relationships: edge(2),
    });
    expect(doneTo(applied, "machine")).toEqual({ ...none, touched: 1 });
    expect(doneTo(applied, "machine_has_user")).toEqual({ ...none, touched: 1 });
    expect(await changesOf(store)).toEqual([]);
    const graph = await graphOf(store);
    expect(graph.get("machine:m")?.properties).toMatchObject({ lastSeenOn: 2 });
    expect(graph.get("machine:m|has|user:u")?.properties).toMatchObject({ lastSeenOn: 2 });
    const rows = await store.database.all(
      "select version, created_on, begin_on, run_id from relationship",
    );
    expect(rows).toEqual([{ version: 1, created_on: 100, begin_on: 100, run_id: 1 }]);
    expect(await keysOf(store, 150)).toHaveLength(3);
  });

  it("in a volatile property beside another is not told", async () => {
    await applyFound(store, { at: 100, entities: [machine("m", { os: "10", lastSeenOn: 1 })] });
    await applyFound(store, { at: 200, entities: [machine("m", { os: "11", lastSeenOn: 2 })] });
    expect((await changesOf(store)).map((change) => change.properties)).toEqual([
      { os: { before: "10", after: "11" } },
    ]);
  });

  it("in the raw record alone replaces it and is no change", async () => {
    await applyFound(store, { at: 100, entities: [{ ...machine("m"), raw: { a: 1 } }] });
    const applied = await applyFound(store, {
      at: 200,
      entities: [{ ...machine("m"), raw: { a: 2 } }],
    });
    expect(doneTo(applied, "machine")).toEqual({ ...none, touched: 1 });
    expect(await store.database.all("select raw, version from entity")).toEqual([
      { raw: '{"a":2}', version: 1 },
    ]);
  });

  it("in type or class under one key is an update", async () => {
    await applyFound(store, { at: 100, entities: [machine("m"), machine("n")] });
    const applied = await applyFound(store, {
      at: 200,
      entities: [
        { ...machine("m"), type: "user" },
        { ...machine("n"), classes: ["Device", "Host"] },
      ],
    });
    expect(doneTo(applied, "user")).toEqual({ ...none, updated: 1 });
    expect(doneTo(applied, "machine")).toEqual({ ...none, updated: 1 });
    const rows = await store.database.all("select id, version from entity order by key");
    expect(rows.map((row) => row["version"])).toEqual([2, 2]);
  });

  it("is later than all before, even when the clock went back", async () => {
    await applyFound(store, { at: 100, entities: [machine("m")] });
    const applied = await applyFound(store, { at: 50, entities: [machine("m", { os: "11" })] });
    expect(applied.observedOn).toBe(101);
    expect((await graphOf(store, 100)).get("machine:m")?.properties).toEqual({ displayName: "m" });
  });
});

describe("what is gone", () => {
  it("leaves the graph with its edges, and is still there as of before", async () => {
    const relationships = [has("m", "u"), has("n", "u")];
    const entities = [machine("m"), machine("n"), user("u")];
    await applyFound(store, { at: 100, entities, relationships });
    const applied = await applyFound(store, {
      at: 200,
      entities: [machine("n"), user("u")],
      relationships: [has("n", "u")],
    });
    expect(doneTo(applied, "machine")).toEqual({ ...none, deleted: 1, kept: 1 });
    expect(doneTo(applied, "machine_has_user")).toEqual({ ...none, deleted: 1, kept: 1 });
    expect(await keysOf(store)).toEqual(["machine:n", "machine:n|has|user:u", "user:u"]);
    expect(await keysOf(store, 199)).toHaveLength(5);
    expect((await changesOf(store)).map(({ operation, key }) => [operation, key])).toEqual([
      ["delete", "machine:m"],
      ["delete", "machine:m|has|user:u"],
    ]);
  });

  it("stays when its type has no receipt, with its edges", async () => {
    const entities = [machine("m"), user("u")];
    await applyFound(store, { at: 100, entities, relationships: [has("m", "u")] });
    await applyFound(store, { at: 200, complete: [] });
    expect(await keysOf(store)).toHaveLength(3);
  });

  it("takes edges along whose type has no receipt", async () => {
    const entities = [machine("m"), user("u")];
    await applyFound(store, { at: 100, entities, relationships: [has("m", "u")] });
    await applyFound(store, { at: 200, entities: [user("u")], complete: ["machine"] });
    expect(await keysOf(store)).toEqual(["user:u"]);
  });

  it("comes back as something new under its old key", async () => {
    await applyFound(store, { at: 100, entities: [machine("m"), user("u")] });
    await applyFound(store, { at: 200, entities: [user("u")] });
    await applyFound(store, { at: 300, entities: [machine("m"), user("u")] });
    expect(await keysOf(store, 250)).toEqual(["user:u"]);
    expect(await keysOf(store)).toEqual(["machine:m", "user:u"]);
    const versions = "select created_on, version from entity where key = 'machine:m'";
    expect(await store.database.all(versions)).toEqual([{ created_on: 300, version: 1 }]);
  });
});
