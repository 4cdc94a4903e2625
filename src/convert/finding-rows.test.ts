import fc from "fast-check";
import { expect, test } from "vitest";
import type { Relationship } from "../graph/relationship.ts";
import type { FindingChange } from "../microsoft/finding-changes.ts";
import type { Finding } from "../microsoft/finding.ts";
import { convertedOf, findingConverter } from "./finding.ts";
import { mergeFindings } from "./finding-merge.ts";
import { changedRows, edgesOf, LatestChanges, rowsOf, type SoftwareNames } from "./finding-rows.ts";
import { machineKey } from "./keys.ts";
import { finding } from "./records.fixture.ts";

const machineId = "m1";

const names: SoftwareNames = {
  keyOf: (label) => `microsoft_defender_software:${label.replaceAll(" ", ":")}`,
  labelOf: (key) => key.slice("microsoft_defender_software:".length).replaceAll(":", " "),
};

/** Few software, few weaknesses, so that they meet; software with weaknesses has no row without one. */
const row = fc
  .record({
    software: fc.constantFrom("1", "2", "3"),
    weakness: fc.constantFrom("CVE-2024-0001", "CVE-2024-0002", "cve-2024-0003"),
    severity: fc.constantFrom("Low", "High", null),
    path: fc.nat(3),
    firstSeenOn: fc.nat(5),
  })
  .map(({ software, weakness, severity, path, firstSeenOn }) =>
    finding({
      machineId,
      softwareVendor: "contoso",
      softwareName: "reader",
      softwareVersion: software,
      cveId: software === "3" ? null : weakness,
      severity,
      diskPaths: [`/opt/${path}`],
      firstSeenOn,
      lastSeenOn: 7,
    }),
  );

const identity = ({ softwareVersion, cveId }: Finding): string => `${softwareVersion} ${cveId}`;

const rows = fc.uniqueArray(row, { selector: identity, maxLength: 7 });

/** The edges that everything read at once gives. */
function read(findings: readonly Finding[]): readonly Relationship[] {
  const made = convertedOf(findingConverter({ holdsMachine: () => true }).take(findings));
  const edges = new Map<string, Relationship>();
  for (const edge of made.relationships) {
    if (edge.from !== machineKey(machineId)) continue;
    const known = edges.get(edge.to);
    const properties =
      known === undefined ? edge.properties : mergeFindings(known.properties, edge.properties);
    edges.set(edge.to, { ...edge, properties });
  }
  return [...edges.values()].toSorted(byEnd);
}

const byEnd = (one: Relationship, other: Relationship): number => (one.to < other.to ? -1 : 1);

/** What the provider tells of the way from one state to another, in any order of rows. */
function changesBetween(before: readonly Finding[], after: readonly Finding[]): FindingChange[] {
  const there = new Set(after.map(identity));
  const gone = before.filter((one) => !there.has(identity(one)));
  return [
    ...gone.map((one) => ({ finding: one, isFixed: true, changedOn: 2 })),
    ...after.map((one) => ({ finding: one, isFixed: false, changedOn: 2 })),
  ];
}

function latest(changes: readonly FindingChange[]): LatestChanges {
  const kept = new LatestChanges();
  for (const change of changes) kept.add(change);
  return kept;
}

test("changes lead from the edges of any rows to the edges of any others", () => {
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const known = rowsOf(read(before), names);
      const changed = changedRows(known, latest(changesBetween(before, after)));
      expect(edgesOf(machineKey(machineId), changed, names).toSorted(byEnd)).toEqual(read(after));
    }),
  );
});

test("changes that were applied already change nothing", () => {
  fc.assert(
    fc.property(rows, rows, (before, after) => {
      const changes = latest(changesBetween(before, after));
      const once = changedRows(rowsOf(read(before), names), changes);
      const again = changedRows(
        rowsOf(edgesOf(machineKey(machineId), once, names), names),
        changes,
      );
      expect(again).toEqual(once);
    }),
  );
});

test("of a row that is fixed in one device group and new in another at the same moment, the new one counts", () => {
  const one = finding({ machineId, cveId: "CVE-2024-0001", severity: "High" });
  const fixed = { finding: one, isFixed: true, changedOn: 5 };
  const found = { finding: one, isFixed: false, changedOn: 5 };
  expect([...latest([fixed, found])]).toEqual([found]);
  expect([...latest([found, fixed])]).toEqual([found]);
  expect([...latest([found, { ...fixed, changedOn: 6 }])]).toEqual([{ ...fixed, changedOn: 6 }]);
});
