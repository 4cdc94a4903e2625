import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Entity, Properties } from "../graph/entity.ts";
import { type Relationship, relationshipKey } from "../graph/relationship.ts";
import { beginRun } from "./run.ts";
import { openStaging, type Staging, type StagingRules } from "./staging.ts";
import {
  applyFound,
  has,
  machine,
  openStore,
  rules,
  type Store,
  user,
} from "../../test/support/store.ts";

let store: Store;
let staging: Staging;

async function stage(of: StagingRules = rules): Promise<Staging> {
  const run = await beginRun(store.database, { instanceId: store.instance.id, startedOn: 200 });
  return openStaging(store.database, run, of);
}

async function entitiesOf(types: readonly string[]): Promise<Map<string, Entity>> {
  const found = new Map<string, Entity>();
  for await (const batch of staging.entities(types))
    for (const one of batch) found.set(one.key, one);
  return found;
}

async function relationshipsOf(types: readonly string[]): Promise<Map<string, Relationship>> {
  const found: [string, Relationship][] = [];
  for await (const batch of staging.relationships(types)) {
    for (const one of batch) found.push([relationshipKey(one), one]);
  }
  if (new Map(found).size < found.length) throw new Error("an edge came twice");
  return new Map(found);
}

beforeEach(async () => {
  store = await openStore();
  const entities = [machine("m", { os: "10" }), machine("n"), user("u"), user("v"), user("w")];
  const relationships = [has("m", "u"), has("m", "v"), has("n", "w")];
  await applyFound(store, { at: 100, entities, relationships });
  staging = await stage();
});

afterEach(async () => {
  await staging.close();
  await store.close();
});

describe("the graph as it would be", () => {
  it("is what is staged, without what is neither staged nor kept", async () => {
    await staging.addEntities([machine("x"), user("y")]);
    await staging.addRelationships([has("x", "y", { n: 1 })]);
    expect([...(await entitiesOf(["machine"])).keys()]).toEqual(["machine:x"]);
    expect((await entitiesOf(["machine", "user"])).size).toBe(2);
    expect([...(await relationshipsOf(["machine_has_user"])).values()]).toEqual([
      has("x", "y", { n: 1 }),
    ]);
  });

  it("is whole where it is more than is read at once", async () => {
    const many = Array.from({ length: 20_500 }, (_, at) => machine(`m${at}`));
    await staging.addEntities([...many, machine("m7", { os: "again" })]);
    await staging.keepTypes(["machine"]);
    let seen = 0;
    for await (const batch of staging.entities(["machine"])) seen += batch.length;
    expect(seen).toBe(20_502);
    expect((await entitiesOf(["machine"])).size).toBe(20_502);
  });

  it("holds kept types, each object as staged when it was staged anew", async () => {
    await staging.keepTypes(["machine", "machine_has_user"]);
    await staging.addEntities([machine("m", { os: "11" })]);
    await staging.addRelationships([has("m", "u", { n: 1 })]);
    const machines = await entitiesOf(["machine", "user"]);
    expect([...machines.keys()].toSorted()).toEqual(["machine:m", "machine:n"]);
    expect(machines.get("machine:m")?.properties).toEqual({ displayName: "m", os: "11" });
    const edges = await relationshipsOf(["machine_has_user"]);
    expect(edges.size).toBe(3);
    expect(edges.get("machine:m|has|user:u")?.properties).toEqual({ n: 1 });
  });

  it("holds the edges kept from an entity, and the entities they lead to", async () => {
    const fromKeys = ["machine:m", "machine:unknown"];
    await staging.keepFrom({ relationshipType: "machine_has_user", fromKeys, targetType: "user" });
    expect([...(await entitiesOf(["user"])).keys()].toSorted()).toEqual(["user:u", "user:v"]);
    expect((await relationshipsOf(["machine_has_user"])).size).toBe(2);
    expect((await entitiesOf(["machine"])).size).toBe(0);
  });

  it("may be read while more is staged", async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => machine(`m${at}`));
    await staging.addEntities(many);
    let seen = 0;
    for await (const batch of staging.entities(["machine"])) {
      seen += batch.length;
      await staging.addEntities([machine(`late${seen}`)]);
    }
    expect(seen).toBe(5_000);
    expect((await entitiesOf(["machine"])).size).toBeGreaterThan(5_000);
  });

  it("holds evidence joined, read as often and as concurrently as one likes", async () => {
    await staging.close();
    const sum = (a: Properties, b: Properties): Properties => ({
      n: Number(a["n"]) + Number(b["n"]),
    });
    staging = await stage({ ...rules, merge: new Map([["machine_has_user", sum]]) });
    await staging.addEntities([machine("m"), user("u")]);
    await staging.addRelationships([1, 2, 4].map((n) => has("m", "u", { n })));
    const readings = [1, 2, 3].map(() => relationshipsOf(["machine_has_user"]));
    for (const edges of await Promise.all(readings)) {
      expect([...edges.values()]).toEqual([has("m", "u", { n: 7 })]);
    }
    await staging.addRelationships([has("m", "u", { n: 8 })]);
    expect([...(await relationshipsOf(["machine_has_user"])).values()]).toEqual([
      has("m", "u", { n: 15 }),
    ]);
  });
});

it("what is discarded leaves nothing, and may come again", async () => {
  await staging.addEntities([machine("m", { os: "11" }), user("u")]);
  await staging.addRelationships([has("m", "u")]);
  await staging.discard(["machine", "machine_has_user"]);
  expect((await entitiesOf(["machine", "user"])).size).toBe(1);
  expect((await relationshipsOf(["machine_has_user"])).size).toBe(0);
  await staging.addEntities([machine("m", { os: "11" })]);
  expect((await entitiesOf(["machine"])).size).toBe(1);
});

it("a second run of the instance is refused while this one is under way", async () => {
  await expect(stage()).rejects.toMatchObject({ code: "run_in_progress", retryable: true });
  await staging.close();
  staging = await stage();
});

it("what is staged and never applied leaves nothing", async () => {
  await staging.addEntities([machine("x")]);
  await staging.close();
  staging = await stage();
  expect((await entitiesOf(["machine"])).size).toBe(0);
  expect(staging.counts()).toEqual({ entities: 0, relationships: 0 });
});
