import { namedAccountTable } from "./alert.ts";
import { hasExtensionTable } from "./browser-extension.ts";
import { hasCertificateTable } from "./certificate.ts";
import { unsupportedTable } from "./end-of-support.ts";
import { violatesTable } from "./secure-configuration.ts";
import { ownsTable } from "./device-owner.ts";
import { logonTable } from "./logon-user.ts";
import type { PropertyKind } from "./property.ts";
import type { RelationshipType } from "./kind.ts";
import { relationshipTypes } from "./types.ts";

/** A property of an edge, for people to read. */
interface EdgeProperty {
  readonly kind: PropertyKind;
  readonly meaning: string;
}

type EdgeProperties = Readonly<Record<string, EdgeProperty>>;

const identified: EdgeProperties = {
  cvssScore: { kind: "number", meaning: "The highest CVSS score." },
  diskPathCount: {
    kind: "number",
    meaning:
      "How many paths were found. Exact up to ten; beyond, as many as any one row had, and at least eleven.",
  },
  diskPaths: { kind: "list of strings", meaning: "Files that show the software, the first ten." },
  evidence: {
    kind: "list of strings",
    meaning:
      "Where several software bring the weakness: what is known through each, one JSON text a software.",
  },
  exploitabilityLevel: {
    kind: "string",
    meaning: "The worst of `NoExploit`, `ExploitIsPublic`, `ExploitIsVerified`, `ExploitIsInKit`.",
  },
  firstSeenOn: { kind: "time", meaning: "First found on this machine." },
  fixingUpdateIds: {
    kind: "list of strings",
    meaning: "Updates that fix it: KB numbers, `RHSA-…`, `USN-…`.",
  },
  fixingUpdateUrls: { kind: "list of strings", meaning: "Where to get them." },
  fixingUpdates: { kind: "list of strings", meaning: "What they are called." },
  lastSeenOn: { kind: "time", meaning: "Last found on this machine." },
  registryPathCount: { kind: "number", meaning: "Counted as `diskPathCount` is." },
  registryPaths: {
    kind: "list of strings",
    meaning: "Registry keys that show the software, the first ten.",
  },
  securityUpdateAvailable: { kind: "boolean", meaning: "A fixing update exists." },
  severity: { kind: "string", meaning: "The worst of `Low`, `Medium`, `High`, `Critical`." },
  software: {
    kind: "list of strings",
    meaning: "Every `vendor product version` on the machine that has the weakness.",
  },
};

const confidence: EdgeProperty = { kind: "number", meaning: "How sure it is, 0 to 1." };

const logonUserIs: EdgeProperties = {
  confidence,
  evidence: { kind: "list of strings", meaning: "What was compared." },
  method: { kind: "string", meaning: "How it is known, see below." },
};

const personIs: EdgeProperties = {
  confidence,
  evidence: {
    kind: "list of strings",
    meaning: "What the user shares with other users of the person.",
  },
  method: {
    kind: "string",
    meaning: "`primary` for the user that speaks for the person; else `employeeId` or `address`.",
  },
};

const personOwns: EdgeProperties = {
  confidence: {
    kind: "number",
    meaning:
      "0.9 for a registered owner; 0.7 times the confidence of the account's user for a logon.",
  },
  evidence: {
    kind: "list of strings",
    meaning: "Keys of the users or logon users that show it.",
  },
  lastSeenOn: { kind: "time", meaning: "The last interactive logon, where that shows it." },
  method: {
    kind: "string",
    meaning:
      "`registeredOwner` in Entra, else `interactiveLogon`: nobody with a later one is known.",
  },
};

/** What edges carry. Kinds that are not listed carry nothing. */
export const edgeProperties: readonly (readonly [RelationshipType, EdgeProperties])[] = [
  [relationshipTypes.machineIdentifiedVulnerability, identified],
  [relationshipTypes.machineHasLogonUser, logonTable],
  [relationshipTypes.userOwnsEndpoint, ownsTable],
  [relationshipTypes.logonUserIsUser, logonUserIs],
  [relationshipTypes.personIsUser, personIs],
  [relationshipTypes.personOwnsEndpoint, personOwns],
  [relationshipTypes.logonUserHasAlert, namedAccountTable],
  [relationshipTypes.machineIdentifiedEndOfSupport, unsupportedTable],
  [relationshipTypes.machineInstalledBrowserExtension, hasExtensionTable],
  [relationshipTypes.machineViolatesConfiguration, violatesTable],
  [relationshipTypes.machineHasCertificate, hasCertificateTable],
];
