import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { killedAt } from "./support/collecting.ts";
import { compareWithTruth, noDifference } from "./support/compare.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 120,
  users: 80,
  groups: 12,
  cves: 150,
  findingsPerDevice: 12,
  logonsPerDevice: 3,
  seed: 5,
};

async function keysOf(bench: Bench): Promise<string[]> {
  const keys: string[] = [];
  for await (const lines of bench.desk.export({}))
    for (const line of lines) keys.push(JSON.stringify(line));
  return keys.sort();
}

describe("a run that is killed", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await openBench(size);
    await bench.collect();
  });

  afterAll(async () => {
    await bench.close();
  });

  it.each([
    ["while it reads machines", /Machines/],
    ["while it reads findings", /Logon users|Vulnerabilities/],
    ["while it applies the snapshot", /applying/],
  ])("%s leaves the graph as it was, and the next run makes it right", async (_when, point) => {
    const before = await keysOf(bench);
    bench.tenant.evolve(1);
    await killedAt(bench, point);
    expect(await keysOf(bench)).toEqual(before);
    const report = await bench.collect();
    expect(report.status).toBe("complete");
    const found = await compareWithTruth(
      bench.desk.export({}),
      bench.tenant.truth({ accountName: "Acme" }),
    );
    expect(found).toEqual(noDifference(found.counts.compared));
  });
});
