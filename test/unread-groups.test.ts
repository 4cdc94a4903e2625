import { afterEach, beforeEach, expect, test } from "vitest";
import type { Fault } from "../src/sample-tenant/fault.ts";
import type { TruthLine } from "../src/sample-tenant/world/truth.ts";
import type { CollectReport } from "../src/service/collect.ts";
import type { ExportLine } from "../src/store/export.ts";
import { type Bench, impatientClock, openBench } from "./support/world.ts";

const size = {
  devices: 20,
  users: 120,
  groups: 30,
  cves: 20,
  findingsPerDevice: 2,
  logonsPerDevice: 1,
  seed: 9,
};

let bench: Bench;

beforeEach(async () => {
  bench = await openBench({ ...size, limits: "off" }, impatientClock());
  await bench.collect({ sources: ["users", "groups"] });
});

afterEach(async () => {
  await bench.close();
});

const groupKey = (id: string): string => `microsoft_defender_group:${id}`;

type GraphLine = ExportLine | TruthLine;
type Members = ReadonlyMap<string, readonly string[]>;

/** The keys of the members of each group, in order. */
function membersIn(lines: Iterable<GraphLine>): Members {
  const members = new Map<string, string[]>();
  const of = (group: string): string[] => {
    const known = members.get(group) ?? [];
    members.set(group, known);
    return known;
  };
  for (const line of lines) {
    if (line.kind === "entity" && line._type === "microsoft_defender_group") of(line._key);
    if (line.kind === "relationship" && line._type.startsWith("microsoft_defender_group_has"))
      of(line._fromEntityKey).push(line._toEntityKey);
  }
  return new Map([...members].map(([group, keys]) => [group, keys.toSorted()]));
}

const truth = (): Members => membersIn(bench.tenant.truth({ accountName: "Acme" }));

async function graph(): Promise<GraphLine[]> {
  const lines: GraphLine[] = [];
  for await (const some of bench.desk.export({})) lines.push(...some);
  return lines;
}

function without(members: Members, groups: readonly string[]): Members {
  const keys = new Set(groups.map(groupKey));
  return new Map([...members].filter(([key]) => !keys.has(key)));
}

/** The ids of the groups with most members, the largest first. */
async function largestGroups(): Promise<readonly string[]> {
  return [...membersIn(await graph())]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([key]) => key.slice(groupKey("").length));
}

function fault(kind: Fault["kind"], group: string | undefined, times?: number): Fault {
  const endpoint = "graph.groupMembers";
  const of = { kind, endpoint, address: `/groups/${group}/members` };
  return times === undefined ? of : { ...of, times, retryAfterSeconds: 3 };
}

const stepOf = (report: CollectReport) => report.steps.find(({ step }) => step === "group_members");

test("groups that cannot be read keep their members, all others are as in the tenant", async () => {
  const [failing = "", hidden = "", vanished = ""] = await largestGroups();
  const before = membersIn(await graph());
  bench.tenant.setFaults({
    faults: [fault("http500", failing), fault("http403", hidden), fault("notFound", vanished)],
  });
  bench.tenant.evolve(5);
  const report = await bench.collect({ sources: ["users", "groups"], full: true });
  expect(report.status).toBe("partial");
  expect(stepOf(report)).toMatchObject({ status: "partial" });
  expect(stepOf(report)?.reason).toMatch(/^The members of 2 of \d+ groups .*group [\da-f-]{36} \(/);
  const lines = await graph();
  const after = membersIn(lines);
  const troubled = [failing, hidden, vanished];
  expect(without(after, troubled)).toEqual(without(truth(), troubled));
  expect(after.get(groupKey(vanished))).toEqual([]);
  const there = new Set(lines.map(({ _key }) => _key));
  for (const group of [failing, hidden]) {
    const known = before.get(groupKey(group)) ?? [];
    const gone = known.filter((key) => !there.has(key));
    // Users and groups that the tenant has no more take their membership with them.
    expect(gone.filter((key) => key.startsWith("microsoft_defender_group_user:"))).toEqual([]);
    expect(after.get(groupKey(group))).toEqual(known.filter((key) => there.has(key)));
    expect(after.get(groupKey(group))).not.toEqual(truth().get(groupKey(group)));
  }
});

test("a group that is throttled for a while is read", async () => {
  const [group] = await largestGroups();
  bench.tenant.setFaults({ faults: [fault("http429", group, 2)] });
  const report = await bench.collect({ sources: ["users", "groups"], full: true });
  expect(stepOf(report)).toMatchObject({ status: "complete", retries: 2, throttled: 2 });
});

test("when no group can be read, all members stay", async () => {
  const before = membersIn(await graph());
  bench.tenant.setFaults({ faults: [{ kind: "http503", endpoint: "graph.groupMembers" }] });
  const report = await bench.collect({ sources: ["users", "groups"], full: true });
  expect(stepOf(report)?.reason).toMatch(/could not be read and stay as they were.*HTTP 503/);
  expect(membersIn(await graph())).toEqual(before);
});

test("groups that could not be read are asked again although only changes are", async () => {
  const [failing = "", hidden = ""] = await largestGroups();
  bench.tenant.setFaults({ faults: [fault("http500", failing), fault("http403", hidden)] });
  bench.tenant.evolve(3);
  await bench.collect({ sources: ["users", "groups"], full: true });
  bench.tenant.setFaults({ faults: [fault("http403", hidden)] });
  const partial = await bench.collect({ sources: ["users", "groups"] });
  expect(stepOf(partial)).toMatchObject({ status: "partial", way: "changes", received: 1 });
  bench.tenant.setFaults({});
  const whole = await bench.collect({ sources: ["users", "groups"] });
  expect(stepOf(whole)).toMatchObject({ status: "complete", way: "changes", received: 1 });
  expect(membersIn(await graph())).toEqual(truth());
});
