import { afterEach, beforeEach, expect, it } from "vitest";
import {
  applyFound,
  has,
  machine,
  manages,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";
import { readCatalogue } from "./query.ts";

let store: Store;

beforeEach(async () => {
  store = await openStore();
});

afterEach(async () => {
  await store.close();
});

it("the catalogue says which types there are, with which properties, and how they are related", async () => {
  await applyFound(store, {
    at: 100,
    entities: [
      machine("m", { ips: ["1.1.1.1"], risk: "High", score: 7.5, 'odd "name': 1 }),
      machine("n", { ips: [], risk: null, isActive: true }),
      user("u"),
    ],
    relationships: [has("m", "u"), has("n", "u"), manages("u", "u")],
  });
  expect(await readCatalogue(store.database)).toEqual({
    entities: [
      {
        type: "machine",
        classes: ["Device"],
        count: 2,
        properties: {
          displayName: { string: 2 },
          ips: { list: 2 },
          isActive: { boolean: 1 },
          'odd "name': { number: 1 },
          risk: { string: 1, null: 1 },
          score: { number: 1 },
        },
      },
      { type: "user", classes: ["User"], count: 1, properties: { displayName: { string: 1 } } },
    ],
    relationships: [
      { type: "machine_has_user", verb: "HAS", fromType: "machine", toType: "user", count: 2 },
      { type: "user_manages_user", verb: "MANAGES", fromType: "user", toType: "user", count: 1 },
    ],
  });
});

it("the catalogue forgets what is gone", async () => {
  await applyFound(store, {
    at: 100,
    entities: [machine("m"), user("u")],
    relationships: [has("m", "u")],
  });
  await applyFound(store, { at: 200, entities: [user("u", { mail: null })] });
  expect(await readCatalogue(store.database)).toMatchObject({
    entities: [
      { type: "user", count: 1, properties: { displayName: { string: 1 }, mail: { null: 1 } } },
    ],
    relationships: [],
  });
});

it("the catalogue is right of types that stayed, changed in part, and lost an entity to another type", async () => {
  const seen = async (): Promise<unknown> =>
    (await readCatalogue(store.database)).entities.map(({ type, count, properties }) => [
      type,
      count,
      properties,
    ]);
  const u = user("u", { mail: "u@x.com" });
  await applyFound(store, { at: 100, entities: [machine("m"), machine("n"), u] });
  await applyFound(store, { at: 200, entities: [machine("m", { ips: [] }), machine("n"), u] });
  expect(await seen()).toEqual([
    ["machine", 2, { displayName: { string: 2 }, ips: { list: 1 } }],
    ["user", 1, { displayName: { string: 1 }, mail: { string: 1 } }],
  ]);
  await applyFound(store, { at: 300, entities: [user("m"), machine("n"), u] });
  expect(await seen()).toEqual([
    ["machine", 1, { displayName: { string: 1 } }],
    ["user", 2, { displayName: { string: 2 }, mail: { string: 1 } }],
  ]);
});

it("the next run mends a catalogue that was damaged, although it changes nothing", async () => {
  const found = { entities: [machine("m"), user("u")], relationships: [has("m", "u")] };
  await applyFound(store, { at: 100, ...found });
  const whole = await readCatalogue(store.database);
  for (const damage of [
    "update shape_entity set count = 7",
    "delete from shape_entity where type = 'machine'",
    "update shape_entity set properties = '{}'",
    "delete from shape_relationship",
  ]) {
    await store.database.run(damage);
    expect(await readCatalogue(store.database)).not.toEqual(whole);
    await applyFound(store, { at: 200, ...found });
    expect(await readCatalogue(store.database)).toEqual(whole);
  }
});
