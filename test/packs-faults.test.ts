import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../src/sample-tenant/fault.ts";
import { furtherRoles } from "../src/sample-tenant/roles.ts";
import { type CollectReport, everySource } from "../src/service/collect.ts";
import { compareWithTruth, type GraphLine, noDifference } from "./support/compare.ts";
import { type Bench, impatientClock, openBench } from "./support/world.ts";

const size = {
  devices: 60,
  users: 60,
  groups: 14,
  cves: 40,
  findingsPerDevice: 3,
  logonsPerDevice: 2,
  seed: 1,
};

const packs = [
  "alerts",
  "software_inventory",
  "browser_extensions",
  "missing_updates",
  "recommendations",
  "scores",
  "secure_configurations",
  "certificates",
  "machine_actions",
];
const sources = everySource.filter((source) => source !== "hunting");
const endpoints = [
  "alerts",
  "softwareInventory",
  "browserExtensions",
  "missingKbs",
  "recommendations",
  "exposureScore",
  "configurationScore",
  "secureConfigurations",
  "certificates",
  "machineActions",
].map((name) => `defender.${name}`);

const roles = [...furtherRoles.graph, ...furtherRoles.defender];

function everywhere(kind: Fault["kind"]): readonly Fault[] {
  return endpoints.map((endpoint) => ({ kind, endpoint }));
}

const statuses = ({ steps }: CollectReport): ReadonlySet<string> =>
  new Set(steps.filter(({ optional }) => optional).map(({ status }) => status));

describe("what further permissions told", () => {
  let bench: Bench;
  let before: ReadonlyMap<string, GraphLine>;

  async function graph(): Promise<ReadonlyMap<string, GraphLine>> {
    const lines = new Map<string, GraphLine>();
    for await (const batch of bench.desk.export({}))
      for (const line of batch) lines.set(`${line.kind} ${line._key}`, line);
    // How the last run went is another matter.
    for (const key of lines.keys()) if (key.includes("defender_graph_")) lines.delete(key);
    return lines;
  }

  async function expectTruth(): Promise<void> {
    const truth = bench.tenant.truth({ accountName: "Acme", packs });
    const found = await compareWithTruth(bench.desk.export({}), truth);
    expect(found).toEqual(noDifference(found.counts.compared));
  }

  beforeAll(async () => {
    bench = await openBench({ ...size, roles }, impatientClock());
    expect((await bench.collect({ sources })).status).toBe("complete");
    before = await graph();
  });

  afterAll(async () => {
    await bench.close();
  });

  it.each<[string, Fault["kind"], readonly string[]]>([
    ["the provider fails", "http500", ["failed"]],
    ["it refuses although the role is granted", "http403", ["failed"]],
    ["answers are cut off", "truncated", ["failed"]],
    ["answers are web pages", "garbage", ["failed"]],
  ])("stays when %s", async (_what, kind, expected) => {
    bench.tenant.setFaults({ faults: everywhere(kind) });
    const report = await bench.collect({ sources, full: true });
    expect([report.status, [...statuses(report)]]).toEqual(["partial", expected]);
    expect(report.deleted).toEqual({});
    expect(await graph()).toEqual(before);
  });

  it("stays when answers are suddenly empty, and the report says so", async () => {
    bench.tenant.setFaults({ faults: everywhere("emptyAnswer") });
    const report = await bench.collect({ sources, full: true });
    expect(report).toMatchObject({ status: "partial", deleted: {} });
    const empty = report.steps.find(({ step }) => step === "alerts");
    expect(empty?.reason).toMatch(/^Alerts came back empty although the graph holds \d+ objects/);
    expect(await graph()).toEqual(before);
  });

  it("stays when the permissions are taken away, and the steps say which", async () => {
    bench.tenant.setFaults({ faults: roles.map((role) => ({ kind: "revokeRole", role })) });
    const report = await bench.collect({ sources, full: true });
    expect(report).toMatchObject({ status: "complete", deleted: {}, updated: {} });
    const reasons = report.steps.filter(({ status }) => status === "skipped");
    expect(reasons.map(({ step, reason }) => `${step}: ${reason?.split(".")[0] ?? ""}`)).toEqual([
      "alerts: The app registration lacks Alert",
      "software_inventory: The app registration lacks Software",
      "browser_extensions: The app registration lacks Software",
      "missing_updates: The app registration lacks Software",
      "recommendations: The app registration lacks SecurityRecommendation",
      "scores: The app registration lacks Score",
    ]);
    expect(await graph()).toEqual(before);
  });

  it("stays when a source is switched off", async () => {
    bench.tenant.setFaults({});
    const five = sources.filter((source) => !packs.includes(source));
    const report = await bench.collect({ sources: five, full: true });
    expect(report).toMatchObject({ status: "complete", deleted: {} });
    expect(await graph()).toEqual(before);
  });

  it("is the truth again once all is well, days later", async () => {
    bench.tenant.evolve(3);
    expect((await bench.collect({ sources, confirmHeld: true })).status).toBe("complete");
    await expectTruth();
  });
});

describe("hunting that fails", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await openBench({ ...size, roles: furtherRoles.graph }, impatientClock());
  });

  afterAll(async () => {
    await bench.close();
  });

  it.each<Fault["kind"]>(["http500", "http403", "truncated", "garbage"])(
    "by %s leaves machines to be asked one by one",
    async (kind) => {
      bench.tenant.setFaults({ faults: [{ kind, endpoint: "graph.hunting" }] });
      const report = await bench.collect({ full: true });
      expect(report.status).toBe("complete");
      const notes = report.notes.filter(({ code }) => code === "hunting_failed");
      expect(notes).toHaveLength(kind === "http403" ? 0 : 1);
      const truth = bench.tenant.truth({ accountName: "Acme" });
      const found = await compareWithTruth(bench.desk.export({}), truth);
      expect(found).toEqual(noDifference(found.counts.compared));
    },
  );

  it("costs a few calls where it works, and none a machine", async () => {
    bench.tenant.setFaults({});
    bench.tenant.resetStatistics();
    const report = await bench.collect({ full: true });
    expect(report.steps.find(({ step }) => step === "logon_users")).toMatchObject({
      status: "complete",
      calls: 1,
    });
    expect(bench.tenant.statistics().endpoints["defender.logonUsers"]).toBeUndefined();
  });
});
