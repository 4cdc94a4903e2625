import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import {
  applyFound,
  changesOf,
  doneTo,
  has,
  keysOf,
  machine,
  manages,
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

function machines(count: number, from = 0): Entity[] {
  return Array.from({ length: count }, (_, at) => machine(`m${at + from}`));
}

function edges(count: number, from = 0): Relationship[] {
  return Array.from({ length: count }, (_, at) => has(`m${at + from}`, "u"));
}

async function heldKinds(): Promise<readonly unknown[]> {
  return store.database.all("select kind, count(*) as count from held group by kind order by kind");
}

describe("when too many vanish at once", () => {
  beforeEach(async () => {
    const entities = [...machines(50), user("u")];
    await applyFound(store, { at: 100, entities, relationships: edges(50) });
  });

  // Machines 0 to 10 are gone, with their edges.
  const without = { entities: [...machines(39, 11), user("u")], relationships: edges(39, 11) };

  it("they are held back with their edges", async () => {
    const applied = await applyFound(store, { at: 200, ...without });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 0, held: 11, kept: 39 });
    expect(doneTo(applied, "machine_has_user")).toMatchObject({ deleted: 0, held: 11, kept: 39 });
    expect(await keysOf(store)).toHaveLength(101);
    expect(await changesOf(store)).toEqual([]);
    expect(await heldKinds()).toEqual([
      { kind: "entity", count: 11 },
      { kind: "relationship", count: 11 },
    ]);
  });

  it("they go when the next run misses them, too", async () => {
    await applyFound(store, { at: 200, ...without });
    const applied = await applyFound(store, { at: 300, ...without });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 11, held: 0, kept: 39 });
    expect(await keysOf(store)).toHaveLength(79);
    expect(await keysOf(store, 299)).toHaveLength(101);
    expect(await heldKinds()).toEqual([]);
  });

  it("they go at once when a person confirms", async () => {
    const applied = await applyFound(store, { at: 200, ...without, confirmHeld: true });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 11, held: 0 });
    expect(await keysOf(store)).toHaveLength(79);
  });

  it("they stay held while their type is not read to the end", async () => {
    await applyFound(store, { at: 200, ...without });
    const blind = await applyFound(store, { at: 300, ...without, complete: [] });
    expect(doneTo(blind, "machine")).toMatchObject({ deleted: 0, held: 0, kept: 50 });
    const applied = await applyFound(store, { at: 400, ...without });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 11, held: 0 });
  });

  it("those that come back are forgotten, those that vanish newly are held anew", async () => {
    await applyFound(store, { at: 200, ...without });
    const entities = [...machines(11), ...machines(20, 30), user("u")];
    const applied = await applyFound(store, { at: 300, entities, complete: ["machine"] });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 0, held: 19, kept: 31 });
  });

  it("seen once more while its type is not read to the end, it is no longer missing", async () => {
    await applyFound(store, { at: 200, ...without });
    const back = { entities: machines(11), relationships: edges(11) };
    await applyFound(store, { at: 300, ...back, complete: [] });
    expect(await heldKinds()).toEqual([]);
  });

  it("an edge to an entity that is gone does not count", async () => {
    const applied = await applyFound(store, { at: 200, entities: machines(50) });
    expect(doneTo(applied, "user")).toMatchObject({ deleted: 1 });
    expect(doneTo(applied, "machine_has_user")).toMatchObject({ deleted: 50, held: 0 });
  });
});

describe("edges held back of a machine that is not asked in the next run", () => {
  const entities = [...machines(50), user("u")];
  const unasked = Array.from({ length: 20 }, (_, at) => ({ from: `m${at}`, withTargets: true }));

  beforeEach(async () => {
    await applyFound(store, { at: 100, entities, relationships: edges(50) });
    await applyFound(store, { at: 200, entities, relationships: edges(30, 20) });
    await applyFound(store, {
      at: 300,
      entities,
      relationships: edges(30, 20),
      keepFrom: unasked,
    });
  });

  it("stay held", async () => {
    expect(await keysOf(store)).toHaveLength(101);
    expect(await heldKinds()).toEqual([{ kind: "relationship", count: 20 }]);
  });

  it("go when a run that asks misses them, each by its own machine", async () => {
    const keepFrom = unasked.slice(5);
    const half = { entities, relationships: edges(30, 20), keepFrom };
    const applied = await applyFound(store, { at: 400, ...half });
    expect(doneTo(applied, "machine_has_user")).toMatchObject({ deleted: 5, held: 0, kept: 45 });
    const last = await applyFound(store, { at: 500, entities, relationships: edges(30, 20) });
    expect(doneTo(last, "machine_has_user")).toMatchObject({ deleted: 15, held: 0, kept: 30 });
    expect(await heldKinds()).toEqual([]);
  });

  it("are forgotten when a run that asks sees them", async () => {
    await applyFound(store, { at: 400, entities, relationships: edges(50) });
    expect(await heldKinds()).toEqual([]);
    const applied = await applyFound(store, { at: 500, entities, relationships: edges(30, 20) });
    expect(doneTo(applied, "machine_has_user")).toMatchObject({ deleted: 0, held: 20 });
  });
});

describe("what is found only through machines that are held back", () => {
  const users = Array.from({ length: 100 }, (_, at) => user(`u${at}`));
  const owned = Array.from({ length: 100 }, (_, at) => has(`m${at % 50}`, `u${at}`));
  const foundThrough = ["machine_has_user"];
  const thirty = Array.from({ length: 30 }, (_, at) => at + 20);
  const rest = {
    entities: [...machines(30, 20), ...users.filter((_, at) => thirty.includes(at % 50))],
    relationships: owned.filter((_, at) => thirty.includes(at % 50)),
  };
  // All but five of those that were found through machines 0 to 19 are found elsewhere, too: too few for a brake.
  const elsewhere = users.filter((_, at) => !thirty.includes(at % 50)).slice(5);

  beforeEach(async () => {
    const entities = [...machines(50), ...users];
    await applyFound(store, { at: 100, entities, relationships: owned });
  });

  it("stays, however little it is", async () => {
    const entities = [...rest.entities, ...elsewhere];
    const applied = await applyFound(store, { at: 200, ...rest, entities, foundThrough });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 0, held: 20 });
    expect(doneTo(applied, "user")).toMatchObject({ deleted: 0, held: 5 });
    expect(await changesOf(store)).toEqual([]);
  });

  it("goes with them, however much it is", async () => {
    const keepFrom = Array.from({ length: 20 }, (_, at) => ({ from: `m${at}`, withTargets: true }));
    await applyFound(store, { at: 200, ...rest, foundThrough, keepFrom });
    expect(await keysOf(store)).toHaveLength(250);
    const applied = await applyFound(store, { at: 300, ...rest, foundThrough });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 20, held: 0 });
    expect(doneTo(applied, "user")).toMatchObject({ deleted: 40, held: 0 });
    expect(await keysOf(store)).toHaveLength(150);
  });
});

describe("what is computed from machines", () => {
  const users = Array.from({ length: 20 }, (_, at) => user(`u${at}`));
  const chain = users.slice(1).map((_, at) => manages(`u${at}`, `u${at + 1}`));
  const computedFrom = new Map([["user_manages_user", ["machine"]]]);
  const fewer = { entities: [...machines(20), ...users], computedFrom };

  beforeEach(async () => {
    const entities = [...machines(40), ...users];
    await applyFound(store, { at: 100, entities, relationships: chain });
  });

  it("goes without a brake in the run in which they go after they were held back", async () => {
    await applyFound(store, { at: 200, ...fewer, relationships: chain });
    const applied = await applyFound(store, { at: 300, ...fewer });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 20, held: 0 });
    expect(doneTo(applied, "user_manages_user")).toMatchObject({ deleted: 19, held: 0 });
  });

  it("is held back when it vanishes while they do not", async () => {
    const entities = [...machines(40), ...users];
    const applied = await applyFound(store, { at: 200, entities, computedFrom });
    expect(doneTo(applied, "user_manages_user")).toMatchObject({ deleted: 0, held: 19 });
  });
});

describe("few deletions pass", () => {
  it("when they are fewer than ten, however large their share", async () => {
    await applyFound(store, { at: 100, entities: machines(9) });
    expect(doneTo(await applyFound(store, { at: 200 }), "machine")).toMatchObject({ deleted: 9 });
  });

  it("when they are a fifth or less, however many", async () => {
    await applyFound(store, { at: 100, entities: machines(50) });
    const applied = await applyFound(store, { at: 200, entities: machines(40) });
    expect(doneTo(applied, "machine")).toMatchObject({ deleted: 10, held: 0 });
  });
});
