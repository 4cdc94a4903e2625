import { coreEntityTypes } from "./entity-types.ts";
import { type EntityType, relation, type RelationshipType } from "./kind.ts";

/** The kinds of entity that optional permissions and data sources give. */
export const optionalEntityTypes = {
  alert: {
    resource: "Alert",
    type: "microsoft_defender_alert",
    classes: ["Alert"],
    key: "microsoft_defender_alert:<alert id>",
    source: "Defender `/api/alerts` (`Alert.Read.All`)",
    volatile: [],
    indexed: ["id", "severity", "status", "open"],
  },
  endOfSupport: {
    resource: "Software out of support",
    type: "microsoft_defender_end_of_support",
    classes: ["Finding"],
    key: "microsoft_defender_end_of_support:<vendor>:<product>:<version>",
    source: "Defender software inventory (`Software.Read.All`)",
    volatile: [],
    indexed: ["status", "product"],
  },
  browserExtension: {
    resource: "Browser extension",
    type: "microsoft_defender_browser_extension",
    classes: ["Application"],
    key: "microsoft_defender_browser_extension:<browser>:<extension id>:<version>",
    source: "Defender browser extension inventory (`Software.Read.All`)",
    volatile: [],
    indexed: ["extensionId", "risk"],
  },
  missingUpdate: {
    resource: "Missing update",
    type: "microsoft_defender_missing_update",
    classes: ["Finding"],
    key: "microsoft_defender_missing_update:<KB number>",
    source: "Defender `/api/machines/{id}/getmissingkbs` (`Software.Read.All`)",
    volatile: [],
    indexed: ["id"],
  },
  recommendation: {
    resource: "Security recommendation",
    type: "microsoft_defender_recommendation",
    classes: ["Record"],
    key: "microsoft_defender_recommendation:<recommendation id>",
    source: "Defender `/api/recommendations` (`SecurityRecommendation.Read.All`)",
    volatile: ["configScoreImpact", "exposureImpact", "severityScore"],
    indexed: ["id", "status", "remediationType"],
  },
  score: {
    resource: "Score",
    type: "microsoft_defender_score",
    classes: ["Record"],
    key: "microsoft_defender_score:exposure or microsoft_defender_score:configuration",
    source: "Defender `/api/exposureScore`, `/api/configurationScore` (`Score.Read.All`)",
    volatile: ["measuredOn"],
    indexed: ["id"],
  },
  secureConfiguration: {
    resource: "Secure configuration",
    type: "microsoft_defender_secure_configuration",
    classes: ["ControlPolicy"],
    key: "microsoft_defender_secure_configuration:<configuration id>",
    source: "Defender secure configuration assessment (`Vulnerability.Read.All`)",
    volatile: [],
    indexed: ["id", "configurationCategory"],
  },
  certificate: {
    resource: "Certificate",
    type: "microsoft_defender_certificate",
    classes: ["Certificate"],
    key: "microsoft_defender_certificate:<thumbprint>",
    source: "Defender certificate assessment (`Vulnerability.Read.All`)",
    volatile: [],
    indexed: ["thumbprint", "expiresOn"],
  },
  machineAction: {
    resource: "Machine action",
    type: "microsoft_defender_machine_action",
    classes: ["Record"],
    key: "microsoft_defender_machine_action:<action id>",
    source: "Defender `/api/machineactions` (`Machine.Read.All`)",
    volatile: [],
    indexed: ["id", "actionType", "status"],
  },
} as const satisfies Record<string, EntityType>;

const { account, logonUser, machine, software, user } = coreEntityTypes;
const {
  alert,
  browserExtension,
  certificate,
  endOfSupport,
  machineAction,
  missingUpdate,
  recommendation,
  score,
  secureConfiguration,
} = optionalEntityTypes;

/** The kinds of relationship that they give. */
export const optionalRelationshipTypes = {
  accountHasAlert: relation(account, "HAS", {
    to: alert,
    meaning: "Defender raised the alert in the tenant.",
  }),
  machineHasAlert: relation(machine, "HAS", {
    to: alert,
    meaning: "The alert is about the machine, or its evidence is.",
  }),
  logonUserHasAlert: relation(logonUser, "HAS", {
    to: alert,
    meaning:
      "The alert's evidence names the account; what it says of its user helps to tell who that is.",
  }),
  userHasAlert: relation(user, "HAS", {
    to: alert,
    meaning: "The alert's evidence names the directory user by its object id.",
  }),
  machineIdentifiedEndOfSupport: relation(machine, "IDENTIFIED", {
    to: endOfSupport,
    meaning: "The software version on the machine is out of support, or soon will be.",
    indexed: ["firstSeenOn"],
  }),
  softwareHasEndOfSupport: relation(software, "HAS", {
    to: endOfSupport,
    meaning: "The software version is out of support, or soon will be.",
  }),
  machineInstalledBrowserExtension: relation(machine, "INSTALLED", {
    to: browserExtension,
    meaning: "A browser on the machine has the extension.",
    indexed: ["activated"],
  }),
  machineIdentifiedMissingUpdate: relation(machine, "IDENTIFIED", {
    to: missingUpdate,
    meaning: "The machine lacks the update.",
  }),
  accountHasRecommendation: relation(account, "HAS", {
    to: recommendation,
    meaning: "Defender recommends it to the tenant.",
  }),
  softwareHasRecommendation: relation(software, "HAS", {
    to: recommendation,
    meaning: "The recommendation is about this product.",
  }),
  configurationHasRecommendation: relation(secureConfiguration, "HAS", {
    to: recommendation,
    meaning: "The recommendation is to comply with it.",
  }),
  accountHasScore: relation(account, "HAS", { to: score, meaning: "The tenant's score." }),
  machineViolatesConfiguration: relation(machine, "VIOLATES", {
    to: secureConfiguration,
    meaning: "The configuration applies to the machine, and the machine does not comply.",
    volatile: ["assessedOn"],
  }),
  machineHasCertificate: relation(machine, "HAS", {
    to: certificate,
    meaning: "The certificate is on the machine.",
  }),
  machineHasAction: relation(machine, "HAS", {
    to: machineAction,
    meaning: "The action was asked for on the machine.",
  }),
} as const satisfies Record<string, RelationshipType>;
