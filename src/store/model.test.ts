import fc from "fast-check";
import { expect, it } from "vitest";
import type { Entity, Properties } from "../graph/entity.ts";
import { changedProperties } from "../graph/property-change.ts";
import { type Relationship, relationshipKey } from "../graph/relationship.ts";
import type { Applied } from "./applied.ts";
import { compactHistory } from "./compact.ts";
import { readCatalogue } from "./query.ts";
import { verify } from "./verify.ts";
import { countsIn, recount } from "../../test/support/recount.ts";
import { engine } from "../../test/support/place.ts";
import { Model, volatileName } from "../../test/support/store-model.ts";
import {
  allTypes,
  applyFound,
  changesOf,
  type Foreseen,
  type Found,
  graphOf,
  has,
  keysOf,
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
  confirmHeld: fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  foundThrough: fc.constantFrom([], ["machine_has_user"]),
  computedFrom: fc.constantFrom(
    new Map(),
    new Map([
      ["user", ["machine"]],
      ["user_manages_user", ["machine", "machine_has_user", "user"]],
    ]),
  ),
});

/** Whether each type was either read to the end or is kept, as a run leaves it. */
function saysAll({ complete = [], keepTypes = [] }: Omit<Found, "at">): boolean {
  return allTypes.every((type) => complete.includes(type) || keepTypes.includes(type));
}

/** The objects foretold, without edges that lead to nothing. */
function foretold({ entities, relationships }: Foreseen): string[] {
  const keys = new Set(entities.map(({ key }) => key));
  const edges = relationships.filter(({ from, to }) => keys.has(from) && keys.has(to));
  return [...keys, ...edges.map(relationshipKey)].toSorted();
}

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
    let foreseen: string[] = [];
    const foresee = (graph: Foreseen): void => {
      foreseen = foretold(graph);
    };
    const applied = await applyFound(store, { ...run, at, rules, brake, foresee });
    const done = model.apply({ ...run, at });
    expect(sumOf(applied)).toEqual(done);
    const keys = await keysOf(store);
    expect(saysAll(run) ? foreseen : keys).toEqual(keys);
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

const allMachines = ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7"];
const usersOf = (id: string): string[] => [`u${id.slice(1)}`, `u${Number(id.slice(1)) % 3}`];

/** What a run finds of one and the same world while some machines are gone, silent or not asked. */
interface Gaps {
  readonly gone: readonly string[];
  /** Asked, and without an answer that names users. */
  readonly silent: readonly string[];
  readonly unasked: readonly string[];
  readonly complete: readonly string[];
  readonly confirmHeld: boolean;
}

function foundWith({ gone, silent, unasked, ...run }: Gaps): Omit<Found, "at"> {
  const there = allMachines.filter((id) => !gone.includes(id));
  const telling = there.filter((id) => !silent.includes(id) && !unasked.includes(id));
  const users = [...new Set(telling.flatMap(usersOf))];
  return {
    ...run,
    entities: [...there.map((id) => machine(id)), ...users.map((id) => user(id))],
    relationships: [
      ...telling.flatMap((id) => usersOf(id).map((one) => has(id, one))),
      ...users.slice(1).map((id) => manages("u0", id)),
    ],
    keepFrom: there
      .filter((id) => unasked.includes(id))
      .map((from) => ({ from, withTargets: true })),
    foundThrough: ["machine_has_user"],
    computedFrom: new Map([["user_manages_user", ["machine", "machine_has_user", "user"]]]),
  };
}

const some = fc.oneof(fc.constant([]), fc.subarray(allMachines));
const gaps: fc.Arbitrary<Gaps> = fc.record({
  gone: some,
  silent: some,
  unasked: some,
  complete: fc.oneof(
    { weight: 4, arbitrary: fc.constant(allTypes) },
    { weight: 1, arbitrary: fc.subarray(allTypes) },
  ),
  confirmHeld: fc.oneof(
    { weight: 9, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});
const noGap: Gaps = {
  gone: [],
  silent: [],
  unasked: [],
  complete: allTypes,
  confirmHeld: false,
};

// Every one is another sequence, each time anew; PostgreSQL takes twice as long for each.
const numRuns = engine === "postgres" ? 4 : 6;

async function expectModel(runs: readonly Omit<Found, "at">[]): Promise<void> {
  const store = await openStore();
  try {
    await follow(store, runs);
  } finally {
    await store.close();
  }
}

it("any sequence of runs gives the graph of a naive model, as it was foreseen, now and at every moment before", async () => {
  expect.hasAssertions();
  await fc.assert(fc.asyncProperty(fc.array(found, { minLength: 1, maxLength: 6 }), expectModel), {
    numRuns,
    endOnFailure: false,
  });
}, 120_000);

it("so do runs in which parts of one world vanish, are not looked for and come back", async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(fc.array(gaps, { minLength: 2, maxLength: 4 }), (sequence) =>
      expectModel([noGap, ...sequence].map(foundWith)),
    ),
    { numRuns, endOnFailure: false },
  );
}, 120_000);
