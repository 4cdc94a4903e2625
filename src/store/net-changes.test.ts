import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  applyFound,
  changesOf,
  has,
  machine,
  netChangesOf,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import type { NetChangesInput } from "./net-changes.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore();
  await applyFound(store, {
    at: 100,
    entities: [machine("m", { os: "Windows10", risk: "Low" }), user("u"), user("v")],
    relationships: [has("m", "u", { count: 1 }), has("m", "v")],
  });
  await applyFound(store, {
    at: 200,
    entities: [machine("m", { os: "Windows11", risk: "High" }), user("u"), user("brief")],
    relationships: [has("m", "u", { count: 2 }), has("m", "brief")],
  });
  await applyFound(store, {
    at: 300,
    entities: [
      machine("m", { os: "Windows11", risk: "Low" }),
      { ...user("u"), classes: ["User", "Admin"] },
      user("v"),
    ],
    relationships: [has("m", "u", { count: 1 }), has("m", "v")],
  });
});

afterEach(async () => {
  await store.close();
});

async function told(input: NetChangesInput): Promise<unknown[]> {
  const changes = await netChangesOf(store, input);
  return changes.map(({ operation, key, at, run }) => [operation, key, at, run]);
}

describe("between two moments", () => {
  it("what came and went, and what changed and changed back, is not there", async () => {
    expect(await netChangesOf(store, { since: 100, until: 300 })).toEqual([
      {
        kind: "entity",
        operation: "update",
        key: "machine:m",
        type: "machine",
        classes: ["Device"],
        displayName: "m",
        at: 300,
        run: 3,
        properties: { os: { before: "Windows10", after: "Windows11" } },
      },
      {
        kind: "entity",
        operation: "update",
        key: "user:u",
        type: "user",
        classes: ["User", "Admin"],
        displayName: "u",
        at: 300,
        run: 3,
        properties: { _class: { before: ["User"], after: ["User", "Admin"] } },
      },
    ]);
  });

  it("deletions tell when they happened and in which run, creations when the object came", async () => {
    expect(await told({ since: 150, until: 250 })).toEqual([
      ["update", "machine:m", 200, 2],
      ["create", "user:brief", 200, 2],
      ["delete", "user:v", 200, 2],
      ["create", "machine:m|has|user:brief", 200, 2],
      ["update", "machine:m|has|user:u", 200, 2],
      ["delete", "machine:m|has|user:v", 200, 2],
    ]);
  });

  it("the second moment is the present one when none is given", async () => {
    expect(await told({ since: 100 })).toEqual(await told({ since: 100, until: 300 }));
  });

  it("nothing differs between a moment and itself, or while nothing was applied", async () => {
    expect(await told({ since: 200, until: 200 })).toEqual([]);
    expect(await told({ since: 210, until: 290 })).toEqual([]);
    expect(await told({ since: 300 })).toEqual([]);
  });

  it("before the first run there is nothing, so all was created since", async () => {
    const changes = await netChangesOf(store, { since: 1, until: 100 });
    expect(changes.map(({ operation }) => operation)).toEqual(Array(5).fill("create"));
  });
});

describe("filters", () => {
  const since = 150;
  const until = 250;

  it.each([
    [{ type: "user" }, ["user:brief", "user:v"]],
    [{ operation: "update" }, ["machine:m", "machine:m|has|user:u"]],
    [{ key: "machine:m|has|user:v" }, ["machine:m|has|user:v"]],
    [{ property: "risk" }, ["machine:m"]],
    [{ property: "count", type: "machine" }, []],
  ] as const)("%j lets through %j", async (filter, keys) => {
    const net = await netChangesOf(store, { since, until, ...filter });
    expect(net.map(({ key }) => key)).toEqual(keys);
    const feed = await changesOf(store, { since, until, ...filter });
    expect(feed.map(({ key }) => key)).toEqual(keys);
  });
});
