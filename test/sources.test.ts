import { afterAll, beforeAll, expect, test } from "vitest";
import { type CollectReport, collectSources } from "../src/service/collect.ts";
import { compareWithTruth, noDifference } from "./support/compare.ts";
import { graphNames } from "./support/lines.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 20,
  users: 30,
  groups: 8,
  cves: 40,
  findingsPerDevice: 6,
  logonsPerDevice: 2,
  seed: 5,
};

let bench: Bench;

beforeAll(async () => {
  bench = await openBench(size);
  await bench.collect({ sources: null });
});

afterAll(async () => {
  await bench.close();
});

const skipped = ({ steps }: CollectReport): readonly string[] =>
  steps.filter(({ status, optional }) => status === "skipped" && !optional).map(({ step }) => step);

const typesOf = async (): Promise<ReadonlySet<string>> => {
  const types = new Set<string>();
  for await (const batch of bench.desk.export({})) for (const { _type } of batch) types.add(_type);
  return types;
};

async function expectTruth(): Promise<void> {
  const truth = bench.tenant.truth({ accountName: "Acme", collectedSince: 1 });
  const found = await compareWithTruth(bench.desk.export({}), truth);
  expect(found).toEqual(noDifference(found.counts.compared));
}

test("a source that was switched off stays off, and what it brought stays", async () => {
  const before = await graphNames(bench);
  const sources = ["users", "machines", "devices", "logon_users"] as const;
  expect(skipped(await bench.collect({ sources }))).toEqual([
    "groups",
    "group_members",
    "vulnerabilities",
  ]);
  const again = await bench.collect({ sources: null });
  expect(skipped(again)).toContain("vulnerabilities");
  expect(await graphNames(bench)).toEqual(before);
});

test("what is forgotten goes without a call, the rest stays, and it is off from then on", async () => {
  const before = await typesOf();
  bench.tenant.resetStatistics();
  const report = await bench.collect({ sources: null, forget: ["vulnerabilities"] });
  expect(report).toMatchObject({ status: "complete", heldBack: {}, created: {} });
  expect(bench.tenant.statistics().calls).toBe(0);
  const gone = [...before].filter((type) => !Object.keys(report.deleted).includes(type));
  expect(await typesOf()).toEqual(new Set(gone));
  expect(Object.keys(report.deleted)).toContain(
    "microsoft_defender_machine_identified_vulnerability",
  );
  expect(Object.keys(report.deleted)).not.toContain("microsoft_defender_machine");
  expect(skipped(await bench.collect({ sources: null }))).toContain("vulnerabilities");
});

test("with users go the people that they stand for", async () => {
  const report = await bench.collect({ sources: null, forget: ["users"] });
  expect(Object.keys(report.deleted)).toContain("person");
  expect(await typesOf()).not.toContain("person");
  expect(await typesOf()).not.toContain("microsoft_defender_user");
});

test("what is switched on again is read whole", async () => {
  bench.tenant.evolve(1);
  const report = await bench.collect({ sources: collectSources });
  expect(report.status).toBe("complete");
  const types = Object.keys((await bench.collect({ sources: null })).deleted);
  expect(types).toEqual([]);
});

test("of a tenant that is not there nothing can be forgotten", async () => {
  const tenant = "11111111-2222-3333-4444-555555555555";
  await expect(bench.collect({ tenant, forget: ["users"] })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await bench.desk.status()).toHaveLength(1);
  await expectTruth();
});
