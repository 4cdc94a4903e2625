import type { JsonObject } from "../../base/json.ts";
import type { Device } from "./device.ts";
import { rbacGroupOn } from "./device-day.ts";
import { epochOf } from "./device-report.ts";
import { lastSeenOn } from "./machine-record.ts";
import { at } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, isoOffset } from "./times.ts";

/** Microsoft's codes for the mode, as strings; the blank one means "other". */
const MODES = ["0", "0", "0", "0", "1", "0", "4", "0", "5", "2", "", "3"] as const;
const RESULTS = ["Completed", "Completed", "Completed", "Canceled", "Failed", "-"] as const;
const UP_TO_DATE = ["True", "True", "True", "False", "Unknown"] as const;

function modeCodeOf(device: Device): string {
  return at(MODES, device.index % MODES.length);
}

/** What Microsoft's codes mean, by position. */
const MODE_NAMES = [
  "Active",
  "Passive",
  "Disabled",
  "Other",
  "EDRBlocked",
  "PassiveAudit",
] as const;

/** The name of the antivirus mode; `undefined` for a blank code and for a machine that reports no antivirus. */
export function antivirusModeOf(device: Device): string | undefined {
  if (!reportsAntivirus(device) || modeCodeOf(device) === "") return undefined;
  return MODE_NAMES[Number(modeCodeOf(device))];
}

function reportsAntivirus(device: Device): boolean {
  return device.kind !== "discovered" && device.mergedInto === undefined;
}

function scan(name: "quickScan" | "fullScan", device: Device, seen: number): JsonObject {
  const result = at(RESULTS, (device.index + (name === "fullScan" ? 2 : 0)) % RESULTS.length);
  const never = result === "-";
  return {
    [`${name}Result`]: result,
    [`${name}Error`]: result === "Failed" ? "0x80508023" : never ? "-" : "",
    [`${name}Time`]: never ? "0001-01-01T00:00:00+00:00" : isoOffset(seen - 5 * 3_600_000),
  };
}

/** The machine as `/api/deviceavinfo` shows it on a day; `undefined` for one that reports no antivirus. */
export function antivirusRecord(
  tenant: Tenant,
  device: Device,
  day: number,
): JsonObject | undefined {
  if (!reportsAntivirus(device)) return undefined;
  const seen = lastSeenOn(tenant, device, day);
  const group = rbacGroupOn(tenant, device, day);
  const build =
    epochOf(tenant, { purpose: "signature", index: device.index, length: 2 }, day) % 1000;
  return {
    id: device.id,
    machineId: device.id,
    computerDnsName: device.dnsName,
    osKind: device.system.family === "server" ? "windows" : device.system.family,
    osPlatform: device.system.platform,
    osVersion: `10.0.${device.system.build ?? 0}.1`,
    avMode: modeCodeOf(device),
    avSignatureVersion: `1.419.${build}.0`,
    avEngineVersion: "1.1.26090.11",
    avPlatformVersion: "4.18.26080.9",
    avSignatureUpdateTime: isoOffset(seen - 6 * 3_600_000),
    avEngineUpdateTime: isoOffset(seen - 12 * DAY),
    avPlatformUpdateTime: isoOffset(seen - 20 * DAY),
    avSignaturePublishTime: isoOffset(seen - 9 * 3_600_000),
    avIsSignatureUpToDate: at(UP_TO_DATE, device.index % UP_TO_DATE.length),
    avIsEngineUpToDate: at(UP_TO_DATE, (device.index + 1) % UP_TO_DATE.length),
    avIsPlatformUpToDate: at(UP_TO_DATE, (device.index + 2) % UP_TO_DATE.length),
    ...scan("quickScan", device, seen),
    ...scan("fullScan", device, seen),
    lastSeenTime: isoOffset(seen),
    dataRefreshTimestamp: isoOffset(seen),
    rbacGroupId: group.id,
    rbacGroupName: group.name,
    cloudProtectionState: "Enabled",
    avModeDataRefreshTime: isoOffset(seen),
  };
}
