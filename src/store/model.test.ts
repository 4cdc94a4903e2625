import fc from "fast-check";
import { expect, it } from "vitest";
import type { Entity, Properties } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { changedProperties } from "../graph/property-change.ts";
import type { Applied } from "./applied.ts";
import { compactHistory } from "./compact.ts";
import { readCatalogue } from "./query.ts";
import { verify } from "./verify.ts";
import { countsIn, recount } from "../../test/support/recount.ts";
import { Model, volatileName } from "../../test/support/store-model.ts";
import {
  allTypes,
  applyFound,
  changesOf,
  type Found,
  graphOf,
  has,
  machine,
  manages,
  netChangesOf,
  openStore,
  type Store,
  user,
} from "../../test/support/store.ts";

const brake = { percent: 20, atLeast: 3 };
const volatile = new Map(allTypes.map((type) => [type, [volatileName]]));
const rules = { volatile, merge: new Map() };

const properties: fc.Arbitrary<Properties> = fc.record(
  {
    a: fc.constantFrom(0, 1, 0.5, null, "x", true, ["x"], []),
    [volatileName]: fc.constantFrom(1, 2, 3),
  },
  { requiredKeys: [] },
);
const machineId = fc.constantFrom("m0", "m1", "m2", "m3", "m4", "m5");
const userId = fc.constantFrom("u0", "u1", "u2", "u3");

const entity: fc.Arbitrary<Entity> = fc.oneof(
  fc.tuple(machineId, properties).map(([id, of]) => machine(id, of)),
  fc.tuple(userId, properties).map(([id, of]) => user(id, of)),
);
const relationship: fc.Arbitrary<Relationship> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(machineId, userId, properties).map((of) => has(...of)) },
  { weight: 1, arbitrary: fc.tuple(userId, userId).map((of) => manages(...of)) },
);

const found: fc.Arbitrary<Omit<Found, "at">> = fc.record({
  entities: fc.array(entity, { maxLength: 14 }),
  relationships: fc.array(relationship, { maxLength: 14 }),
  keepTypes: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.subarray(allTypes) },
  ),
  keepFrom: fc.array(fc.record({ from: machineId, withTargets: fc.boolean() }), { maxLength: 2 }),
  complete: fc.oneof(
    { weight: 3, arbitrary: fc.constant(allTypes) },
    { weight: 1, arbitrary: fc.subarray(allTypes) },
  ),
  confirmHeld: fc.boolean(),
});

function sumOf(applied: Applied) {
  const types = [...applied.byType.values()];
  const sum = (of: (type: (typeof types)[number]) => number): number =>
    types.reduce((all, type) => all + of(type), 0);
  return {
    created: sum(({ created }) => created),
    updated: sum(({ updated }) => updated),
    touched: sum(({ touched }) => touched),
    deleted: sum(({ deleted }) => deleted),
    held: sum(({ held }) => held),
    dangling: [...applied.dangling.values()].reduce((all, count) => all + count, 0),
  };
}

/** The store's own checks find nothing, and the catalogue is what a naive count of everything gives. */
async function expectSound(store: Store): Promise<void> {
  for await (const results of verify(store.database)) {
    for (const { check, examples } of results)
      expect({ check, examples }).toEqual({ check, examples: [] });
  }
  const counts = recount((await graphOf(store)).values());
  expect(countsIn(await readCatalogue(store.database))).toEqual(counts);
}

/** After history was let go, every later moment is what it was, and an earlier one is refused. */
async function forget(store: Store, model: Model, moment: number): Promise<void> {
  const { beginsOn } = await compactHistory(store.database, moment);
  for (const at of [moment, moment + 50, moment + 150])
    expect([...(await graphOf(store, at)).values()]).toEqual(model.at(at));
  const until = moment + 150;
  expect(await storeNet(store, moment, until)).toEqual(modelNet(model, moment, until));
  if (beginsOn !== null)
    await expect(graphOf(store, moment - 1)).rejects.toMatchObject({ code: "history_gone" });
  await expectSound(store);
}

async function follow(store: Store, runs: readonly Omit<Found, "at">[]): Promise<void> {
  const model = new Model(brake);
  const changes = { create: 0, update: 0, delete: 0 };
  for (const [index, run] of runs.entries()) {
    const at = (index + 1) * 100;
    const applied = await applyFound(store, { ...run, at, rules, brake });
    const done = model.apply({ ...run, at });
    expect(sumOf(applied)).toEqual(done);
    if (index === 0) continue;
    changes.create += done.created;
    changes.update += done.updated;
    changes.delete += done.deleted;
  }
  for (let moment = 50; moment <= (runs.length + 1) * 100; moment += 50) {
    expect([...(await graphOf(store, moment)).values()]).toEqual(model.at(moment));
  }
  expect([...(await graphOf(store)).values()]).toEqual(model.at(Number.MAX_SAFE_INTEGER));
  for (let since = 50; since <= runs.length * 100; since += 100) {
    for (let until = since; until <= (runs.length + 1) * 100; until += 50) {
      expect(await storeNet(store, since, until)).toEqual(modelNet(model, since, until));
    }
  }
  await expectSound(store);
  const told = await changesOf(store);
  for (const operation of ["create", "update", "delete"] as const) {
    expect(told.filter((change) => change.operation === operation)).toHaveLength(
      changes[operation],
    );
  }
  for (const change of told) {
    const names = Object.keys(change.properties);
    expect(names).not.toContain(volatileName);
    expect(names.length > 0).toBe(change.operation === "update");
  }
  for (const moment of [150, runs.length * 100 - 50]) await forget(store, model, moment);
}

/** How two moments differ, in the words of the naive model: operation, key and the properties that differ. */
function modelNet(model: Model, one: number, other: number) {
  const { entities, relationships } = model.between(one, other);
  const told = [...entities, ...relationships].map((step) => ({
    operation: step.operation,
    key: step.key,
    properties:
      step.operation === "update"
        ? changedProperties(step.before.properties, step.after.properties)
        : {},
  }));
  return told.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

async function storeNet(store: Store, since: number, until: number) {
  const changes = await netChangesOf(store, { since, until });
  for (const { at } of changes) {
    expect(at).toBeGreaterThan(since);
    expect(at).toBeLessThanOrEqual(until);
  }
  const told = changes.map(({ operation, key, properties }) => ({ operation, key, properties }));
  return told.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

it("any sequence of runs gives the graph of a naive model, now and at every moment before", async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(fc.array(found, { minLength: 1, maxLength: 6 }), async (runs) => {
      const store = await openStore();
      try {
        await follow(store, runs);
      } finally {
        await store.close();
      }
    }),
    { numRuns: 12, endOnFailure: false },
  );
}, 120_000);
