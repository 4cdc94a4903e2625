import { relationshipType } from "../graph/relationship.ts";

/** A kind of thing in the graph. */
export interface EntityType {
  /** What people call it. */
  readonly resource: string;
  /** `_type` */
  readonly type: string;
  /** `_class` */
  readonly classes: readonly string[];
  /** The form of its `_key`. */
  readonly key: string;
  /** Where it comes from. */
  readonly source: string;
  /** Properties that may differ on every run: they refresh the current version without making a change. */
  readonly volatile: readonly string[];
  /** Properties that questions filter on most. */
  readonly indexed: readonly string[];
}

/** A kind of edge in the graph. */
export interface RelationshipType {
  /** `_type` */
  readonly type: string;
  /** `_class` */
  readonly verb: string;
  /** `_type` of the entity that it leaves. */
  readonly from: string;
  /** `_type` of the entity that it reaches. */
  readonly to: string;
  /** What it says. */
  readonly meaning: string;
  /** As for entities. */
  readonly volatile: readonly string[];
  /** As for entities. */
  readonly indexed: readonly string[];
}

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

/** Every kind of entity. */
export const entityTypes = {
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

interface EdgeFacts {
  readonly meaning: string;
  readonly volatile?: readonly string[];
  readonly indexed?: readonly string[];
}

function relation(
  from: EntityType,
  verb: string,
  { to, ...facts }: EdgeFacts & { to: EntityType },
): RelationshipType {
  const type = relationshipType(from.type, verb, to.type);
  return { type, verb, from: from.type, to: to.type, volatile: [], indexed: [], ...facts };
}

const {
  account,
  machine,
  endpoint,
  logonUser,
  user,
  group,
  groupUser,
  vulnerability,
  cve,
  software,
  person,
  run,
  step,
} = entityTypes;

/** Every kind of relationship. */
export const relationshipTypes = {
  accountHasMachine: relation(account, "HAS", {
    to: machine,
    meaning: "The tenant's Defender knows the machine.",
  }),
  accountHasUser: relation(account, "HAS", {
    to: user,
    meaning: "The tenant's directory holds the user.",
  }),
  accountHasGroup: relation(account, "HAS", {
    to: group,
    meaning: "The tenant's directory holds the group.",
  }),
  groupHasUser: relation(group, "HAS", { to: user, meaning: "The user is a direct member." }),
  groupHasGroup: relation(group, "HAS", { to: group, meaning: "The group is a direct member." }),
  groupHasGroupUser: relation(group, "HAS", {
    to: groupUser,
    meaning: "Something else is a direct member.",
  }),
  machineHasLogonUser: relation(machine, "HAS", {
    to: logonUser,
    meaning: "The account was seen logging on to the machine.",
    volatile: ["lastSeenOn"],
    indexed: ["current", "lastSeenOn"],
  }),
  machineIdentifiedVulnerability: relation(machine, "IDENTIFIED", {
    to: vulnerability,
    meaning:
      "Defender found the weakness on the machine; one edge per machine and CVE, with all evidence.",
    volatile: ["evidence", "lastSeenOn"],
    indexed: ["severity", "exploitabilityLevel", "firstSeenOn"],
  }),
  machineManagesEndpoint: relation(machine, "MANAGES", {
    to: endpoint,
    meaning:
      "The agent runs on the device; an agent that Defender merged manages the survivor's device.",
  }),
  vulnerabilityIsCve: relation(vulnerability, "IS", {
    to: cve,
    meaning: "The finding is this CVE.",
  }),
  machineInstalledSoftware: relation(machine, "INSTALLED", {
    to: software,
    meaning: "The software version is on the machine.",
  }),
  softwareHasVulnerability: relation(software, "HAS", {
    to: vulnerability,
    meaning: "The software version has the weakness, on at least one machine.",
  }),
  userManagesUser: relation(user, "MANAGES", {
    to: user,
    meaning: "From the manager to who reports to them.",
  }),
  userOwnsEndpoint: relation(user, "OWNS", {
    to: endpoint,
    meaning: "The user is a registered owner of the Entra device that the machine is.",
    volatile: ["lastSignInOn"],
  }),
  logonUserIsUser: relation(logonUser, "IS", {
    to: user,
    meaning: "The account that logged on is this directory user, with how that is known.",
    indexed: ["method", "confidence"],
  }),
  personIsUser: relation(person, "IS", {
    to: user,
    meaning: "The employee uses this directory account.",
  }),
  personOwnsEndpoint: relation(person, "OWNS", {
    to: endpoint,
    meaning: "The employee's device, with how that is known.",
    volatile: ["lastSeenOn"],
    indexed: ["method", "confidence"],
  }),
  accountHasRun: relation(account, "HAS", { to: run, meaning: "The tenant was last read so." }),
  runHasStep: relation(run, "HAS", { to: step, meaning: "The step is a part of the run." }),
  personManagesPerson: relation(person, "MANAGES", {
    to: person,
    meaning: "From the manager to who reports to them.",
  }),
} as const satisfies Record<string, RelationshipType>;

function volatileByType(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const kinds: readonly (EntityType | RelationshipType)[] = [
    ...Object.values(entityTypes),
    ...Object.values(relationshipTypes),
  ];
  for (const { type, volatile } of kinds) {
    if (volatile.length > 0) found.set(type, volatile);
  }
  return found;
}

/** By `_type` of entity or relationship, the properties whose change alone is no change; types without any are absent. */
export const volatileProperties: ReadonlyMap<string, readonly string[]> = volatileByType();
