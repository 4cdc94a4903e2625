import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Properties } from "../graph/entity.ts";
import type { Finding } from "../microsoft/finding.ts";
import { findingEvidence } from "./finding-evidence.ts";
import { keptPaths, mergeFindings, rowsBehind } from "./finding-merge.ts";
import { finding } from "./records.fixture.ts";

const path = fc.nat(30).map((number) => `/opt/${String(number).padStart(2, "0")}`);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 });

const row: fc.Arbitrary<Partial<Finding>> = fc.record({
  cvssScore: maybe(fc.constantFrom(1.9, 7.8, 9.8)),
  severity: maybe(fc.constantFrom("Low", "Medium", "High", "Critical", "Odd")),
  exploitabilityLevel: maybe(fc.constantFrom("NoExploit", "ExploitIsPublic", "ExploitIsInKit")),
  diskPaths: fc.array(path, { maxLength: 14 }),
  registryPaths: fc.array(path, { maxLength: 3 }),
  firstSeenOn: maybe(fc.nat(9)),
  lastSeenOn: maybe(fc.nat(9)),
  recommendedSecurityUpdate: maybe(fc.constantFrom("", "March", "April")),
  recommendedSecurityUpdateId: maybe(fc.constantFrom("1", "2")),
  recommendedSecurityUpdateUrl: maybe(fc.constantFrom("https://a", "https://b")),
  securityUpdateAvailable: maybe(fc.boolean()),
});

const software = maybe(fc.constantFrom("contoso reader 1.2", "contoso reader 1.3", "adobe x 1"));

const evidence = fc
  .tuple(row, software)
  .map(([facts, name]) => findingEvidence(finding(facts), name));

/** What any number of rows may have become already. */
const merged = fc
  .array(evidence, { minLength: 1, maxLength: 4 })
  .map((rows) => rows.reduce(mergeFindings));

const keysOf = (properties: Properties): readonly string[] => Object.keys(properties);

describe("merging", () => {
  test("does not depend on who comes first", () => {
    fc.assert(
      fc.property(merged, merged, (a, b) => {
        expect(mergeFindings(a, b)).toEqual(mergeFindings(b, a));
      }),
    );
  });

  test("does not depend on the grouping", () => {
    fc.assert(
      fc.property(merged, merged, merged, (a, b, c) => {
        expect(mergeFindings(mergeFindings(a, b), c)).toEqual(
          mergeFindings(a, mergeFindings(b, c)),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test("with itself changes nothing", () => {
    fc.assert(
      fc.property(merged, (a) => {
        expect(mergeFindings(a, a)).toEqual(a);
      }),
    );
  });

  test("the edge of one row is already in the merged form, its properties in order", () => {
    fc.assert(
      fc.property(evidence, evidence, (a, b) => {
        expect(mergeFindings(a, a)).toEqual(a);
        expect(keysOf(a)).toEqual([...keysOf(a)].toSorted());
        expect(keysOf(mergeFindings(a, b))).toEqual([...keysOf(mergeFindings(a, b))].toSorted());
      }),
    );
  });

  test("path counts are exact up to ten and tell that there are more beyond", () => {
    fc.assert(
      fc.property(fc.array(fc.array(path, { maxLength: 9 }), { minLength: 1 }), (rows) => {
        const all = new Set(rows.flat());
        const edge = rows
          .map((diskPaths) => findingEvidence(finding({ diskPaths }), null))
          .reduce(mergeFindings);
        const first = all.size === 0 ? undefined : [...all].toSorted().slice(0, keptPaths);
        expect(edge["diskPaths"]).toEqual(first);
        const shown = all.size === 0 ? undefined : Math.min(all.size, keptPaths + 1);
        expect(edge["diskPathCount"]).toBe(shown);
      }),
    );
  });
});

test("two rows of one machine and CVE are one edge with everything", () => {
  const one = findingEvidence(
    finding({
      severity: "High",
      cvssScore: 7,
      exploitabilityLevel: "NoExploit",
      firstSeenOn: 5,
      lastSeenOn: 8,
      diskPaths: ["/b", "/a", "/b"],
      recommendedSecurityUpdateId: "KB2",
      securityUpdateAvailable: false,
    }),
    "contoso reader 1.2",
  );
  const other = findingEvidence(
    finding({
      severity: "Critical",
      firstSeenOn: 3,
      lastSeenOn: 6,
      diskPaths: ["/c"],
      registryPaths: ["HKEY"],
      exploitabilityLevel: "ExploitIsVerified",
      recommendedSecurityUpdateId: "KB1",
      recommendedSecurityUpdateUrl: "https://kb1",
      recommendedSecurityUpdate: "March",
      securityUpdateAvailable: true,
    }),
    "contoso reader 1.3",
  );
  const both = mergeFindings(one, other);
  expect(rowsBehind(both)).toEqual([one, other]);
  expect(both).toMatchObject({
    cvssScore: 7,
    diskPathCount: 3,
    diskPaths: ["/a", "/b", "/c"],
    exploitabilityLevel: "ExploitIsVerified",
    firstSeenOn: 3,
    fixingUpdateIds: ["KB1", "KB2"],
    fixingUpdateUrls: ["https://kb1"],
    fixingUpdates: ["March"],
    lastSeenOn: 8,
    registryPathCount: 1,
    registryPaths: ["HKEY"],
    securityUpdateAvailable: true,
    severity: "Critical",
    software: ["contoso reader 1.2", "contoso reader 1.3"],
  });
});

test("of more than ten paths the first ten are kept, and all are counted", () => {
  const diskPaths = Array.from({ length: 12 }, (_, number) => `/opt/${String(number + 10)}`);
  const edge = findingEvidence(finding({ diskPaths: diskPaths.toReversed() }), null);
  expect(edge).toEqual({ diskPathCount: 12, diskPaths: diskPaths.slice(0, keptPaths) });
});

test("a row that says nothing more gives an edge without properties", () => {
  expect(findingEvidence(finding({ diskPaths: [""] }), null)).toEqual({});
});

test("values of another kind than a row gives are left as the first has them", () => {
  expect(
    mergeFindings({ severity: "High", cvssScore: 1 }, { severity: 3, cvssScore: "x" }),
  ).toMatchObject({
    severity: "High",
    cvssScore: 1,
  });
});
