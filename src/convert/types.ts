import { coreEntityTypes } from "./entity-types.ts";
import { type EntityType, relation, type RelationshipType } from "./kind.ts";
import { optionalEntityTypes, optionalRelationshipTypes } from "./optional-types.ts";

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
} = coreEntityTypes;

/** Every kind of entity. */
export const entityTypes = { ...coreEntityTypes, ...optionalEntityTypes } as const;

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
  ...optionalRelationshipTypes,
} as const satisfies Record<string, RelationshipType>;

function volatileByType(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const kinds: readonly (EntityType | RelationshipType)[] = [
    ...Object.values(entityTypes),
    ...Object.values(relationshipTypes),
  ];
  for (const { type, volatile } of kinds) {
    // In the order in which the store writes them.
    if (volatile.length > 0) found.set(type, volatile.toSorted());
  }
  return found;
}

/** By `_type` of entity or relationship, the properties whose change alone is no change; types without any are absent. */
export const volatileProperties: ReadonlyMap<string, readonly string[]> = volatileByType();
