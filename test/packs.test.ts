import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { furtherRoles } from "../src/sample-tenant/roles.ts";
import { everySource } from "../src/service/collect.ts";
import { compareWithTruth, type Differences, noDifference } from "./support/compare.ts";
import { engine } from "./support/place.ts";
import { type Bench, openBench } from "./support/world.ts";

const size = {
  devices: 160,
  users: 120,
  groups: 20,
  cves: 120,
  findingsPerDevice: 6,
  logonsPerDevice: 3,
};

const everyRole = [...furtherRoles.graph, ...furtherRoles.defender];
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

const page = readFileSync(new URL("../docs/optional-data.md", import.meta.url), "utf8");
const questions = [...page.matchAll(/^```j1ql\n(?<text>.*?)\n```$/gms)].map(
  ({ groups }) => groups?.["text"] ?? "",
);

const total = (of: Readonly<Record<string, number>>): number =>
  Object.values(of).reduce((sum, one) => sum + one, 0);

async function differences(bench: Bench, read: readonly string[]): Promise<Differences> {
  const truth = bench.tenant.truth({ accountName: "Acme", packs: read });
  return compareWithTruth(bench.desk.export({}), truth);
}

// What packs bring is stored like everything else: one world and one day tell whether the other engine takes it.
const worlds: readonly (readonly [string, number, boolean])[] = [
  ["machine by machine", 1, false],
  ["by hunting", 1, true],
  ["by hunting", 7, true],
];
const days = [1, 2, 3, 4];
const isOther = engine === "postgres";

describe.each(isOther ? worlds.slice(0, 1) : worlds)(
  "with every permission, and logon users read %s, seed %i",
  (_how, seed, hunts) => {
    let bench: Bench;
    const sources = everySource.filter((source) => hunts || source !== "hunting");
    const read = hunts ? [...packs, "hunting"] : packs;

    beforeAll(async () => {
      bench = await openBench({ ...size, seed, roles: everyRole });
    });

    afterAll(async () => {
      await bench.close();
    });

    it("the graph is the truth after the first run", async () => {
      const report = await bench.collect({ sources });
      expect(report.steps.filter((step) => step.status !== "complete")).toEqual([]);
      expect(report.notes.filter(({ code }) => code === "conflict" || code === "dangling")).toEqual(
        [],
      );
      const found = await differences(bench, read);
      expect(found).toEqual(noDifference(found.counts.compared));
      expect(report.types.filter((type) => type.total === 0).map((type) => type.type)).toEqual([]);
    });

    it.each(questions)("this question of the page finds something: %s", async (text) => {
      const answer = await bench.desk.query({ text });
      expect(answer).toMatchObject({ ok: true, warnings: [] });
      expect(answer.ok ? answer.result.totalCount : 0).toBeGreaterThan(hunts ? -1 : 0);
    });

    it("the same day read again makes no change", async () => {
      const report = await bench.collect({ sources, full: true });
      expect([total(report.created), total(report.updated), total(report.deleted)]).toEqual([
        0, 0, 0,
      ]);
    });

    it.each(isOther ? days.slice(0, 1) : days)(
      "the graph is the truth after evolved day %i",
      async () => {
        bench.tenant.evolve(1);
        const report = await bench.collect({ sources });
        expect(report).toMatchObject({ status: "complete", heldBack: {} });
        const found = await differences(bench, read);
        expect(found).toEqual(noDifference(found.counts.compared));
      },
    );
  },
);
