import type { EpochMs } from "../base/clock.ts";
import { listAssetRows } from "./asset-rows.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** A software version on a machine: `/api/machines/SoftwareInventoryByMachine`, `microsoft-apis` §3.7. */
export interface InventoryItem {
  readonly machineId: string;
  readonly softwareVendor: string | null;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly diskPaths: readonly string[];
  readonly registryPaths: readonly string[];
  readonly firstSeenOn: EpochMs | null;
  /** `EOS Version`, `Upcoming EOS Version`, `EOS Software`, `Upcoming EOS Software`; `null` while it is supported. */
  readonly endOfSupportStatus: string | null;
  readonly endOfSupportOn: EpochMs | null;
}

/** The software of all machines. */
export function listSoftwareInventory(reading: Reading): Listing<InventoryItem> {
  return listAssetRows(reading, {
    call: {
      family: "softwareInventory",
      path: "/api/machines/SoftwareInventoryByMachine",
      what: "software inventory",
      permission: "Software.Read.All",
    },
    parse: itemOf,
  });
}

function itemOf(record: RecordReader): InventoryItem | null {
  const machineId = record.text("deviceId");
  if (machineId === null) {
    return null;
  }
  const status = record.text("endOfSupportStatus");
  return {
    machineId,
    softwareVendor: record.text("softwareVendor"),
    softwareName: record.text("softwareName"),
    softwareVersion: record.text("softwareVersion"),
    diskPaths: record.texts("diskPaths"),
    registryPaths: record.texts("registryPaths"),
    firstSeenOn: record.time("softwareFirstSeenTimestamp"),
    endOfSupportStatus: status === "None" ? null : status,
    endOfSupportOn: record.time("endOfSupportDate"),
  };
}
