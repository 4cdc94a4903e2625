import type { JsonObject } from "../../base/json.ts";
import { type Account, accountOf } from "./account.ts";
import type { Device } from "./device.ts";
import type { Facts } from "./facts.ts";
import { habituesOn } from "./habitue.ts";
import { cloudSid, guid, hex } from "./identifiers.ts";
import { bornOn } from "./population.ts";
import { at, between, share } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, isoDecimals, morning } from "./times.ts";
import { presenceOn } from "./user-presence.ts";
import { onPremisesSid, userId } from "./user-record.ts";

/** How much an alert's evidence says of the account: everything, its SID, its user principal name, or its name alone. */
type Telling = "full" | "sid" | "principal" | "name";

/** An alert, as a fact. */
export interface AlertFact {
  readonly id: string;
  readonly index: number;
  readonly device: Device;
  /** Whose account the evidence names; `undefined` where it names none. */
  readonly slot: number | undefined;
  readonly telling: Telling;
  /** The day on which it was raised; may be before the first one. */
  readonly born: number;
}

/** The alerts that Defender keeps on a day, in the order in which they were raised. */
export function alertsOn({ tenant, day, everyDevice }: Facts): readonly AlertFact[] {
  const alerts: AlertFact[] = [];
  for (const device of everyDevice) {
    const { index } = device;
    if (device.kind === "discovered" || tenant.roll("alert", index) >= 0.2) continue;
    const earliest = bornOn(tenant.machines, index);
    const born = Math.max(earliest, between(tenant.roll("alert-day", index), -12, 8));
    if (born > day) continue;
    alerts.push({
      id: `da${guid(tenant.roll, "alert-id", index)}_${index % 3}`,
      index,
      device,
      slot: habituesOn(tenant, index, Math.max(born, 0)).present,
      telling: share(tenant.roll("alert-telling", index), [
        [0.4, "full"],
        [0.25, "sid"],
        [0.2, "principal"],
        [0.15, "name"],
      ]),
      born,
    });
  }
  return alerts.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** The account that an alert names; `undefined` for one without. */
export function alertAccount(tenant: Tenant, { slot }: AlertFact): Account | undefined {
  return slot === undefined ? undefined : accountOf(tenant, slot);
}

/** The SID of a user. */
export function sidOf(tenant: Tenant, slot: number): string {
  return onPremisesSid(tenant, slot) ?? cloudSid(userId(tenant, slot));
}

/** What the evidence says of its user beside the account's name. */
export function alertUser(
  tenant: Tenant,
  { slot, telling, born }: AlertFact,
): { readonly objectId?: string; readonly sid?: string; readonly principal?: string } {
  if (slot === undefined || telling === "name") return {};
  if (telling === "sid") return { sid: sidOf(tenant, slot) };
  const principal = presenceOn(tenant, slot, born).userPrincipalName;
  if (telling === "principal") return { principal };
  return { objectId: userId(tenant, slot), sid: sidOf(tenant, slot), principal };
}

const SEVERITIES = ["Informational", "Low", "Medium", "High"] as const;
const THREATS = [
  ["Suspicious PowerShell command line", "Execution", "T1059.001"],
  ["Unusual logon from a new device", "InitialAccess", "T1078"],
  ["Malware was prevented", "Malware", "T1204"],
  ["Possible credential theft", "CredentialAccess", "T1003"],
] as const;

/** What truth and record say alike. */
export function alertState({ index, born }: AlertFact, day: number) {
  const age = day - born;
  const status = age < 1 ? "New" : age < 4 || index % 7 === 0 ? "InProgress" : "Resolved";
  const [title, category, technique] = at(THREATS, index % THREATS.length);
  const severity = at(SEVERITIES, (index * 7) % SEVERITIES.length);
  return { status, title, category, technique, severity };
}

/** When an alert was raised. */
export function raisedAt(tenant: Tenant, { index, born }: AlertFact): number {
  return (
    morning(tenant, born) - Math.floor(tenant.roll("alert-time", index) * (DAY / 2)) - 3_600_000
  );
}

function userEvidence(tenant: Tenant, fact: AlertFact): JsonObject {
  const account = alertAccount(tenant, fact);
  const { objectId, sid, principal } = alertUser(tenant, fact);
  return {
    ...noEvidence,
    entityType: "User",
    accountName: account?.name ?? null,
    domainName: account === undefined || account.domain === "" ? null : account.domain,
    userSid: sid ?? null,
    aadUserId: objectId ?? null,
    userPrincipalName: principal ?? null,
  };
}

const noEvidence: JsonObject = {
  evidenceCreationTime: null,
  sha1: null,
  sha256: null,
  fileName: null,
  filePath: null,
  processId: null,
  processCommandLine: null,
  ipAddress: null,
  url: null,
  registryKey: null,
  accountName: null,
  domainName: null,
  userSid: null,
  aadUserId: null,
  userPrincipalName: null,
  detectionStatus: "Detected",
};

/** The alert as `/api/alerts?$expand=evidence` shows it on a day. */
export function alertRecord(tenant: Tenant, fact: AlertFact, day: number): JsonObject {
  const { device, index, slot } = fact;
  const raised = raisedAt(tenant, fact);
  const { status, title, category, technique, severity } = alertState(fact, day);
  const account = alertAccount(tenant, fact);
  const file: JsonObject = {
    ...noEvidence,
    entityType: "File",
    fileName: `tool${index}.exe`,
    filePath: "C:\\Temp",
    sha256: hex(tenant.roll, "alert-file", { index, words: 8 }),
  };
  return {
    id: fact.id,
    incidentId: 1000 + index,
    investigationId: index % 2 === 0 ? 5000 + index : null,
    assignedTo: status === "New" ? null : "soc@example.com",
    severity,
    status,
    classification: status === "Resolved" ? "TruePositive" : null,
    determination: status === "Resolved" ? "Malware" : null,
    investigationState: "Queued",
    detectionSource: "WindowsDefenderAtp",
    detectorId: guid(tenant.roll, "detector", index % 4),
    category,
    threatFamilyName: null,
    threatName: null,
    title,
    description: `${title} on ${device.dnsName ?? device.id}.`,
    alertCreationTime: isoDecimals(raised, 7),
    firstEventTime: isoDecimals(raised - 600_000, 7),
    lastEventTime: isoDecimals(raised - 60_000, 7),
    lastUpdateTime: isoDecimals(raised + 60_000, 7),
    resolvedTime: status === "Resolved" ? isoDecimals(raised + 4 * DAY, 7) : null,
    machineId: device.id,
    computerDnsName: device.dnsName,
    rbacGroupName: null,
    aadTenantId: tenant.id,
    mitreTechniques: [technique],
    relatedUser:
      account === undefined ? null : { userName: account.name, domainName: account.domain },
    comments: [],
    evidence: slot === undefined ? [file] : [userEvidence(tenant, fact), file],
  };
}
