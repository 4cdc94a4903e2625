import type { EntityType } from "./kind.ts";

const endpointVolatile = ["lastExternalIpAddress", "lastIpAddress", "lastSeenOn"];

const antivirusVolatile = [
  "avSignatureUpdatedOn",
  "avSignatureVersion",
  "fullScanOn",
  "quickScanOn",
];

const machineIndexed = [
  "id",
  "computerDnsName",
  "onboardingStatus",
  "healthStatus",
  "riskScore",
  "exposureLevel",
];

/** How a run went is told by the present alone: the runs before are in their reports. */
const ownCounts = ["bytes", "calls", "retries", "throttled"];

/** The kinds of entity that the five permissions give. */
export const coreEntityTypes = {
  account: {
    resource: "Account",
    type: "microsoft_defender_account",
    classes: ["Account"],
    key: "microsoft_defender_account:<tenant id>",
    source: "Graph `/organization`",
    volatile: ["directorySizeUsed", "onPremisesLastSyncOn"],
    indexed: ["id"],
  },
  machine: {
    resource: "Machine (the Defender agent)",
    type: "microsoft_defender_machine",
    classes: ["HostAgent"],
    key: "microsoft_defender_machine:<machine id>",
    source: "Defender `/api/machines`, `/api/deviceavinfo`",
    volatile: [...endpointVolatile, ...antivirusVolatile],
    indexed: machineIndexed,
  },
  endpoint: {
    resource: "Device",
    type: "user_endpoint",
    classes: ["Device"],
    key: "user_endpoint.<machine id>",
    source: "the same record, unless Defender merged it into another",
    volatile: endpointVolatile,
    indexed: [...machineIndexed, "hostname"],
  },
  logonUser: {
    resource: "Logon user",
    type: "microsoft_defender_logon_user",
    classes: ["User"],
    key: "microsoft_defender_logon_user:<domain\\user>; for a device-local account microsoft_defender_logon_user:<machine id>:<user>",
    source: "Defender `/api/machines/{id}/logonusers`",
    volatile: [],
    indexed: ["id", "accountName", "accountKind"],
  },
  user: {
    resource: "User",
    type: "microsoft_defender_user",
    classes: ["User"],
    key: "microsoft_defender_user:<object id>",
    source: "Graph `/users`",
    volatile: ["onPremisesLastSyncOn"],
    indexed: ["id", "username", "email", "active", "department"],
  },
  group: {
    resource: "Group",
    type: "microsoft_defender_group",
    classes: ["UserGroup"],
    key: "microsoft_defender_group:<object id>",
    source: "Graph `/groups`",
    volatile: [],
    indexed: ["id", "email"],
  },
  groupUser: {
    resource: "Group user",
    type: "microsoft_defender_group_user",
    classes: ["User"],
    key: "microsoft_defender_group_user:<object id>",
    source:
      "Graph `/groups/{id}/members`: a member that is no directory user we hold (service principal, device, contact)",
    volatile: [],
    indexed: ["id", "kind"],
  },
  vulnerability: {
    resource: "Vulnerability",
    type: "microsoft_defender_vulnerability",
    classes: ["Finding"],
    key: "microsoft_defender_vulnerability:<CVE id>",
    source:
      "Defender vulnerability export and `/api/vulnerabilities`; exists while it exposes a machine",
    volatile: ["exposedMachines"],
    indexed: ["id", "severity", "numericSeverity", "publicExploit", "exploitabilityLevel"],
  },
  cve: {
    resource: "CVE",
    type: "cve",
    classes: ["Vulnerability"],
    key: "<CVE id, lower case>",
    source: "mapped from the vulnerability",
    volatile: [],
    indexed: ["id", "severity"],
  },
  software: {
    resource: "Software",
    type: "microsoft_defender_software",
    classes: ["Application"],
    key: "microsoft_defender_software:<vendor>:<product>:<version>",
    source: "rows of the Defender vulnerability export",
    volatile: [],
    indexed: ["id", "vendor", "product"],
  },
  person: {
    resource: "Employee",
    type: "person",
    classes: ["Person"],
    key: "person:<email, lower case>, else person:<object id>; kept when the mail changes",
    source: "mapped from users",
    volatile: [],
    indexed: ["id", "email", "employeeId", "department"],
  },
  run: {
    resource: "Last run",
    type: "defender_graph_run",
    classes: ["Record"],
    key: "defender_graph_run:<tenant id>",
    source: "how the last run went that changed the graph",
    volatile: [...ownCounts, "incompleteSteps", "number", "startedOn", "status"],
    indexed: ["status", "startedOn"],
  },
  step: {
    resource: "Step of the last run",
    type: "defender_graph_step",
    classes: ["Record"],
    key: "defender_graph_step:<tenant id>:<step>",
    source: "how each step of it went; a step that never ran has none",
    volatile: [
      ...ownCounts,
      "durationMs",
      "endedOn",
      "expected",
      "reason",
      "received",
      "status",
      "way",
    ],
    indexed: ["id", "status"],
  },
} as const satisfies Record<string, EntityType>;
