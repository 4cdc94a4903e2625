import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault, Faults } from "../src/sample-tenant/fault.ts";
import { compareWithTruth, type GraphLine, noDifference } from "./support/compare.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 120,
  users: 80,
  groups: 12,
  cves: 150,
  findingsPerDevice: 10,
  logonsPerDevice: 2,
  seed: 9,
};

async function linesOf(bench: Bench): Promise<Map<string, GraphLine>> {
  const lines = new Map<string, GraphLine>();
  for await (const batch of bench.desk.export({}))
    for (const line of batch) lines.set(`${line.kind} ${line._key}`, line);
  return lines;
}

interface Trouble {
  readonly what: string;
  readonly faults: Faults["faults"];
  /** The step that says so, and how it ends. */
  readonly step: string;
  readonly status: RegExp;
}

const revoked = (role: string, step: string): Trouble => ({
  what: `${role} was revoked`,
  faults: [{ kind: "revokeRole", role }],
  step,
  status: /failed/,
});

const empty = (what: string, step: string, ...endpoints: readonly string[]): Trouble => ({
  what: `${what} came back empty`,
  faults: endpoints.map((endpoint) => ({ kind: "emptyAnswer", endpoint })),
  step,
  status: /failed|partial/,
});

const noFindings = empty(
  "every finding source",
  "vulnerabilities",
  "defender.findings",
  "defender.pairs",
);

const troubles: readonly Trouble[] = [
  revoked("Machine.Read.All", "machines"),
  revoked("Directory.Read.All", "users"),
  revoked("User.Read.All", "logon_users"),
  revoked("Vulnerability.Read.All", "vulnerabilities"),
  empty("machines", "machines", "defender.machines"),
  empty("users", "users", "graph.users"),
  { ...noFindings, faults: [...(noFindings.faults ?? []), { kind: "exportEmpty" }] },
];

describe("a run in trouble loses nothing", () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await openBench(size);
    await bench.collect();
  });

  afterEach(async () => {
    await bench.close();
  });

  it.each(troubles)(
    "when $what: all objects stay, the step says why, and the next run is whole again",
    async ({ faults, step, status }) => {
      const before = await linesOf(bench);
      bench.tenant.setFaults(faults === undefined ? {} : { faults });
      const report = await bench.collect({ full: true });
      const ended = report.steps.find((one) => one.step === step);
      expect(report.status).toBe("partial");
      expect(ended?.status).toMatch(status);
      expect(ended?.reason).toMatch(/\w{3}/);
      expect(report.deleted).toEqual({});
      const after = await linesOf(bench);
      expect([...before.keys()].filter((key) => !after.has(key))).toEqual([]);
      bench.tenant.setFaults({});
      bench.tenant.evolve(1);
      expect((await bench.collect()).status).toBe("complete");
      const found = await compareWithTruth(
        bench.desk.export({}),
        bench.tenant.truth({ accountName: "Acme" }),
      );
      expect(found).toEqual(noDifference(found.counts.compared));
    },
  );

  it("when the secret is wrong: the run fails with a sentence that says so, and nothing changes", async () => {
    const before = await linesOf(bench);
    const report = await bench.collect({
      credential: { kind: "secret", secret: "not-the-secret" },
    });
    expect(report.status).toBe("failed");
    expect(report.reason).toMatch(/secret/i);
    expect(JSON.stringify(report)).not.toContain("not-the-secret");
    expect(await linesOf(bench)).toEqual(before);
  });

  it("when a data source is switched off: it is skipped and what is there stays", async () => {
    const before = await linesOf(bench);
    bench.tenant.evolve(1);
    const report = await bench.collect({ sources: ["users", "groups"] });
    const after = await linesOf(bench);
    const lost = [...before.keys()].filter(
      (key) => /microsoft_defender_machine|user_endpoint/.test(key) && !after.has(key),
    );
    expect(report.steps.find((one) => one.step === "machines")?.status).toBe("skipped");
    expect(lost).toEqual([]);
  });
});

it("a tenant of which nothing could be read leaves nothing behind", async () => {
  const bench = await openBench({ ...size, devices: 5 });
  try {
    const credential = { kind: "secret", secret: "not-the-secret" } as const;
    expect((await bench.collect({ credential })).status).toBe("failed");
    expect(await bench.desk.status()).toEqual([]);
    expect((await bench.collect()).status).toBe("complete");
    expect((await bench.collect({ credential, full: true })).status).toBe("failed");
    expect(await bench.desk.status()).toHaveLength(1);
  } finally {
    await bench.close();
  }
});

describe("an export that breaks", () => {
  it.each<Fault>([
    { kind: "brokenGzip", times: 1 },
    { kind: "emptyFile", times: 1 },
    { kind: "expiredSas", times: 1 },
    { kind: "truncated", endpoint: "*file*", times: 2 },
  ])("leaves nothing of a first reading behind, and misses nothing: $kind", async (fault) => {
    const bench = await openBench({ ...size, devices: 520, findingsPerDevice: 20 });
    try {
      bench.tenant.setFaults({ faults: [fault] });
      const report = await bench.collect();
      expect(report.status).toBe("complete");
      const found = await compareWithTruth(
        bench.desk.export({}),
        bench.tenant.truth({ accountName: "Acme" }),
      );
      expect(found).toEqual(noDifference(found.counts.compared));
    } finally {
      await bench.close();
    }
  });
});
