import type { ResultEdge, ResultEntity, Value } from "../src/j1ql/result.ts";

const day = 86_400_000;
const today = Date.UTC(2026, 10, 22, 9);

type Row = readonly [
  key: string,
  type: string,
  name: string,
  properties?: Readonly<Record<string, Value>>,
];

const classOf: Readonly<Record<string, string>> = {
  account: "Account",
  machine: "HostAgent",
  user_endpoint: "Device",
  user: "User",
  logon_user: "User",
  group: "UserGroup",
  vulnerability: "Finding",
  cve: "Vulnerability",
  software: "Application",
  person: "Person",
};

const shared = new Set(["user_endpoint", "cve", "person"]);
const typeOf = (short: string): string =>
  shared.has(short) ? short : `microsoft_defender_${short}`;
const onboarded = { onboardingStatus: "Onboarded", osName: "Windows11", managed: true };
const exploit = { severity: "Critical", publicExploit: true, cvssScore: 9.8 };

/** A tenant small enough to hold in the head: three employees, four machines (one never onboarded), three weaknesses. */
const rows: readonly Row[] = [
  ["acc", "account", "Contoso"],
  ["m1", "machine", "lap-win-17", { ...onboarded, riskScore: "High", lastSeenOn: today }],
  [
    "m2",
    "machine",
    "lap-mac-04",
    { ...onboarded, osName: "macOS", riskScore: "Low", lastSeenOn: today - day },
  ],
  [
    "m3",
    "machine",
    "srv-web-01",
    { ...onboarded, osName: "Linux", riskScore: "Medium", lastSeenOn: today - 2 * day },
  ],
  [
    "m4",
    "machine",
    "printer-3f",
    { onboardingStatus: "CanBeOnboarded", managed: false, lastSeenOn: today - 9 * day },
  ],
  ["d1", "user_endpoint", "lap-win-17", { make: "Contoso", serial: "A-17" }],
  ["d2", "user_endpoint", "lap-mac-04", { make: "Contoso", serial: "M-04" }],
  ["d3", "user_endpoint", "srv-web-01"],
  ["d4", "user_endpoint", "printer-3f", { managed: false, onboardingStatus: "CanBeOnboarded" }],
  [
    "u1",
    "user",
    "Ada Lovelace",
    { email: "ada@contoso.example", active: true, department: "Finance" },
  ],
  ["u2", "user", "Emre Kaya", { email: "emre@contoso.example", active: true, department: "Sales" }],
  ["u3", "user", "Mia Chen", { email: "mia@contoso.example", active: false }],
  ["l1", "logon_user", "contoso\\ada", { accountKind: "domain" }],
  ["l2", "logon_user", "emre", { accountKind: "local" }],
  ["g1", "group", "Finance"],
  ["g2", "group", "All staff"],
  ["p1", "person", "Ada Lovelace", { email: "ada@contoso.example" }],
  ["p2", "person", "Emre Kaya", { email: "emre@contoso.example" }],
  ["p3", "person", "Mia Chen", { email: "mia@contoso.example" }],
  ["v1", "vulnerability", "CVE-2024-21338", exploit],
  ["v2", "vulnerability", "CVE-2025-10442", exploit],
  [
    "v3",
    "vulnerability",
    "CVE-2023-0001",
    { severity: "Low", publicExploit: false, cvssScore: 3.1 },
  ],
  ["c1", "cve", "CVE-2024-21338"],
  ["c2", "cve", "CVE-2025-10442"],
  ["s1", "software", "openssl 3.0.1"],
  ["s2", "software", "7-zip 22.01"],
];

const links =
  "acc HAS m1 m2 m3 m4 u1 u2 u3 g1 g2; g1 HAS u1; g2 HAS u1 u2 u3 g1; m1 HAS l1; m2 HAS l2; " +
  "m1 MANAGES d1; m2 MANAGES d2; m3 MANAGES d3; m4 MANAGES d4; m1 IDENTIFIED v1 v2 v3; m2 IDENTIFIED v1; m3 IDENTIFIED v3; " +
  "v1 IS c1; v2 IS c2; m1 INSTALLED s1 s2; m3 INSTALLED s1; s1 HAS v1 v3; s2 HAS v2; u1 MANAGES u2; u1 OWNS d1; " +
  "l1 IS u1; p1 IS u1; p2 IS u2; p3 IS u3; p1 OWNS d1; p2 OWNS d2; p1 MANAGES p2";

/** The entities, in the order of their names. */
export const entities: readonly ResultEntity[] = rows
  .map(([key, short, displayName, properties]) => ({
    id: key,
    entity: {
      _id: key,
      _key: `${typeOf(short)}:${key}`,
      _type: [typeOf(short)],
      _class: [classOf[short] ?? ""],
      _version: 1,
      _createdOn: today - 30 * day,
      _beginOn: today - 3 * day,
      _integrationInstanceId: "1",
      displayName,
    },
    properties: { displayName, ...properties },
  }))
  .toSorted((a, b) => a.entity.displayName.localeCompare(b.entity.displayName));

const keyOf = new Map(entities.map(({ id, entity }) => [id, entity._key]));

/** The relationships. */
export const edges: readonly ResultEdge[] = links.split("; ").flatMap((line) => {
  const [from = "", verb = "", ...targets] = line.split(" ");
  return targets.map((to) => edge(from, verb, to));
});

function edge(from: string, verb: string, to: string): ResultEdge {
  const id = `${from}-${verb}-${to}`;
  const [fromKey, toKey] = [keyOf.get(from) ?? "", keyOf.get(to) ?? ""];
  return {
    id,
    fromVertexId: from,
    toVertexId: to,
    relationship: {
      _id: id,
      _key: `${fromKey}|${verb.toLowerCase()}|${toKey}`,
      _type: verb.toLowerCase(),
      _class: verb,
      _version: 1,
      _createdOn: today,
      _beginOn: today,
      _fromEntityKey: fromKey,
      _toEntityKey: toKey,
      displayName: verb,
    },
    properties:
      verb === "IDENTIFIED" ? { software: ["openssl 3.0.1"], firstSeenOn: today - 4 * day } : {},
  };
}
