import type { EpochMs } from "../base/clock.ts";
import { listAssetRows } from "./asset-rows.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** A certificate on a machine: `/api/machines/certificateAssessmentByMachine`, `microsoft-apis` §3.7. */
export interface CertificateUse {
  readonly machineId: string;
  readonly thumbprint: string;
  /** Where it lies on the machine. */
  readonly path: string | null;
  readonly signatureAlgorithm: string | null;
  readonly keyLength: number | null;
  readonly notBeforeOn: EpochMs | null;
  readonly notAfterOn: EpochMs | null;
  readonly serialNumber: string | null;
  readonly subject: string | null;
  readonly issuer: string | null;
  readonly keyUsages: readonly string[];
  readonly extendedKeyUsages: readonly string[];
  readonly isSelfSigned: boolean | null;
}

/** The certificates of all machines. */
export function listCertificates(reading: Reading): Listing<CertificateUse> {
  return listAssetRows(reading, {
    call: {
      family: "certificates",
      path: "/api/machines/certificateAssessmentByMachine",
      what: "certificates",
      permission: "Vulnerability.Read.All",
    },
    parse: useOf,
  });
}

function useOf(record: RecordReader): CertificateUse | null {
  const machineId = record.text("deviceId");
  const thumbprint = record.text("thumbprint");
  if (machineId === null || thumbprint === null) {
    return null;
  }
  return {
    machineId,
    thumbprint: thumbprint.toLowerCase(),
    path: record.text("path"),
    signatureAlgorithm: record.text("signatureAlgorithm"),
    keyLength: record.number("keyLength"),
    notBeforeOn: record.time("notBefore") ?? record.time("issueDate"),
    notAfterOn: record.time("notAfter") ?? record.time("expirationDate"),
    serialNumber: record.text("serialNumber"),
    subject: nameOf(record, "subjectObject"),
    issuer: nameOf(record, "issuerObject"),
    keyUsages: record.texts("keyUsageArray"),
    extendedKeyUsages: record.texts("extendedKeyUsageArray"),
    isSelfSigned: record.flag("isSelfSigned"),
  };
}

/** The common name of an X.500 name, whether it comes in parts or as a text. */
function nameOf(record: RecordReader, field: string): string | null {
  const value = record.raw[field];
  if (typeof value === "string") {
    return record.text(field);
  }
  const name = record.object(field);
  return name?.text("commonName") ?? name?.text("CommonName") ?? null;
}
