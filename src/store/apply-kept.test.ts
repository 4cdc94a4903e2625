import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Properties } from "../graph/entity.ts";
import {
  allTypes,
  applyFound,
  doneTo,
  graphOf,
  has,
  keysOf,
  machine,
  manages,
  openStore,
  rules,
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

describe("a type that is kept", () => {
  it("stays, unless an object is staged anew", async () => {
    const entities = [machine("m", { os: "10" }), machine("n"), user("u")];
    const relationships = [has("m", "u"), has("n", "u")];
    await applyFound(store, { at: 100, entities, relationships });
    const applied = await applyFound(store, {
      at: 200,
      entities: [machine("m", { os: "11" }), user("u")],
      keepTypes: ["machine", "machine_has_user"],
    });
    expect(doneTo(applied, "machine")).toEqual({ ...none, updated: 1, kept: 1 });
    expect(doneTo(applied, "machine_has_user")).toEqual({ ...none, kept: 2 });
    expect(await keysOf(store)).toHaveLength(5);
  });
});

describe("edges kept from an entity", () => {
  const entities = [machine("m"), machine("n"), user("u"), user("v"), user("w")];
  const relationships = [has("m", "u"), has("m", "v"), has("n", "w"), manages("u", "v")];

  beforeEach(async () => {
    await applyFound(store, { at: 100, entities, relationships });
  });

  it("stay with the entities they lead to, all others go", async () => {
    await applyFound(store, {
      at: 200,
      entities: [machine("m"), machine("n")],
      keepFrom: [{ from: "m", withTargets: true }],
    });
    const kept = ["machine:m|has|user:u", "machine:m|has|user:v", "machine:n", "user:u", "user:v"];
    expect(await keysOf(store)).toEqual(["machine:m", ...kept]);
  });

  it("stay with entities of the kept type alone", async () => {
    const agent = { ...machine("a"), type: "agent", key: "agent:a" };
    const toAgent = { ...has("m", "u"), to: agent.key };
    await applyFound(store, {
      at: 150,
      entities: [...entities, agent],
      relationships: [...relationships, toAgent],
    });
    await applyFound(store, {
      at: 200,
      entities: [machine("m"), machine("n")],
      keepFrom: [{ from: "m", withTargets: true }],
      complete: [...allTypes, "agent"],
    });
    const keys = await keysOf(store);
    expect(keys).toContain("user:u");
    expect(keys).not.toContain("agent:a");
  });

  it("go when what they lead to goes", async () => {
    await applyFound(store, {
      at: 200,
      entities: [machine("m"), machine("n"), user("u")],
      keepFrom: [{ from: "m", withTargets: false }],
    });
    expect(await keysOf(store)).toEqual([
      "machine:m",
      "machine:m|has|user:u",
      "machine:n",
      "user:u",
    ]);
  });

  it("go when what they come from goes", async () => {
    await applyFound(store, {
      at: 200,
      entities: [machine("n"), user("u"), user("v")],
      keepFrom: [{ from: "m", withTargets: false }],
    });
    expect(await keysOf(store)).toEqual(["machine:n", "user:u", "user:v"]);
  });
});

describe("what is staged", () => {
  it("and leads to nothing is left out and counted", async () => {
    const applied = await applyFound(store, {
      at: 100,
      entities: [machine("m")],
      relationships: [has("m", "nobody"), has("nowhere", "nobody"), manages("a", "b")],
    });
    expect([...applied.dangling]).toEqual([
      ["machine_has_user", 2],
      ["user_manages_user", 1],
    ]);
    expect(await keysOf(store)).toEqual(["machine:m"]);
  });

  it("may lead to what is only kept", async () => {
    await applyFound(store, { at: 100, entities: [machine("m"), user("u")] });
    const applied = await applyFound(store, {
      at: 200,
      entities: [machine("m")],
      relationships: [has("m", "u")],
      complete: ["machine"],
    });
    expect(applied.dangling.size).toBe(0);
    expect(await keysOf(store)).toEqual(["machine:m", "machine:m|has|user:u", "user:u"]);
  });

  it("twice with differing content is taken as it came first, and counted", async () => {
    const applied = await applyFound(store, {
      at: 100,
      entities: [machine("m", { n: 1 }), machine("m", { n: 2 }), user("u"), user("u")],
      relationships: [has("m", "u", { n: 1 }), has("m", "u", { n: 2 }), has("m", "u", { n: 1 })],
    });
    expect([...applied.conflicts]).toEqual([
      ["machine", 1],
      ["machine_has_user", 1],
    ]);
    const graph = await graphOf(store);
    expect(graph.get("machine:m")?.properties).toMatchObject({ n: 1 });
    expect(graph.get("machine:m|has|user:u")?.properties).toEqual({ n: 1 });
  });

  it("several times is joined where the type says how", async () => {
    const most = (a: Properties, b: Properties): Properties => ({
      n: Math.max(Number(a["n"]), Number(b["n"])),
    });
    const merging = { ...rules, merge: new Map([["machine_has_user", most]]) };
    const entities = [machine("m"), user("u"), user("v")];
    const times = [3, 7, 5, 7].map((n) => has("m", "u", { n }));
    const relationships = [...times, has("m", "v", { n: 1 })];
    const first = await applyFound(store, { at: 100, entities, relationships, rules: merging });
    expect(first.conflicts.size).toBe(0);
    expect(doneTo(first, "machine_has_user")).toEqual({ ...none, created: 2 });
    expect((await graphOf(store)).get("machine:m|has|user:u")?.properties).toEqual({ n: 7 });
    const again = await applyFound(store, {
      at: 200,
      entities,
      relationships: relationships.toReversed(),
      rules: merging,
    });
    expect(doneTo(again, "machine_has_user")).toEqual({ ...none, kept: 2 });
  });
});
