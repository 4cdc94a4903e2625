import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { listBySkip } from "./skip-walk.ts";

/** Something that an alert's evidence names. */
export interface AlertEvidence {
  /** Such as `User`, `File`, `Process`, `Ip`, `Url`. */
  readonly entityType: string | null;
  readonly accountName: string | null;
  readonly domainName: string | null;
  readonly userSid: string | null;
  /** Entra object id. */
  readonly aadUserId: string | null;
  readonly userPrincipalName: string | null;
  readonly fileName: string | null;
  readonly filePath: string | null;
  readonly sha256: string | null;
  readonly ipAddress: string | null;
  readonly url: string | null;
}

/** An alert with its evidence: `/api/alerts?$expand=evidence`, `microsoft-apis` §3.8. */
export interface Alert {
  readonly id: string;
  readonly incidentId: string | null;
  readonly investigationId: string | null;
  readonly investigationState: string | null;
  readonly assignedTo: string | null;
  /** Informational, Low, Medium or High; UnSpecified. */
  readonly severity: string | null;
  /** New, InProgress or Resolved. */
  readonly status: string | null;
  readonly classification: string | null;
  readonly determination: string | null;
  readonly detectionSource: string | null;
  readonly detectorId: string | null;
  readonly category: string | null;
  readonly threatFamilyName: string | null;
  readonly threatName: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly createdOn: EpochMs | null;
  readonly firstEventOn: EpochMs | null;
  readonly lastEventOn: EpochMs | null;
  readonly updatedOn: EpochMs | null;
  readonly resolvedOn: EpochMs | null;
  readonly machineId: string | null;
  readonly computerDnsName: string | null;
  readonly rbacGroupName: string | null;
  readonly mitreTechniques: readonly string[];
  readonly evidence: readonly AlertEvidence[];
  readonly raw: JsonObject;
}

/** Every alert that Defender still keeps, with evidence. */
export function listAlerts(reading: Reading): Listing<Alert> {
  return listBySkip(reading, {
    call: {
      api: "defender",
      family: "alerts",
      path: "/api/alerts",
      what: "alerts",
      permission: "Alert.Read.All",
    },
    // Evidence makes alerts large.
    top: 2_000,
    idField: "id",
    query: "$expand=evidence",
    key: (alert) => alert.id,
    parse: alertOf,
  });
}

function alertOf(record: RecordReader): Alert | null {
  const id = record.text("id");
  if (id === null) {
    return null;
  }
  return {
    id,
    ...investigationOf(record),
    ...threatOf(record),
    ...timesOf(record),
    machineId: record.text("machineId"),
    computerDnsName: record.text("computerDnsName"),
    rbacGroupName: record.text("rbacGroupName"),
    mitreTechniques: record.texts("mitreTechniques"),
    evidence: record.objects("evidence").map(evidenceOf),
    raw: record.raw,
  };
}

/** An id that is a number in practice. */
function numberText(record: RecordReader, field: string): string | null {
  const value = record.raw[field];
  return typeof value === "number" ? String(value) : record.text(field);
}

function investigationOf(record: RecordReader) {
  return {
    incidentId: numberText(record, "incidentId"),
    investigationId: numberText(record, "investigationId"),
    investigationState: record.text("investigationState"),
    assignedTo: record.text("assignedTo"),
    severity: record.text("severity"),
    status: record.text("status"),
    classification: record.text("classification"),
    determination: record.text("determination"),
  };
}

function threatOf(record: RecordReader) {
  return {
    detectionSource: record.text("detectionSource"),
    detectorId: record.text("detectorId"),
    category: record.text("category"),
    threatFamilyName: record.text("threatFamilyName"),
    threatName: record.text("threatName"),
    title: record.text("title"),
    description: record.text("description"),
  };
}

function timesOf(record: RecordReader) {
  return {
    createdOn: record.time("alertCreationTime"),
    firstEventOn: record.time("firstEventTime"),
    lastEventOn: record.time("lastEventTime"),
    updatedOn: record.time("lastUpdateTime"),
    resolvedOn: record.time("resolvedTime"),
  };
}

function evidenceOf(record: RecordReader): AlertEvidence {
  return {
    entityType: record.text("entityType"),
    accountName: record.text("accountName"),
    domainName: record.text("domainName"),
    userSid: record.text("userSid"),
    aadUserId: record.text("aadUserId"),
    userPrincipalName: record.text("userPrincipalName"),
    fileName: record.text("fileName"),
    filePath: record.text("filePath"),
    sha256: record.text("sha256"),
    ipAddress: record.text("ipAddress"),
    url: record.text("url"),
  };
}
