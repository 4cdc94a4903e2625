import type { EpochMs } from "../base/clock.ts";
import { listAssetRows } from "./asset-rows.ts";
import type { Reading } from "./collection.ts";
import type { Listing } from "./page.ts";
import type { RecordReader } from "./record.ts";

/** An extension in a browser of a machine: `/api/Machines/BrowserExtensionsInventoryByMachine`, `microsoft-apis` §3.7. */
export interface BrowserExtension {
  readonly machineId: string;
  readonly browserName: string | null;
  readonly extensionId: string;
  readonly name: string | null;
  readonly description: string | null;
  readonly version: string | null;
  /** Such as `Low`, `Medium`, `High`, `Critical`. */
  readonly risk: string | null;
  readonly isActivated: boolean | null;
  readonly installedOn: EpochMs | null;
  /** Ids of the permissions that it asks for. */
  readonly permissions: readonly string[];
}

/** The browser extensions of all machines. */
export function listBrowserExtensions(reading: Reading): Listing<BrowserExtension> {
  return listAssetRows(reading, {
    call: {
      family: "browserExtensions",
      path: "/api/Machines/BrowserExtensionsInventoryByMachine",
      what: "browser extensions",
      permission: "Software.Read.All",
    },
    parse: extensionOf,
  });
}

function extensionOf(record: RecordReader): BrowserExtension | null {
  const machineId = record.text("deviceId");
  const extensionId = record.text("extensionId");
  if (machineId === null || extensionId === null) {
    return null;
  }
  return {
    machineId,
    browserName: record.text("browserName"),
    extensionId,
    name: record.text("extensionName"),
    description: record.text("extensionDescription"),
    version: record.text("extensionVersion"),
    risk: record.text("extensionRisk"),
    isActivated: record.flag("isActivated"),
    installedOn: record.time("installationTime"),
    permissions: record
      .objects("permissions")
      .map((permission) => permission.text("Id") ?? permission.text("id") ?? ""),
  };
}
