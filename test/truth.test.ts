import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareWithTruth, type Differences, noDifference } from "./support/compare.ts";
import { engine } from "./support/place.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 300,
  users: 200,
  groups: 30,
  cves: 400,
  findingsPerDevice: 20,
  logonsPerDevice: 3,
};

const total = (of: Readonly<Record<string, number>>): number =>
  Object.values(of).reduce((sum, one) => sum + one, 0);

async function differences(bench: Bench): Promise<Differences> {
  return compareWithTruth(bench.desk.export({}), bench.tenant.truth({ accountName: "Acme" }));
}

async function expectTruth(bench: Bench): Promise<void> {
  const found = await differences(bench);
  expect(found).toEqual(noDifference(found.counts.compared));
  expect(found.counts.compared).toBeGreaterThan(size.devices * size.findingsPerDevice);
}

// From 500 machines on, findings are read in a thread of their own.
const small: readonly [seed: number, devices: number] = [1, 300];
const large: readonly [seed: number, devices: number] = [7, 520];

// How little is read makes no difference to the other engine.
describe.each(engine === "postgres" ? [large] : [small, large])(
  "a sample tenant of seed %i with %i devices",
  (seed, devices) => {
    let bench: Bench;

    beforeAll(async () => {
      bench = await openBench({ ...size, devices, seed });
    });

    afterAll(async () => {
      await bench.close();
    });

    it("is in the graph after the first run: nothing missing, nothing surplus, nothing wrong", async () => {
      const report = await bench.collect();
      const { steps } = report;
      expect(steps.filter(({ optional, status }) => !optional && status !== "complete")).toEqual(
        [],
      );
      expect(steps.filter(({ optional, status }) => optional && status !== "skipped")).toEqual([]);
      expect(report).toMatchObject({ status: "complete", baseline: true });
      await expectTruth(bench);
    });

    it("makes zero changes when the same day is read again", async () => {
      const report = await bench.collect({ full: true });
      expect(report.status).toBe("complete");
      expect([total(report.created), total(report.updated), total(report.deleted)]).toEqual([
        0, 0, 0,
      ]);
      expect(report.types.reduce((sum, type) => sum + type.refreshed, 0)).toBe(0);
    });

    it.each([1, 2, 3, 4, 5])("is in the graph after evolved day %i", async () => {
      bench.tenant.evolve(1);
      const report = await bench.collect();
      expect(report).toMatchObject({ status: "complete", baseline: false, heldBack: {} });
      expect(total(report.created)).toBeGreaterThan(0);
      expect(total(report.deleted)).toBeGreaterThan(0);
      await expectTruth(bench);
    });
  },
);
