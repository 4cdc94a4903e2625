import type { Relationship } from "../graph/relationship.ts";
import type { Alert, AlertEvidence } from "../microsoft/alert.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { accountKey, alertKey, machineKey, userKey } from "./keys.ts";
import { accountKeyOf, type LogonMachine } from "./logon-user.ts";
import { type PropertyTable, flag, propertiesBy, required, text, texts, time } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

/** What is needed to join an alert with the graph. */
export interface AlertContext {
  readonly tenantId: string;
  /** `undefined` for a machine that is not held. */
  machine(id: string): Pick<LogonMachine, "computerDnsName" | "id"> | undefined;
  holdsUser(id: string): boolean;
  holdsAccount(key: string): boolean;
}

const nameOf = (alert: Alert): string => alert.title ?? alert.id;

const named =
  (of: (evidence: AlertEvidence) => string | null) =>
  (alert: Alert): readonly (string | null)[] =>
    alert.evidence.map(of);

function accountOf({ accountName, domainName }: AlertEvidence): string | null {
  if (accountName === null) return null;
  return (domainName === null ? accountName : `${domainName}\\${accountName}`).toLowerCase();
}

function isOpen({ status }: Alert): boolean | null {
  return status === null ? null : status.toLowerCase() !== "resolved";
}

const about: PropertyTable<Alert> = {
  id: text("Defender's id.", (alert) => alert.id),
  name: text("Title.", nameOf),
  displayName: text("The same.", nameOf),
  title: text("The same.", (alert) => alert.title),
  description: text("Description.", (alert) => alert.description),
  severity: required(
    text("`Informational`, `Low`, `Medium` or `High`.", (alert) => alert.severity),
  ),
  status: text("`New`, `InProgress` or `Resolved`.", (alert) => alert.status),
  open: required(flag("Not resolved.", isOpen)),
  category: required(text("Such as `Malware` or `LateralMovement`.", (alert) => alert.category)),
  classification: text("Such as `TruePositive`.", (alert) => alert.classification),
  determination: text("Such as `Malware` or `SecurityTesting`.", (alert) => alert.determination),
  detectionSource: text("What detected it.", (alert) => alert.detectionSource),
  detectorId: text("Id of the detector.", (alert) => alert.detectorId),
  threatFamilyName: text("Family of the threat.", (alert) => alert.threatFamilyName),
  threatName: text("Name of the threat.", (alert) => alert.threatName),
  mitreTechniques: texts("MITRE ATT&CK techniques.", (alert) => alert.mitreTechniques),
};

const handling: PropertyTable<Alert> = {
  incidentId: text("Id of the incident that it belongs to.", (alert) => alert.incidentId),
  investigationId: text("Id of the investigation.", (alert) => alert.investigationId),
  investigationState: text("State of the investigation.", (alert) => alert.investigationState),
  assignedTo: text("Who deals with it.", (alert) => alert.assignedTo),
  createdOn: time("When it was raised.", (alert) => alert.createdOn),
  firstEventOn: time("The first event behind it.", (alert) => alert.firstEventOn),
  lastEventOn: time("The last event behind it.", (alert) => alert.lastEventOn),
  updatedOn: time("When it last changed.", (alert) => alert.updatedOn),
  resolvedOn: time("When it was resolved.", (alert) => alert.resolvedOn),
};

const evidence: PropertyTable<Alert> = {
  machineId: text("Defender's id of the machine.", (alert) => alert.machineId),
  computerDnsName: text("Name of the machine.", (alert) => alert.computerDnsName),
  rbacGroupName: text("Device group of the machine.", (alert) => alert.rbacGroupName),
  evidenceTypes: texts(
    "Kinds of things that the evidence names.",
    named((item) => item.entityType),
  ),
  evidenceAccounts: texts("Accounts, `domain\\user`, lower case.", named(accountOf)),
  evidenceFiles: texts(
    "Names of files.",
    named((item) => item.fileName),
  ),
  evidenceHashes: texts(
    "SHA-256 of files.",
    named((item) => item.sha256),
  ),
  evidenceIpAddresses: texts(
    "IP addresses.",
    named((item) => item.ipAddress),
  ),
  evidenceUrls: texts(
    "URLs.",
    named((item) => item.url),
  ),
};

/** What an alert carries. */
export const alertTable: PropertyTable<Alert> = { ...about, ...handling, ...evidence };

/** What the edge from an account carries: what the evidence says of its user. */
export const namedAccountTable: PropertyTable<AlertEvidence> = {
  aadUserId: text("Object id of the user.", (item) => item.aadUserId?.toLowerCase() ?? null),
  userSid: text("SID of the account.", (item) => item.userSid),
  userPrincipalName: text("User principal name.", (item) => item.userPrincipalName),
};

const alertProperties = propertiesBy(alertTable);
const namedAccountProperties = propertiesBy(namedAccountTable);

/** An alert with its edges to the machine, the accounts and the users that are held. */
export function alertOf(alert: Alert, context: AlertContext): Converted {
  const key = alertKey(alert.id);
  const { type, classes } = entityTypes.alert;
  const entity = { key, type, classes, properties: alertProperties(alert), raw: alert.raw };
  const machine = alert.machineId === null ? undefined : context.machine(alert.machineId);
  const relationships: Relationship[] = [
    edge(relationshipTypes.accountHasAlert, { from: accountKey(context.tenantId), to: key }),
    ...(machine === undefined
      ? []
      : [edge(relationshipTypes.machineHasAlert, { from: machineKey(machine.id), to: key })]),
    ...accountEdges(alert, key, context),
    ...userEdges(alert, key, context),
  ];
  return { entities: [entity], relationships };
}

function userEdges({ evidence: items }: Alert, key: string, context: AlertContext): Relationship[] {
  const ids = new Set(items.flatMap(({ aadUserId }) => aadUserId?.toLowerCase() ?? []));
  return [...ids]
    .filter((id) => context.holdsUser(id))
    .map((id) => edge(relationshipTypes.userHasAlert, { from: userKey(id), to: key }));
}

/** One edge an account; the evidence that tells most of its user speaks. */
function accountEdges(alert: Alert, key: string, context: AlertContext): Relationship[] {
  const machine = { id: alert.machineId ?? "", computerDnsName: alert.computerDnsName };
  const told = new Map<string, AlertEvidence>();
  for (const item of alert.evidence) {
    if (item.accountName === null) continue;
    const from = accountKeyOf({ name: item.accountName, domain: item.domainName ?? "" }, machine);
    const known = told.get(from);
    if (context.holdsAccount(from) && (known === undefined || weight(item) > weight(known)))
      told.set(from, item);
  }
  return [...told].map(([from, item]) =>
    edge(relationshipTypes.logonUserHasAlert, {
      from,
      to: key,
      properties: namedAccountProperties(item),
    }),
  );
}

function weight({ aadUserId, userSid, userPrincipalName }: AlertEvidence): number {
  return [userPrincipalName, userSid, aadUserId].reduce(
    (sum, value, at) => sum + (value === null ? 0 : 2 ** at),
    0,
  );
}
