import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Properties } from "../graph/entity.ts";
import { dataModelPage } from "./data-model-page.ts";
import { edgeProperties } from "./edge-properties.ts";
import { entityProperties } from "./entity-properties.ts";
import { findingEvidence } from "./finding-evidence.ts";
import { mergeFindings } from "./finding-merge.ts";
import { is, piece } from "./graph.fixture.ts";
import { createEmployeeIndex } from "./employees.ts";
import { createIdentityIndex } from "./identities.ts";
import { finding } from "./records.fixture.ts";
import { optionalRelationshipTypes } from "./optional-types.ts";
import { entityTypes, relationshipTypes, volatileProperties } from "./types.ts";

const names = (properties: object | undefined): readonly string[] =>
  Object.keys(properties ?? {}).toSorted();

const documented = (type: string): readonly string[] =>
  names(edgeProperties.find(([kind]) => kind.type === type)?.[1]);

function propertiesOf(type: string): Properties | undefined {
  const given = piece({
    users: [{ id: "u1", onPremisesSamAccountName: "ada" }],
    machines: { m1: "d1" },
    logons: ["m1 contoso\\ada"],
  });
  const identities = createIdentityIndex();
  const employees = createEmployeeIndex();
  for (const entity of given.entities) {
    identities.addEntity(entity);
    employees.addEntity(entity);
  }
  for (const edge of [...given.relationships, is("contoso\\ada", "u1")])
    employees.addRelationship(edge);
  for (const edge of given.relationships) identities.addRelationship(edge);
  const all = [...identities.resolve().relationships, ...employees.resolve().relationships];
  return all.find((edge) => edge.type === type)?.properties;
}

test("the page in docs is what the converters say", () => {
  expect(readFileSync(new URL("../../docs/data-model.md", import.meta.url), "utf8")).toBe(
    dataModelPage(),
  );
});

test("an edge from rows carries what the page says, all of it", () => {
  const row = finding({
    cvssScore: 1,
    diskPaths: ["/a"],
    exploitabilityLevel: "NoExploit",
    firstSeenOn: 1,
    lastSeenOn: 1,
    recommendedSecurityUpdate: "March",
    recommendedSecurityUpdateId: "KB1",
    recommendedSecurityUpdateUrl: "https://kb1",
    registryPaths: ["HKEY"],
    securityUpdateAvailable: true,
    severity: "High",
  });
  const one = findingEvidence(row, "contoso reader 1.2");
  const other = findingEvidence(row, "contoso reader 1.3");
  expect(names(mergeFindings(one, other))).toEqual(
    documented(relationshipTypes.machineIdentifiedVulnerability.type),
  );
});

test.each([
  relationshipTypes.logonUserIsUser.type,
  relationshipTypes.personIsUser.type,
  relationshipTypes.personOwnsEndpoint.type,
])("%s carries what the page says, all of it", (type) => {
  expect(names(propertiesOf(type))).toEqual(documented(type));
});

test("what is volatile is a property that the page describes", () => {
  for (const [{ type, volatile }, properties] of [...entityProperties, ...edgeProperties]) {
    const wanted = volatile.filter((name) => !(name in properties));
    expect([type, wanted]).toEqual([type, []]);
  }
});

test("what is indexed is a property that the page describes", () => {
  for (const [{ type, indexed }, properties] of [...entityProperties, ...edgeProperties]) {
    const wanted = indexed.filter((name) => !(name in properties));
    expect([type, wanted]).toEqual([type, []]);
  }
});

test("every kind of entity is described", () => {
  expect(entityProperties.map(([{ type }]) => type).toSorted()).toEqual(
    Object.values(entityTypes)
      .map(({ type }) => type)
      .toSorted(),
  );
});

test("volatile properties are found by type", () => {
  expect(volatileProperties.get("microsoft_defender_vulnerability")).toEqual(["exposedMachines"]);
  expect(volatileProperties.get("microsoft_defender_machine")).toContain("lastSeenOn");
  expect(volatileProperties.has("microsoft_defender_group")).toBe(false);
});

/** What JupiterOne's classes require (data-model 0.64.2), besides `name` and `displayName`. */
const requiredBy: Readonly<Record<string, readonly string[]>> = {
  Account: ["vendor"],
  User: ["firstName", "lastName", "email", "shortLoginId", "username"],
  UserGroup: [],
  Device: [
    "category",
    "make",
    "model",
    "serial",
    "deviceId",
    "hostname",
    "fqdn",
    "ipv4Addresses",
    "ipv6Addresses",
    "macAddresses",
    "publicIpAddresses",
    "privateIpAddresses",
    "lastSeenOn",
    "osName",
    "osType",
    "osDetails",
    "osVersion",
  ],
  HostAgent: ["function", "lastSeenOn"],
  Finding: ["category", "severity", "numericSeverity", "open"],
  Vulnerability: ["open", "cveId", "category", "severity", "blocking", "production", "public"],
  Application: [],
  Alert: ["severity", "open", "category"],
  Certificate: [],
  ControlPolicy: [],
  Record: [],
  Person: ["firstName", "lastName", "email"],
};

test("every entity has what its class requires, null where it is not known", () => {
  for (const [{ type, classes }, properties] of entityProperties) {
    const wanted = classes.flatMap((each) => [...(requiredBy[each] ?? ["unknown class"]), "name"]);
    const always = (name: string): boolean =>
      properties[name]?.required === true || ["name", "vendor", "cveId"].includes(name);
    expect([type, wanted.filter((name) => !always(name))]).toEqual([type, []]);
  }
});

test("relationship types are JupiterOne's", () => {
  const optional = new Set(Object.values(optionalRelationshipTypes).map(({ type }) => type));
  const all = Object.values(relationshipTypes).map(({ type }) => type);
  expect(all.filter((type) => !optional.has(type))).toEqual([
    "microsoft_defender_account_has_machine",
    "microsoft_defender_account_has_user",
    "microsoft_defender_account_has_group",
    "microsoft_defender_group_has_user",
    "microsoft_defender_group_has_group",
    "microsoft_defender_group_has_user",
    "microsoft_defender_machine_has_logon_user",
    "microsoft_defender_machine_identified_vulnerability",
    "microsoft_defender_machine_manages_user_endpoint",
    "microsoft_defender_vulnerability_is_cve",
    "microsoft_defender_machine_installed_software",
    "microsoft_defender_software_has_vulnerability",
    "microsoft_defender_user_manages_user",
    "microsoft_defender_user_owns_user_endpoint",
    "microsoft_defender_logon_user_is_user",
    "person_is_microsoft_defender_user",
    "person_owns_user_endpoint",
    "microsoft_defender_account_has_defender_graph_run",
    "defender_graph_run_has_step",
    "person_manages_person",
  ]);
});
