import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CollectReport } from "../src/service/collect.ts";
import { compareWithTruth, noDifference } from "./support/compare.ts";
import { newDatabase } from "./support/postgres.ts";
import { type Bench, impatientClock, openBench } from "./support/world.ts";

const size = {
  devices: 30,
  users: 60,
  groups: 15,
  cves: 200,
  findingsPerDevice: 20,
  logonsPerDevice: 1,
};

const deltaSteps = ["users", "groups", "group_members", "vulnerabilities"];

async function expectTruth(bench: Bench): Promise<void> {
  const truth = bench.tenant.truth({ accountName: "Acme" });
  const found = await compareWithTruth(bench.desk.export({}), truth);
  expect(found).toEqual(noDifference(found.counts.compared));
}

function waysOf({ steps }: CollectReport): Readonly<Record<string, string>> {
  const some = steps.filter(({ step }) => deltaSteps.includes(step));
  return Object.fromEntries(some.map(({ step, way }) => [step, way]));
}

const all = (way: string): Readonly<Record<string, string>> =>
  Object.fromEntries(deltaSteps.map((step) => [step, way]));

const codes = ({ notes }: CollectReport): readonly string[] => notes.map(({ code }) => code);

// From 500 machines on, everything is read in a thread of its own.
describe.each([
  { seed: 11, devices: 45 },
  { seed: 12, devices: 30 },
  { seed: 14, devices: 510, findingsPerDevice: 3 },
])("changes of a tenant of seed $seed with $devices devices", (options) => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await openBench({ ...size, ...options });
    expect(waysOf(await bench.collect())).toEqual(all("everything"));
  });

  afterAll(async () => {
    await bench.close();
  });

  it.each([1, 2, 1, 3])("lead to the truth %i days later", async (days) => {
    bench.tenant.evolve(days);
    const report = await bench.collect();
    expect(waysOf(report)).toEqual(all("changes"));
    expect(report.status).toBe("complete");
    await expectTruth(bench);
  });

  it("are no changes when they are told again", async () => {
    const report = await bench.collect();
    expect(waysOf(report)).toEqual(all("changes"));
    const { created, updated, deleted } = report;
    expect({ created, updated, deleted }).toEqual({ created: {}, updated: {}, deleted: {} });
  });

  it("came to what everything comes to", async () => {
    bench.tenant.evolve(1);
    await bench.collect();
    const report = await bench.collect({ fullEveryDays: 0 });
    expect(waysOf(report)).toEqual(all("everything"));
    const { created, updated, deleted } = report;
    expect({ created, updated, deleted }).toEqual({ created: {}, updated: {}, deleted: {} });
    expect(codes(report)).not.toContain("delta_differs");
    expect(codes(report)).not.toContain("delta_not_compared");
  });
});

it("changes lead to the truth in PostgreSQL, too", async () => {
  const database = await newDatabase();
  const bench = await openBench({ ...size, seed: 16 }, impatientClock(), database.url);
  try {
    await bench.collect();
    for (const days of [1, 2]) {
      bench.tenant.evolve(days);
      expect(waysOf(await bench.collect())).toEqual(all("changes"));
      await expectTruth(bench);
    }
    const report = await bench.collect({ fullEveryDays: 0 });
    expect(codes(report)).not.toContain("delta_differs");
    const { created, updated, deleted } = report;
    expect({ created, updated, deleted }).toEqual({ created: {}, updated: {}, deleted: {} });
  } finally {
    await bench.close();
    await database.drop();
  }
});

describe("changes that do not do", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await openBench({ ...size, seed: 15 }, impatientClock());
    await bench.collect();
  });

  afterAll(async () => {
    await bench.close();
  });

  it("of the directory are replaced by everything when Graph forgot the place", async () => {
    bench.tenant.evolve(8);
    const report = await bench.collect();
    const ways = { ...all("everything"), vulnerabilities: "changes" };
    expect(waysOf(report)).toEqual(ways);
    expect(codes(report)).toContain("delta_unused");
    expect(report.status).toBe("complete");
    await expectTruth(bench);
  });

  it("of findings are replaced by everything when they are too old", async () => {
    bench.tenant.evolve(16);
    const report = await bench.collect();
    expect(waysOf(report)).toEqual(all("everything"));
    expect(report.status).toBe("complete");
    await expectTruth(bench);
  });

  it("are replaced by everything when software is switched on", async () => {
    const sources = ["users", "groups", "machines", "vulnerabilities"] as const;
    bench.tenant.evolve(1);
    expect(waysOf(await bench.collect({ sources }))["vulnerabilities"]).toBe("everything");
    bench.tenant.evolve(1);
    expect(waysOf(await bench.collect({ sources }))["vulnerabilities"]).toBe("changes");
    bench.tenant.evolve(1);
    expect(waysOf(await bench.collect())["vulnerabilities"]).toBe("everything");
    await expectTruth(bench);
  });

  it("are told again when they could not be read", async () => {
    bench.tenant.evolve(1);
    const faults = ["graph.usersDelta", "graph.groupsDelta", "defender.findingChanges"];
    bench.tenant.setFaults({
      faults: faults.map((endpoint) => ({ kind: "http500", endpoint })),
    });
    const report = await bench.collect();
    const failed = report.steps.filter(({ status }) => status === "failed");
    expect(failed.map(({ step }) => step)).toEqual(["users", "groups", "vulnerabilities"]);
    bench.tenant.setFaults({});
    expect(waysOf(await bench.collect())).toEqual(all("changes"));
    await expectTruth(bench);
  });

  it("that were lost are a defect, which the next full reading mends and tells", async () => {
    bench.tenant.evolve(3);
    bench.tenant.setFaults({ faults: [{ kind: "thinned", endpoint: "defender.findingChanges" }] });
    await bench.collect();
    bench.tenant.setFaults({});
    const report = await bench.collect({ fullEveryDays: 0 });
    const note = report.notes.find(({ code }) => code === "delta_differs");
    expect(note?.text).toMatch(/The findings of \d+ machines differ/);
    expect(note?.count).toBeGreaterThan(0);
    await expectTruth(bench);
  });

  it("are not asked for while Defender has generated nothing new", async () => {
    bench.tenant.resetStatistics();
    const report = await bench.collect({ fullEveryDays: 0 });
    expect(waysOf(report)["vulnerabilities"]).toBe("unchanged");
    expect(report.status).toBe("complete");
    await expectTruth(bench);
  });
});
