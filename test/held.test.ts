import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../src/sample-tenant/fault.ts";
import { compareWithTruth, type GraphLine, noDifference } from "./support/compare.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 120,
  users: 80,
  groups: 60,
  cves: 150,
  findingsPerDevice: 10,
  logonsPerDevice: 2,
  seed: 9,
};

async function linesOf(bench: Bench): Promise<Map<string, GraphLine>> {
  const lines = new Map<string, GraphLine>();
  for await (const batch of bench.desk.export({}))
    for (const line of batch) lines.set(`${line.kind} ${line._key}`, line);
  // How the last run went is another story every time.
  for (const name of lines.keys())
    if (name.startsWith("entity defender_graph_")) lines.delete(name);
  return lines;
}

/** The change feed. */
async function feedOf(bench: Bench): Promise<string[]> {
  const told: string[] = [];
  for await (const batch of bench.desk.changes({}))
    for (const { operation, key } of batch) told.push(`${operation} ${key}`);
  return told;
}

interface Gap {
  readonly what: string;
  readonly fault: Fault;
  /** A type that is held back for it. */
  readonly held: string;
}

const gaps: readonly Gap[] = [
  {
    what: "the logon users of most machines",
    fault: { kind: "emptyAnswer", endpoint: "defender.logonUsers", probability: 0.7 },
    held: "microsoft_defender_logon_user",
  },
  {
    what: "a third of the users",
    fault: { kind: "thinned", endpoint: "graph.users" },
    held: "microsoft_defender_user",
  },
  {
    what: "a third of the machines",
    fault: { kind: "thinned", endpoint: "defender.machines" },
    held: "microsoft_defender_machine",
  },
  {
    what: "a third of the groups",
    fault: { kind: "thinned", endpoint: "graph.groups" },
    held: "microsoft_defender_group",
  },
];

describe.each(gaps)("when $what are missing in one run", ({ fault, held }) => {
  let bench: Bench;
  let before: ReadonlyMap<string, GraphLine>;

  beforeEach(async () => {
    bench = await openBench(size);
    await bench.collect();
    before = await linesOf(bench);
    bench.tenant.setFaults({ faults: [fault] });
  });

  afterEach(async () => {
    await bench.close();
  });

  it("they stay with all that is known through them, and nothing flaps when they are back", async () => {
    const report = await bench.collect({ full: true });
    expect(report.heldBack[held]).toBeGreaterThanOrEqual(10);
    expect(report.deleted).toEqual({});
    expect(await linesOf(bench)).toEqual(before);
    bench.tenant.setFaults({});
    expect((await bench.collect()).status).toBe("complete");
    expect(await linesOf(bench)).toEqual(before);
    expect(await feedOf(bench)).toEqual([]);
  });

  it("they go with all that is known through them when the next run misses them, too", async () => {
    await bench.collect({ full: true });
    bench.tenant.setFaults({ faults: [fault] });
    const report = await bench.collect();
    expect(report.heldBack).toEqual({});
    expect(report.deleted[held]).toBeGreaterThanOrEqual(10);
    const settled = await linesOf(bench);
    bench.tenant.setFaults({ faults: [fault] });
    await bench.collect({ confirmHeld: true });
    expect(await linesOf(bench)).toEqual(settled);
    bench.tenant.setFaults({});
    await bench.collect({ full: true, confirmHeld: true });
    const found = await compareWithTruth(
      bench.desk.export({}),
      bench.tenant.truth({ accountName: "Acme" }),
    );
    expect(found).toEqual(noDifference(found.counts.compared));
  });
});
