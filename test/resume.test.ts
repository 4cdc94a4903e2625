import { existsSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { killedAt } from "./support/collecting.ts";
import { compareWithTruth, noDifference } from "./support/compare.ts";
import { graphNames } from "./support/lines.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 200,
  users: 30,
  groups: 3,
  cves: 20,
  findingsPerDevice: 2,
  logonsPerDevice: 2,
  seed: 4,
};

let bench: Bench;

beforeEach(async () => {
  bench = await openBench(size);
});

afterEach(async () => {
  await bench.close();
});

/** Interrupts a run once it has read the logon users of so many machines. */
function interruptedAfter(machines: number) {
  const stop = new AbortController();
  const progress = (event: { kind: string; step?: string; received?: number }): void => {
    if (event.kind !== "step_progress" || event.step !== "logon_users") return;
    if ((event.received ?? 0) >= machines) stop.abort();
  };
  return bench.collect({ progress }, stop.signal);
}

const asked = (): number => bench.tenant.statistics().endpoints["defender.logonUsers"]?.calls ?? 0;

async function expectTruth({ tenant, desk }: Bench = bench): Promise<void> {
  const truth = tenant.truth({ accountName: "Acme" });
  const found = await compareWithTruth(desk.export({}), truth);
  expect(found).toEqual(noDifference(found.counts.compared));
}

test("an interrupted run leaves the graph as it was, and the next one goes on where it was", async () => {
  await expect(interruptedAfter(100)).rejects.toMatchObject({ code: "interrupted" });
  expect((await graphNames(bench)).size).toBe(0);
  bench.tenant.resetStatistics();
  await bench.reopen();
  const report = await bench.collect();
  const resumed = report.notes.find(({ code }) => code === "logons_resumed")?.count ?? 0;
  expect(resumed).toBeGreaterThanOrEqual(100);
  expect(asked() + resumed).toBe(bench.tenant.world().machines.length);
  await expectTruth();
});

test("what was read before a machine reported anew is asked for again", async () => {
  await expect(interruptedAfter(100)).rejects.toMatchObject({ code: "interrupted" });
  bench.tenant.evolve(3);
  await bench.collect();
  await expectTruth();
});

test("once a run was applied, nothing of an interrupted one is left", async () => {
  await expect(interruptedAfter(50)).rejects.toMatchObject({ code: "interrupted" });
  await bench.collect();
  bench.tenant.resetStatistics();
  const report = await bench.collect({ full: true });
  expect(report.notes.map(({ code }) => code)).not.toContain("logons_resumed");
  expect(asked()).toBeGreaterThanOrEqual(bench.tenant.world().machines.length);
});

test("files of the export that a killed run had read are not downloaded again", async () => {
  const large = await openBench({ ...size, devices: 520, logonsPerDevice: 0 });
  try {
    // The first file comes at once, the second one never.
    large.tenant.setFaults({
      faults: [{ kind: "latency", endpoint: "files", after: 1, ms: 600_000 }],
    });
    await killedAt(large, /a downloaded file is kept/);
    large.tenant.setFaults({});
    large.tenant.resetStatistics();
    const report = await large.collect();
    expect(report.status).toBe("complete");
    expect(report.notes.find(({ code }) => code === "files_resumed")?.count).toBe(1);
    expect(large.tenant.statistics().endpoints["files"]?.calls).toBe(1);
    await expectTruth(large);
    expect(existsSync(`${large.database}.resume/1`)).toBe(false);
  } finally {
    await large.close();
  }
});
