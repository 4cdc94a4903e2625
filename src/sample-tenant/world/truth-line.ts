import type { Json } from "../../base/json.ts";

/** The properties that the truth vouches for: a part of those that the graph has. */
type TruthProperties = Readonly<Record<string, Json>>;

/** An entity that the graph must have. */
export interface TruthEntity {
  readonly kind: "entity";
  readonly _key: string;
  readonly _type: string;
  readonly _class: readonly string[];
  readonly properties: TruthProperties;
}

/** A relationship that the graph must have. */
export interface TruthRelationship {
  readonly kind: "relationship";
  readonly _key: string;
  readonly _type: string;
  readonly _class: string;
  readonly _fromEntityKey: string;
  readonly _toEntityKey: string;
  readonly properties: TruthProperties;
}

/** Makes lines; knows the account name that every entity carries. */
export interface TruthPen {
  entity(sort: EntitySort, key: string, properties: OpenProperties): TruthEntity;
}

/** Properties of which some are not vouched for: those that are null or undefined. */
export type OpenProperties = Readonly<Record<string, Json | undefined>>;

const entitySorts = {
  account: ["microsoft_defender_account", "Account"],
  machine: ["microsoft_defender_machine", "HostAgent"],
  endpoint: ["user_endpoint", "Device"],
  logonUser: ["microsoft_defender_logon_user", "User"],
  user: ["microsoft_defender_user", "User"],
  group: ["microsoft_defender_group", "UserGroup"],
  groupUser: ["microsoft_defender_group_user", "User"],
  vulnerability: ["microsoft_defender_vulnerability", "Finding"],
  cve: ["cve", "Vulnerability"],
  software: ["microsoft_defender_software", "Application"],
  person: ["person", "Person"],
  alert: ["microsoft_defender_alert", "Alert"],
  endOfSupport: ["microsoft_defender_end_of_support", "Finding"],
  browserExtension: ["microsoft_defender_browser_extension", "Application"],
  missingUpdate: ["microsoft_defender_missing_update", "Finding"],
  recommendation: ["microsoft_defender_recommendation", "Record"],
  score: ["microsoft_defender_score", "Record"],
  secureConfiguration: ["microsoft_defender_secure_configuration", "ControlPolicy"],
  certificate: ["microsoft_defender_certificate", "Certificate"],
  machineAction: ["microsoft_defender_machine_action", "Record"],
  run: ["defender_graph_run", "Record"],
  step: ["defender_graph_step", "Record"],
} as const;

const relationshipSorts = {
  accountHasMachine: ["microsoft_defender_account_has_machine", "HAS"],
  accountHasUser: ["microsoft_defender_account_has_user", "HAS"],
  accountHasGroup: ["microsoft_defender_account_has_group", "HAS"],
  groupHasUser: ["microsoft_defender_group_has_user", "HAS"],
  groupHasGroup: ["microsoft_defender_group_has_group", "HAS"],
  /** The same type as for a user: the namespace that both types share is left out. */
  groupHasGroupUser: ["microsoft_defender_group_has_user", "HAS"],
  machineHasLogonUser: ["microsoft_defender_machine_has_logon_user", "HAS"],
  machineIdentified: ["microsoft_defender_machine_identified_vulnerability", "IDENTIFIED"],
  machineManages: ["microsoft_defender_machine_manages_user_endpoint", "MANAGES"],
  machineInstalled: ["microsoft_defender_machine_installed_software", "INSTALLED"],
  vulnerabilityIsCve: ["microsoft_defender_vulnerability_is_cve", "IS"],
  softwareHas: ["microsoft_defender_software_has_vulnerability", "HAS"],
  userManagesUser: ["microsoft_defender_user_manages_user", "MANAGES"],
  userOwns: ["microsoft_defender_user_owns_user_endpoint", "OWNS"],
  logonUserIsUser: ["microsoft_defender_logon_user_is_user", "IS"],
  personIsUser: ["person_is_microsoft_defender_user", "IS"],
  personOwns: ["person_owns_user_endpoint", "OWNS"],
  accountHasRun: ["microsoft_defender_account_has_defender_graph_run", "HAS"],
  runHasStep: ["defender_graph_run_has_step", "HAS"],
  personManages: ["person_manages_person", "MANAGES"],
  accountHasAlert: ["microsoft_defender_account_has_alert", "HAS"],
  machineHasAlert: ["microsoft_defender_machine_has_alert", "HAS"],
  logonUserHasAlert: ["microsoft_defender_logon_user_has_alert", "HAS"],
  userHasAlert: ["microsoft_defender_user_has_alert", "HAS"],
  machineIdentifiedEndOfSupport: [
    "microsoft_defender_machine_identified_end_of_support",
    "IDENTIFIED",
  ],
  softwareHasEndOfSupport: ["microsoft_defender_software_has_end_of_support", "HAS"],
  machineInstalledExtension: [
    "microsoft_defender_machine_installed_browser_extension",
    "INSTALLED",
  ],
  machineIdentifiedMissingUpdate: [
    "microsoft_defender_machine_identified_missing_update",
    "IDENTIFIED",
  ],
  accountHasRecommendation: ["microsoft_defender_account_has_recommendation", "HAS"],
  softwareHasRecommendation: ["microsoft_defender_software_has_recommendation", "HAS"],
  configurationHasRecommendation: [
    "microsoft_defender_secure_configuration_has_recommendation",
    "HAS",
  ],
  accountHasScore: ["microsoft_defender_account_has_score", "HAS"],
  machineViolates: ["microsoft_defender_machine_violates_secure_configuration", "VIOLATES"],
  machineHasCertificate: ["microsoft_defender_machine_has_certificate", "HAS"],
  machineHasAction: ["microsoft_defender_machine_has_action", "HAS"],
} as const;

/** A sort of entity, by the name that the truth gives it. */
type EntitySort = keyof typeof entitySorts;

/** A sort of relationship, by the name that the truth gives it. */
export type RelationshipSort = keyof typeof relationshipSorts;

/** A pen that writes the account name on every entity when there is one. */
export function truthPen(accountName: string | undefined): TruthPen {
  const tag = accountName === undefined ? {} : { "tag.AccountName": accountName };
  return {
    entity(sort, key, properties) {
      const [type, className] = entitySorts[sort];
      const vouched = { ...known(properties), ...tag };
      return { kind: "entity", _key: key, _type: type, _class: [className], properties: vouched };
    },
  };
}

/** An edge of a sort, between two keys. */
export function truthEdge(
  sort: RelationshipSort,
  ends: readonly [from: string, to: string],
  properties: OpenProperties = {},
): TruthRelationship {
  const [type, verb] = relationshipSorts[sort];
  const [from, to] = ends;
  return {
    kind: "relationship",
    _key: `${from}|${verb.toLowerCase()}|${to}`,
    _type: type,
    _class: verb,
    _fromEntityKey: from,
    _toEntityKey: to,
    properties: known(properties),
  };
}

function known(properties: OpenProperties): TruthProperties {
  const found: Record<string, Json> = {};
  for (const name in properties) {
    const value = properties[name];
    if (value !== undefined && value !== null) found[name] = value;
  }
  return found;
}

/** `_key` of each sort of entity. */
export const truthKeys = {
  account: (tenantId: string): string => `microsoft_defender_account:${tenantId}`,
  machine: (id: string): string => `microsoft_defender_machine:${id}`,
  endpoint: (id: string): string => `user_endpoint.${id}`,
  logonUser: (id: string): string => `microsoft_defender_logon_user:${id}`,
  user: (id: string): string => `microsoft_defender_user:${id}`,
  group: (id: string): string => `microsoft_defender_group:${id}`,
  groupUser: (id: string): string => `microsoft_defender_group_user:${id}`,
  vulnerability: (id: string): string => `microsoft_defender_vulnerability:${id}`,
  cve: (id: string): string => id.toLowerCase(),
  software: (vendor: string, product: string, version: string): string =>
    `microsoft_defender_software:${vendor}:${product}:${version}`,
  person: (name: string): string => `person:${name}`,
  alert: (id: string): string => `microsoft_defender_alert:${id}`,
  endOfSupport: (name: string): string => `microsoft_defender_end_of_support:${name}`,
  browserExtension: (name: string): string => `microsoft_defender_browser_extension:${name}`,
  missingUpdate: (id: string): string => `microsoft_defender_missing_update:${id}`,
  recommendation: (id: string): string => `microsoft_defender_recommendation:${id}`,
  score: (kind: string): string => `microsoft_defender_score:${kind}`,
  secureConfiguration: (id: string): string => `microsoft_defender_secure_configuration:${id}`,
  certificate: (thumbprint: string): string => `microsoft_defender_certificate:${thumbprint}`,
  machineAction: (id: string): string => `microsoft_defender_machine_action:${id}`,
  run: (tenantId: string): string => `defender_graph_run:${tenantId}`,
  step: (tenantId: string, id: string): string => `defender_graph_step:${tenantId}:${id}`,
} as const;
