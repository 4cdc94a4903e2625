import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { listBySkip } from "./skip-walk.ts";

/** Antivirus health of one machine: `/api/deviceavinfo`, `microsoft-apis` §3.8. */
export interface AntivirusState {
  readonly machineId: string;
  /** Active, Passive, Disabled, Other, EDRBlocked or PassiveAudit: the name behind Microsoft's code. */
  readonly mode: string | null;
  readonly engineVersion: string | null;
  readonly platformVersion: string | null;
  readonly signatureVersion: string | null;
  readonly engineUpToDate: boolean | null;
  readonly platformUpToDate: boolean | null;
  readonly signatureUpToDate: boolean | null;
  readonly signatureUpdatedOn: EpochMs | null;
  readonly quickScanResult: string | null;
  readonly quickScanOn: EpochMs | null;
  readonly fullScanResult: string | null;
  readonly fullScanOn: EpochMs | null;
  readonly raw: JsonObject;
}

/** Antivirus health of all machines in bulk. A tenant without it answers 403 or 404. */
export function listAntivirus(reading: Reading): Listing<AntivirusState> {
  return listBySkip(reading, {
    call: {
      api: "defender",
      family: "antivirus",
      path: "/api/deviceavinfo",
      what: "antivirus health",
      permission: "Machine.Read.All",
    },
    top: 10_000,
    idField: "machineId",
    mayIgnoreSkip: true,
    key: (state) => state.machineId,
    parse: antivirusOf,
  });
}

/** What Microsoft's mode codes mean (`microsoft-apis` §3.8). */
const modes: ReadonlyMap<string, string> = new Map([
  ["0", "Active"],
  ["1", "Passive"],
  ["2", "Disabled"],
  ["3", "Other"],
  ["4", "EDRBlocked"],
  ["5", "PassiveAudit"],
]);

function antivirusOf(record: RecordReader): AntivirusState | null {
  const machineId = record.text("machineId");
  if (machineId === null) {
    return null;
  }
  const mode = codeOf(record);
  return {
    machineId,
    mode: mode === null ? null : (modes.get(mode) ?? mode),
    engineVersion: record.text("avEngineVersion"),
    platformVersion: record.text("avPlatformVersion"),
    signatureVersion: record.text("avSignatureVersion"),
    engineUpToDate: answerOf(record, "avIsEngineUpToDate"),
    platformUpToDate: answerOf(record, "avIsPlatformUpToDate"),
    signatureUpToDate: answerOf(record, "avIsSignatureUpToDate"),
    signatureUpdatedOn: record.time("avSignatureUpdateTime"),
    quickScanResult: record.text("quickScanResult"),
    quickScanOn: record.time("quickScanTime"),
    fullScanResult: record.text("fullScanResult"),
    fullScanOn: record.time("fullScanTime"),
    raw: record.raw,
  };
}

/** A code in a text, or in a number. */
function codeOf(record: RecordReader): string | null {
  const value = record.raw["avMode"];
  return typeof value === "number" ? String(value) : record.text("avMode");
}

/** "True", "False" or "Unknown" as a text, or a boolean. */
function answerOf(record: RecordReader, field: string): boolean | null {
  const value = record.raw[field];
  const word = typeof value === "string" ? value.toLowerCase() : value;
  return word === "true" || word === true
    ? true
    : word === "false" || word === false
      ? false
      : null;
}
