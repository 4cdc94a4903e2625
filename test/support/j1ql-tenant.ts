import type { SmartClasses } from "../../src/j1ql/smart-classes.ts";
import { edge, type Graph, node } from "./j1ql-graph.ts";

/** The moment at which the golden questions are asked. */
export const goldenNow = Date.UTC(2026, 2, 1);

/** The moment up to which the graph looked different. */
export const goldenPast = Date.UTC(2026, 1, 1);

/** The smart classes of the golden questions. */
export const smartClasses: SmartClasses = {
  CriticalAsset: ["FIND HostAgent WITH exposureScore > 50", "FIND User THAT OWNS Device"],
  Nested: ["FIND #CriticalAsset THAT OWNS Device"],
  Round: ["FIND #About"],
  About: ["FIND #Round"],
  Wrong: ["FIND HostAgent WITH active == true"],
  Open: ["FIND HostAgent WITH osPlatform = ${platform}"],
};

const january = { createdOn: Date.UTC(2026, 0, 1), beginOn: Date.UTC(2026, 0, 1) };
const february = { ...january, beginOn: Date.UTC(2026, 1, 10), version: 2 };

const account = node(1, "microsoft_defender_account", {
  ...january,
  displayName: "Contoso",
  classes: ["Account"],
});
const alpha = node(2, "microsoft_defender_machine", {
  ...january,
  displayName: "alpha",
  classes: ["HostAgent"],
  properties: {
    osPlatform: "Windows11",
    exposureScore: 80,
    managed: true,
    tags: ["server", "vip"],
    ipAddress: "10.1.2.3",
    lastSeenOn: Date.UTC(2026, 1, 28),
    "tag.AccountName": "contoso",
    "tag.cost-center": "it",
  },
});
const betaNow = {
  displayName: "beta",
  classes: ["HostAgent"],
  properties: {
    osPlatform: "macOS",
    exposureScore: 20,
    managed: true,
    tags: ["laptop"],
    ipAddress: "192.168.0.5",
    lastSeenOn: Date.UTC(2026, 0, 20),
  },
};
const beta = node(3, "microsoft_defender_machine", { ...february, ...betaNow });
const betaBefore = node(3, "microsoft_defender_machine", {
  ...january,
  ...betaNow,
  properties: { ...betaNow.properties, exposureScore: 95 },
  endOn: february.beginOn,
});
const gamma = node(4, "microsoft_defender_machine", {
  ...january,
  displayName: "gamma",
  classes: ["HostAgent"],
  properties: { osPlatform: "Windows10", managed: false, merged: true, tags: [] },
});
const deltaGone = node(16, "microsoft_defender_machine", {
  ...january,
  displayName: "delta",
  classes: ["HostAgent"],
  properties: { osPlatform: "Linux", managed: true },
  endOn: february.beginOn,
  deleted: true,
});
const alphaDevice = node(5, "user_endpoint", {
  ...january,
  displayName: "alpha",
  classes: ["Device"],
  properties: { osType: "windows", active: true },
});
const betaDevice = node(6, "user_endpoint", {
  ...january,
  displayName: "beta",
  classes: ["Device"],
  properties: { osType: "darwin", active: false },
});
const ada = node(7, "microsoft_defender_user", {
  ...january,
  displayName: "Ada Lovelace",
  classes: ["User"],
  properties: { email: "ada@contoso.test", active: true, department: "Engines" },
});
const bob = node(8, "microsoft_defender_user", {
  ...january,
  displayName: "Bob",
  classes: ["User"],
  properties: { email: null, active: false },
});
const logon = node(9, "microsoft_defender_logon_user", {
  ...january,
  displayName: "contoso\\ada",
  classes: ["User"],
  properties: { accountKind: "domain", active: true },
});
const admins = node(10, "microsoft_defender_group", {
  ...january,
  displayName: "Admins",
  classes: ["UserGroup"],
});
const staff = node(11, "microsoft_defender_group", {
  ...january,
  displayName: "Staff",
  classes: ["UserGroup"],
});
const critical = node(12, "microsoft_defender_vulnerability", {
  ...january,
  displayName: "CVE-2026-0001",
  classes: ["Finding"],
  properties: { severity: "Critical", cvssScore: 9.8, publicExploit: true },
});
const low = node(13, "microsoft_defender_vulnerability", {
  ...january,
  displayName: "CVE-2026-0002",
  classes: ["Finding"],
  properties: { severity: "Low", cvssScore: 3.1, publicExploit: false },
});
const cve = node(14, "cve", {
  ...january,
  displayName: "CVE-2026-0001",
  classes: ["Vulnerability"],
});
const person = node(15, "person", {
  ...january,
  displayName: "Ada Lovelace",
  classes: ["Person"],
  properties: { email: "ada@contoso.test" },
});

/** A tenant of fifteen entities, with a little history: enough for one golden case per feature of the language. */
export const tenant: Graph = {
  nodes: [
    account,
    alpha,
    beta,
    gamma,
    alphaDevice,
    betaDevice,
    ada,
    bob,
    logon,
    admins,
    staff,
    critical,
    low,
    cve,
    person,
    betaBefore,
    deltaGone,
  ],
  edges: [
    edge(101, [account, "HAS", alpha], january),
    edge(102, [account, "HAS", beta], january),
    edge(103, [alpha, "MANAGES", alphaDevice], january),
    edge(104, [beta, "MANAGES", betaDevice], january),
    edge(105, [gamma, "MANAGES", alphaDevice], january),
    edge(106, [ada, "OWNS", alphaDevice], january),
    edge(107, [bob, "OWNS", betaDevice], january),
    edge(108, [ada, "MANAGES", bob], january),
    edge(109, [alpha, "HAS", logon], {
      ...january,
      properties: { logonTypes: ["Interactive", "Network"], current: true },
    }),
    edge(110, [logon, "IS", ada], { ...january, properties: { confidence: 0.95 } }),
    edge(111, [person, "IS", ada], january),
    edge(112, [admins, "HAS", ada], january),
    edge(113, [staff, "HAS", ada], january),
    edge(114, [staff, "HAS", bob], january),
    edge(115, [staff, "HAS", admins], january),
    edge(116, [alpha, "IDENTIFIED", critical], {
      ...january,
      properties: {
        severity: "Critical",
        software: ["openssl 3.0", "curl 8.1"],
        firstSeenOn: Date.UTC(2026, 1, 1),
      },
    }),
    edge(117, [alpha, "IDENTIFIED", low], { ...january, properties: { severity: "Low" } }),
    edge(118, [beta, "IDENTIFIED", low], { ...january, properties: { severity: "Low" } }),
    edge(121, [person, "OWNS", alphaDevice], {
      ...january,
      properties: { method: "registeredOwner" },
    }),
    edge(119, [critical, "IS", cve], january),
    edge(120, [deltaGone, "IDENTIFIED", low], {
      ...january,
      endOn: february.beginOn,
      deleted: true,
    }),
  ],
};
