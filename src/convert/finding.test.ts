import { describe, expect, test } from "vitest";
import type { Finding } from "../microsoft/finding.ts";
import type { Converted } from "./converted.ts";
import { convertedOf, findingConverter } from "./finding.ts";
import { finding, lines } from "./records.fixture.ts";

const converter = () => findingConverter({ holdsMachine: (id) => id.startsWith("m") });

function take(one: ReturnType<typeof converter>, rows: readonly Finding[]): Converted {
  return convertedOf(one.take(rows));
}

test("a row is an edge to the CVE, the software that brings it, and what ties them", () => {
  const { entities, relationships } = take(converter(), [finding({ severity: "High" })]);
  expect(entities).toEqual([
    {
      key: "microsoft_defender_software:contoso:reader:1.2",
      type: "microsoft_defender_software",
      classes: ["Application"],
      properties: {
        id: "contoso:reader:1.2",
        name: "reader",
        displayName: "contoso reader 1.2",
        vendor: "contoso",
        product: "reader",
        version: "1.2",
      },
    },
  ]);
  expect(lines(relationships)).toEqual([
    "microsoft_defender_machine:m1 INSTALLED microsoft_defender_software:contoso:reader:1.2",
    "microsoft_defender_software:contoso:reader:1.2 HAS microsoft_defender_vulnerability:CVE-2026-0001",
    "microsoft_defender_machine:m1 IDENTIFIED microsoft_defender_vulnerability:CVE-2026-0001",
  ]);
  expect(relationships[2]).toMatchObject({
    type: "microsoft_defender_machine_identified_vulnerability",
    properties: { severity: "High", software: ["contoso reader 1.2"] },
  });
});

test("each edge is made once in a run, but IDENTIFIED once a row", () => {
  const all = converter();
  take(all, [finding()]);
  const again = take(all, [finding(), finding({ machineId: "m2" })]);
  expect(again.entities).toEqual([]);
  expect(lines(again.relationships)).toEqual([
    "microsoft_defender_machine:m1 IDENTIFIED microsoft_defender_vulnerability:CVE-2026-0001",
    "microsoft_defender_machine:m2 INSTALLED microsoft_defender_software:contoso:reader:1.2",
    "microsoft_defender_machine:m2 IDENTIFIED microsoft_defender_vulnerability:CVE-2026-0001",
  ]);
});

test("a CVE in two spellings is one", () => {
  const all = converter();
  const rows = ["cve-2024-1", "CVE-2024-1", "Cve-2024-1", "tvm-2020-2", "Odd name"];
  const severities = ["Low", "High", "Low", null, null];
  const { relationships } = take(
    all,
    rows.map((cveId, at) => finding({ cveId, severity: severities[at] ?? null })),
  );
  const found = lines(relationships).filter((line) => line.includes("IDENTIFIED"));
  expect(found.map((line) => line.split("vulnerability:")[1])).toEqual([
    "CVE-2024-1",
    "CVE-2024-1",
    "CVE-2024-1",
    "TVM-2020-2",
    "Odd name",
  ]);
  expect([...all.cves()].map(({ id, severity }) => [id, severity])).toEqual([
    ["CVE-2024-1", "High"],
    ["TVM-2020-2", null],
    ["Odd name", null],
  ]);
  expect(all.counts().cves).toBe(3);
});

test("rows come in any order: a machine that comes again is the same one", () => {
  const machines = ["m1", "m2", "m1", "gone", "m2", "gone"];
  const all = converter();
  const rows = machines.map((machineId) => finding({ machineId, cveId: null }));
  expect(lines(take(all, rows).relationships)).toEqual([
    "microsoft_defender_machine:m1 INSTALLED microsoft_defender_software:contoso:reader:1.2",
    "microsoft_defender_machine:m2 INSTALLED microsoft_defender_software:contoso:reader:1.2",
  ]);
  expect(all.counts()).toMatchObject({ rows: 6, dangling: 2 });
});

test("software without a known weakness is installed and nothing more", () => {
  const { entities, relationships } = take(converter(), [finding({ cveId: null })]);
  expect(entities).toHaveLength(1);
  expect(lines(relationships)).toEqual([
    "microsoft_defender_machine:m1 INSTALLED microsoft_defender_software:contoso:reader:1.2",
  ]);
});

describe("software", () => {
  test("without a vendor keeps its place empty in the key", () => {
    const [software] = converter().take([finding({ softwareVendor: null })]).entities;
    expect(software?.key).toBe("microsoft_defender_software::reader:1.2");
    expect(software?.properties).toEqual({
      id: ":reader:1.2",
      name: "reader",
      displayName: "reader 1.2",
      product: "reader",
      version: "1.2",
    });
  });

  test("without a product is called by what is known", () => {
    const [software] = converter().take([finding({ softwareName: null })]).entities;
    expect(software?.properties["name"]).toBe("contoso 1.2");
  });

  test("of which a source tells nothing is none", () => {
    const nothing = { softwareVendor: null, softwareName: null, softwareVersion: null };
    const { entities, relationships } = take(converter(), [finding(nothing)]);
    expect(entities).toEqual([]);
    expect(relationships).toHaveLength(1);
    expect(relationships[0]?.properties).toEqual({});
  });
});

test("rows of machines that are not held are left out and counted", () => {
  const all = converter();
  const rows = [
    finding({ machineId: "gone", cveId: "CVE-2026-0009", softwareName: "other" }),
    finding({ machineId: "gone" }),
    finding(),
  ];
  expect(take(all, rows).relationships).toHaveLength(3);
  expect(all.counts()).toEqual({ rows: 3, dangling: 2, cves: 1, software: 1 });
  expect([...all.cves()].map(({ id }) => id)).toEqual(["CVE-2026-0001"]);
});

test("a CVE is known by the worst that its rows say", () => {
  const all = converter();
  take(all, [
    finding({ severity: "Medium", cvssScore: 5, exploitabilityLevel: "ExploitIsPublic" }),
    finding({ severity: "High", exploitabilityLevel: "NoExploit" }),
    finding({ cvssScore: 8 }),
    finding({ cveId: "TVM-1" }),
  ]);
  expect([...all.cves()]).toEqual([
    { id: "CVE-2026-0001", severity: "High", cvssScore: 8, exploitabilityLevel: "ExploitIsPublic" },
    { id: "TVM-1", severity: null, cvssScore: null, exploitabilityLevel: null },
  ]);
});

test("edges of one key share an end, on which whoever writes them may keep its number", () => {
  const all = converter();
  const [installed, has] = all.take([finding()]).edges;
  const again = all.take([finding(), finding({ machineId: "m2" })]).edges;
  expect(again[0]?.from).toBe(installed?.from);
  expect(again.map(({ to }) => to)).toEqual([has?.to, installed?.to, has?.to]);
  expect(again[1]?.to).toBe(installed?.to);
});

test("rows of one CVE may name one software, another and none", () => {
  const all = converter();
  const versions = ["1.2", "1.3", "1.2", null];
  const rows = versions.map((softwareVersion) => finding({ softwareVersion }));
  const none = { softwareVendor: null, softwareName: null, softwareVersion: null };
  const { entities, relationships } = take(all, [...rows, finding(none)]);
  expect(entities.map(({ properties }) => properties["displayName"])).toEqual([
    "contoso reader 1.2",
    "contoso reader 1.3",
    "contoso reader",
  ]);
  const found = relationships.filter(({ verb }) => verb === "IDENTIFIED");
  expect(found.map(({ properties }) => properties["software"])).toEqual([
    ["contoso reader 1.2"],
    ["contoso reader 1.3"],
    ["contoso reader 1.2"],
    ["contoso reader"],
    undefined,
  ]);
});

test("vendors may share a product and a version, and colons may stand anywhere", () => {
  const all = converter();
  const names = [
    ["contoso", "reader"],
    ["fabrikam", "reader"],
    ["contoso", "reader"],
    ["a", "b:reader"],
    ["a:b", "reader"],
    ["a", "reader"],
  ] as const;
  const { relationships } = take(
    all,
    names.map(([softwareVendor, softwareName]) => finding({ softwareVendor, softwareName })),
  );
  const found = relationships.filter(({ verb }) => verb === "HAS");
  expect(found.map(({ from }) => from.replace("microsoft_defender_software:", ""))).toEqual([
    "contoso:reader:1.2",
    "fabrikam:reader:1.2",
    "a:b:reader:1.2",
    "a:reader:1.2",
  ]);
});
