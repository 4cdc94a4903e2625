import { afterAll, beforeAll, expect, it } from "vitest";
import type { CollectReport } from "../src/service/collect.ts";
import type { Fault } from "../src/sample-tenant/fault.ts";
import { ManualClock } from "../src/sample-tenant/fixture.ts";
import { textOf } from "../src/sample-tenant/json-text.ts";
import { compareWithTruth, noDifference } from "./support/compare.ts";
import { type Bench, openBench } from "./support/world.ts";

// Waiting moves the clock: what the client does in an hour of outage takes a moment here.
let bench: Bench;

beforeAll(async () => {
  const clock = new ManualClock();
  const size = {
    devices: 90,
    users: 30,
    groups: 6,
    cves: 30,
    findingsPerDevice: 4,
    logonsPerDevice: 2,
    seed: 3,
  };
  bench = await openBench({ ...size, clock }, clock);
  await bench.collect();
});

afterAll(async () => {
  await bench.close();
});

type StepReport = CollectReport["steps"][number];

async function stepUnder(fault: Fault, step: string): Promise<StepReport | undefined> {
  bench.tenant.setFaults({ faults: [fault] });
  bench.tenant.resetStatistics();
  const report = await bench.collect({ full: true });
  bench.tenant.setFaults({});
  expect(report.deleted).toEqual({});
  return report.steps.find((one) => one.step === step);
}

async function expectWholeNextTime(): Promise<void> {
  bench.tenant.evolve(1);
  expect((await bench.collect()).status).toBe("complete");
  const found = await compareWithTruth(
    bench.desk.export({}),
    bench.tenant.truth({ accountName: "Acme" }),
  );
  expect(found).toEqual(noDifference(found.counts.compared));
}

it.each([
  [{ kind: "http500" }, /HTTP 500/],
  [{ kind: "http429" }, /too many requests/],
  [{ kind: "http401" }, /token was refused/],
] as const)(
  "logon users that fail for every machine (%o) are given up after some, with the reason",
  async (fault, words) => {
    const ended = await stepUnder({ ...fault, endpoint: "defender.logonUsers" }, "logon_users");
    expect(ended?.status).toBe("failed");
    expect(ended?.reason).toMatch(words);
    expect(ended?.reason).toMatch(/^9\d machines keep their earlier logon users/);
    expect(ended?.reason).not.toMatch(/confirm-deletions/);
    // 26 machines at most: 10 failures in a row, and the 16 under way meanwhile, each asked up to 8 times.
    const calls = bench.tenant.statistics().endpoints["defender.logonUsers"]?.calls ?? 0;
    expect(calls).toBeLessThanOrEqual(26 * 8);
    await expectWholeNextTime();
  },
);

it("logon users that are unknown for every machine are a reason, and none to agree to deletions", async () => {
  const ended = await stepUnder(
    { kind: "notFound", endpoint: "defender.logonUsers" },
    "logon_users",
  );
  expect(ended?.status).toBe("failed");
  expect(ended?.reason).toMatch(
    /^Defender has no logon data for any of the 9\d machines asked for/,
  );
  await expectWholeNextTime();
});

it("machines whose antivirus health cannot be read are partial, and nothing that depends on them is", async () => {
  bench.tenant.setFaults({ faults: [{ kind: "http500", endpoint: "defender.antivirus" }] });
  bench.tenant.evolve(1);
  const report = await bench.collect();
  bench.tenant.setFaults({});
  expect(report.status).toBe("partial");
  const ends = Object.fromEntries(report.steps.map((step) => [step.step, step]));
  expect(ends["machines"]?.status).toBe("partial");
  expect(ends["machines"]?.reason).toMatch(
    /^Antivirus health was not read; what was known stays\. .*HTTP 500/,
  );
  expect([ends["identities"]?.status, ends["employees"]?.status]).toEqual(["complete", "complete"]);
  await expectWholeNextTime();
});

it("a tenant without antivirus health at all is whole without it", async () => {
  bench.tenant.setFaults({ faults: [{ kind: "notFound", endpoint: "defender.antivirus" }] });
  const report = await bench.collect();
  bench.tenant.setFaults({});
  expect(report.status).toBe("complete");
  expect(report.notes.map((note) => note.code)).toContain("antivirus_unavailable");
});

it("a run whose every call is refused is failed, and changes nothing", async () => {
  for (const kind of ["http401", "notFound"] as const) {
    bench.tenant.setFaults({ faults: [{ kind }] });
    const report = await bench.collect({ full: true });
    expect(report.status).toBe("failed");
    expect(report.reason).toMatch(/^Nothing was read; the graph is as it was before\. Cannot read/);
  }
  bench.tenant.setFaults({});
  await expectWholeNextTime();
});

it("machines that never answer do not keep the others from being asked for ever", async () => {
  const clock = new ManualClock();
  const size = {
    devices: 90,
    users: 10,
    groups: 2,
    cves: 5,
    findingsPerDevice: 1,
  };
  const own = await openBench({ ...size, clock }, clock);
  const onboarded = own.tenant
    .world()
    .machines.filter((machine) => machine["onboardingStatus"] === "Onboarded")
    .map((machine) => textOf(machine["id"]))
    .toSorted();
  const broken = onboarded.slice(0, 40);
  own.tenant.setFaults({
    faults: broken.map((id) => ({
      kind: "http500",
      endpoint: "defender.logonUsers",
      address: id,
    })),
  });
  const read: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const { steps } = await own.collect();
    read.push(steps.find((step) => step.step === "logon_users")?.received ?? 0);
  }
  // The broken ones are asked for first and given up; having been asked, they come last from then on.
  expect(read[0]).toBe(0);
  expect(read.reduce((sum, count) => sum + count)).toBeGreaterThan(40);
  await own.close();
});
