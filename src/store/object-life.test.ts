import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyFound, has, machine, openStore, type Store, user } from "../../test/support/store.ts";
import { readNeighbourhoods } from "./neighbourhood.ts";
import { readLives } from "./object-life.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore();
  await applyFound(store, {
    at: 100,
    entities: [machine("m", { os: "10", lastSeenOn: 1 }), user("a|has|b"), user("b")],
    relationships: [has("m", "a|has|b", { count: 1 }), has("m", "b")],
  });
  await applyFound(store, {
    at: 200,
    entities: [machine("m", { os: "11", lastSeenOn: 2 }), user("b")],
    relationships: [has("m", "b")],
  });
  await applyFound(store, {
    at: 300,
    entities: [machine("m", { os: "11", lastSeenOn: 3 }), user("a|has|b", { mail: "a@b" })],
    relationships: [has("m", "a|has|b", { count: 5 })],
  });
});

afterEach(async () => {
  await store.close();
});

describe("the life of an object", () => {
  it("has every version with its begin, its end and what differs from the one before", async () => {
    const common = { type: "machine", classes: ["Device"], displayName: "m", deleted: false };
    expect(await readLives(store.database, { key: "machine:m" })).toEqual([
      {
        kind: "entity",
        key: "machine:m",
        instance: store.instance.id,
        historyBeginsOn: null,
        versions: [
          {
            ...common,
            version: 1,
            beginOn: 100,
            endOn: 200,
            run: 1,
            endRun: 2,
            properties: { displayName: "m", os: "10", lastSeenOn: 1 },
            changed: {},
          },
          {
            ...common,
            version: 2,
            beginOn: 200,
            endOn: null,
            run: 2,
            endRun: null,
            properties: { displayName: "m", os: "11", lastSeenOn: 3 },
            changed: { os: { before: "10", after: "11" } },
          },
        ],
      },
    ]);
  });

  it("tells of its deletion, and of its coming back as something new", async () => {
    const [life] = await readLives(store.database, { key: "user:a|has|b" });
    expect(life?.versions).toMatchObject([
      { version: 1, beginOn: 100, endOn: 200, endRun: 2, deleted: true },
      { version: 1, beginOn: 300, endOn: null, run: 3, deleted: false, changed: {} },
    ]);
  });

  it("is told of a relationship, too, whatever stands in the keys of its ends", async () => {
    const key = "machine:m|has|user:a|has|b";
    const lives = await readLives(store.database, { key });
    expect(lives).toMatchObject([
      {
        kind: "relationship",
        key,
        versions: [
          { displayName: "m HAS a|has|b", classes: ["HAS"], endOn: 200, deleted: true },
          { properties: { count: 5 }, beginOn: 300, endOn: null },
        ],
      },
    ]);
  });

  it("is none for a key that never was", async () => {
    expect(await readLives(store.database, { key: "machine:m|has|user:a" })).toEqual([]);
  });
});

describe("an entity with its neighbours", () => {
  const around = async (key: string, asOf?: number, limit?: number) => {
    const found = await readNeighbourhoods(store.database, { key, asOf, limit });
    return found.map(({ entity, neighbours, total }) => ({
      properties: entity.properties,
      total,
      near: neighbours.map(({ direction, entity: other }) => `${direction} ${other.key}`),
    }));
  };

  it("is as it is now, or as it was", async () => {
    expect(await around("machine:m")).toEqual([
      {
        properties: { displayName: "m", os: "11", lastSeenOn: 3 },
        near: ["out user:a|has|b"],
        total: 1,
      },
    ]);
    expect(await around("machine:m", 150)).toMatchObject([
      { properties: { os: "10" }, near: ["out user:a|has|b", "out user:b"] },
    ]);
    expect(await around("user:b", 250)).toMatchObject([{ near: ["in machine:m"] }]);
  });

  it("is none while it does not exist", async () => {
    expect(await around("user:b")).toEqual([]);
    expect(await around("user:b", 99)).toEqual([]);
  });

  it("says how many neighbours there are when it lists fewer", async () => {
    expect(await around("machine:m", 100, 1)).toMatchObject([
      { near: ["out user:a|has|b"], total: 2 },
    ]);
  });
});
