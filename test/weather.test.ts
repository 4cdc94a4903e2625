import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fault } from "../src/sample-tenant/fault.ts";
import { collectSources } from "../src/service/collect.ts";
import { compareWithTruth, type Differences, noDifference } from "./support/compare.ts";
import { graphNames, truthNames } from "./support/lines.ts";
import { type Bench, impatientClock, openBench } from "./support/world.ts";

const tenant = fc.record({
  seed: fc.integer({ min: 1, max: 999 }),
  devices: fc.integer({ min: 3, max: 16 }),
  users: fc.integer({ min: 3, max: 30 }),
  groups: fc.integer({ min: 1, max: 9 }),
  cves: fc.integer({ min: 5, max: 40 }),
  findingsPerDevice: fc.integer({ min: 0, max: 8 }),
  logonsPerDevice: fc.integer({ min: 0, max: 3 }),
});

const endpoints = [
  "graph.*",
  "graph.usersDelta",
  "graph.groupsDelta",
  "graph.users",
  "graph.groups",
  "graph.groupMembers",
  "graph.devices",
  "defender.*",
  "defender.machines",
  "defender.findings",
  "defender.findingChanges",
  "defender.findingExport",
  "defender.logonUsers",
  "defender.catalogue",
  "defender.antivirus",
];

const kinds: readonly Fault["kind"][] = [
  "http500",
  "http503",
  "http429",
  "http401",
  "http403",
  "notFound",
  "reset",
  "truncated",
  "cut",
  "garbage",
  "emptyAnswer",
  "expiredPageToken",
  "exportEmpty",
  "inactiveAccount",
];

const fault: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constantFrom(...kinds),
  endpoint: fc.constantFrom(...endpoints),
  probability: fc.constantFrom(0.1, 0.5, 1),
  after: fc.nat(2),
});

interface Day {
  readonly passing: number;
  readonly faults: readonly Fault[];
  readonly full: boolean;
  readonly fullEveryDays: number;
  readonly sources: readonly (typeof collectSources)[number][];
}

/** A day, or the same day again, with its weather and with what is asked for. */
const day: fc.Arbitrary<Day> = fc.record({
  passing: fc.nat(2),
  faults: fc.array(fault, { maxLength: 3 }),
  full: fc.boolean(),
  fullEveryDays: fc.constantFrom(0, 7, 7),
  sources: fc.oneof(
    { weight: 3, arbitrary: fc.constant(collectSources) },
    {
      weight: 1,
      arbitrary: fc.subarray(
        collectSources.filter((source) => source !== "software"),
        { minLength: 1 },
      ),
    },
  ),
});

async function expectSound(bench: Bench): Promise<void> {
  for await (const checks of bench.desk.verify())
    for (const check of checks) expect(check).toMatchObject({ count: 0 });
}

async function liveThrough(bench: Bench, days: readonly Day[]): Promise<Differences> {
  await bench.collect();
  for (const { passing, faults, ...asked } of days) {
    if (passing > 0) bench.tenant.evolve(passing);
    const before = await graphNames(bench);
    bench.tenant.setFaults({ seed: 1, faults });
    await bench.collect(asked);
    const [after, truth] = [await graphNames(bench), await truthNames(bench)];
    expect([...before].filter((name) => truth.has(name) && !after.has(name))).toEqual([]);
    await expectSound(bench);
  }
  bench.tenant.setFaults({});
  await bench.collect();
  const truth = bench.tenant.truth({ accountName: "Acme" });
  const found = await compareWithTruth(bench.desk.export({}), truth);
  const { created, updated, deleted } = await bench.collect();
  expect({ created, updated, deleted }).toEqual({ created: {}, updated: {}, deleted: {} });
  return found;
}

// One test a world, since each takes its time; a counterexample is small enough as it is.
test.each([1, 2])(
  "world %i: whatever the tenant, the failures and the days, nothing is lost, the database is sound, calm brings the truth",
  async (seed) => {
    await fc.assert(
      fc.asyncProperty(
        tenant,
        fc.array(day, { minLength: 2, maxLength: 4 }),
        async (size, days) => {
          const bench = await openBench({ ...size, limits: "off" }, impatientClock());
          try {
            const found = await liveThrough(bench, days);
            expect(found).toEqual(noDifference(found.counts.compared));
          } finally {
            await bench.close();
          }
        },
      ),
      { numRuns: 1, seed, endOnFailure: true },
    );
  },
);
