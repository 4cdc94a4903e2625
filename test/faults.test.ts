import { expect, test } from "vitest";
import type { Fault } from "../src/sample-tenant/fault.ts";
import type { CollectReport } from "../src/service/collect.ts";
import { compareWithTruth, noDifference } from "./support/compare.ts";
import { graphNames, truthNames } from "./support/lines.ts";
import { type Bench, impatientClock, openBench } from "./support/world.ts";

const size = {
  devices: 12,
  users: 24,
  groups: 8,
  cves: 40,
  findingsPerDevice: 6,
  logonsPerDevice: 2,
};

const storm: readonly Fault[] = [
  { kind: "http500", probability: 0.05 },
  { kind: "reset", probability: 0.02 },
  { kind: "truncated", probability: 0.02 },
  { kind: "http429", probability: 0.03, retryAfterSeconds: 2 },
  { kind: "expiredPageToken", probability: 0.2 },
  { kind: "expiredSas", probability: 0.3 },
];

const roles = [
  "Machine.Read.All",
  "Directory.Read.All",
  "User.Read.All",
  "Vulnerability.Read.All",
] as const;

const days = 5;

function weather(seed: number, day: number): readonly Fault[] {
  if (day !== 1 + (seed % days)) return storm;
  const role = roles[seed % roles.length] ?? roles[0];
  return [...storm, { kind: "revokeRole", role, after: seed % 2 }];
}

/** Whatever is not whole is named, with the reason. */
function expectWords(report: CollectReport, taken: string | undefined): void {
  const troubled = report.steps.filter(({ status }) => !/complete|skipped/.test(status));
  for (const step of troubled) expect([step.step, step.reason]).toEqual([step.step, aReason]);
  expect(report.status === "complete").toBe(troubled.length === 0 && !isHeld(report));
  const said = troubled.some(({ reason }) => reason?.includes(`lacks ${taken}`) === true);
  expect([taken, said]).toEqual([taken, taken !== undefined]);
}

const aReason: unknown = expect.stringMatching(/\w+ \w+ \w+/);

const isHeld = ({ heldBack }: CollectReport): boolean => Object.keys(heldBack).length > 0;

/** Nothing that was known and is still true may be missing. */
async function expectNothingLost(bench: Bench, before: ReadonlySet<string>): Promise<void> {
  const [after, truth] = [await graphNames(bench), await truthNames(bench)];
  expect([...before].filter((name) => truth.has(name) && !after.has(name))).toEqual([]);
}

const small = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((seed) => ({ seed, devices: size.devices, days }));

// The last one is large enough for the export's files.
test.each([...small, { seed: 10, devices: 500, days: 2 }])(
  "a storm of seed $seed over $days days loses nothing, and the first calm run has the truth",
  async ({ seed, devices, days: stormy }) => {
    const options = { ...size, seed, devices, limits: "off", tokenLifetimeSeconds: 30 } as const;
    const bench = await openBench(options, impatientClock());
    try {
      await bench.collect();
      for (let day = 1; day <= stormy; day++) {
        bench.tenant.evolve(1);
        const faults = weather(seed, day);
        bench.tenant.setFaults({ seed: seed * 100 + day, faults });
        const before = await graphNames(bench);
        const report = await bench.collect({ fullEveryDays: day === 3 ? 0 : 7 });
        expectWords(report, faults.find(({ role }) => role !== undefined)?.role);
        await expectNothingLost(bench, before);
      }
      bench.tenant.setFaults({});
      await bench.collect();
      const truth = bench.tenant.truth({ accountName: "Acme" });
      const found = await compareWithTruth(bench.desk.export({}), truth);
      expect(found).toEqual(noDifference(found.counts.compared));
    } finally {
      await bench.close();
    }
  },
);
