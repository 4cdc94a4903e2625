import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

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
