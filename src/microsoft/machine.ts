import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { Failure } from "../base/failure.ts";
import type { Reading } from "./collection.ts";
import { BrokenWalk } from "./incomplete-walk.ts";
import type { Listing, Page } from "./page.ts";
import type { RecordReader } from "./record.ts";
import { listBySkip } from "./skip-walk.ts";

/** A network adapter's address of a machine. Blank strings are `null` here. */
export interface MachineAddress {
  readonly ipAddress: string | null;
  /** As Defender writes it: hexadecimal without separators. */
  readonly macAddress: string | null;
  readonly type: string | null;
  readonly operationalStatus: string | null;
}

/** Where a virtual machine lives. */
interface VmMetadata {
  readonly vmId: string | null;
  readonly cloudProvider: string | null;
  readonly resourceId: string | null;
  readonly subscriptionId: string | null;
}

/** A device known to Defender: `/api/machines`, `microsoft-apis` §3.3. */
export interface Machine {
  /** 40 hexadecimal digits. */
  readonly id: string;
  /** The surviving machine, where Defender merged this one into another. */
  readonly mergedIntoMachineId: string | null;
  readonly isPotentialDuplication: boolean | null;
  readonly isExcluded: boolean | null;
  readonly exclusionReason: string | null;
  /** Short or fully qualified; neither unique nor always there. */
  readonly computerDnsName: string | null;
  readonly firstSeenOn: EpochMs | null;
  /** The last full report, about daily. */
  readonly lastSeenOn: EpochMs | null;
  readonly osPlatform: string | null;
  readonly osVersion: string | null;
  readonly version: string | null;
  readonly osBuild: number | null;
  readonly osProcessor: string | null;
  readonly osArchitecture: string | null;
  readonly lastIpAddress: string | null;
  readonly lastExternalIpAddress: string | null;
  readonly ipAddresses: readonly MachineAddress[];
  readonly agentVersion: string | null;
  readonly healthStatus: string | null;
  /** Onboarded, CanBeOnboarded, Unsupported, InsufficientInfo. */
  readonly onboardingStatus: string | null;
  readonly defenderAvStatus: string | null;
  readonly riskScore: string | null;
  readonly exposureLevel: string | null;
  readonly deviceValue: string | null;
  readonly rbacGroupId: number | null;
  readonly rbacGroupName: string | null;
  readonly isAadJoined: boolean | null;
  readonly aadDeviceId: string | null;
  /** Without blanks. */
  readonly machineTags: readonly string[];
  readonly managedBy: string | null;
  readonly managedByStatus: string | null;
  readonly vmMetadata: VmMetadata | null;
  readonly raw: JsonObject;
}

/** All devices that Defender knows: onboarded, discovered and merged ones. */
export function listMachines(reading: Reading): Listing<Machine> {
  const listing = listBySkip(reading, {
    call: {
      api: "defender",
      family: "machines",
      path: "/api/machines",
      what: "machines",
      permission: "Machine.Read.All",
    },
    // Microsoft allows 10,000; a page is held whole, and a fifth of that keeps memory small for a few calls more.
    top: 2_000,
    idField: "id",
    key: (machine) => machine.id,
    parse: machineOf,
  });
  return { ...listing, pages: (signal) => neverAbsent(listing.pages(signal)) };
}

/** A tenant without recent machines is documented as 404: too little to take every machine out of the graph. */
async function* neverAbsent(pages: AsyncIterable<Page<Machine>>): AsyncGenerator<Page<Machine>> {
  try {
    yield* pages;
  } catch (error) {
    throw error instanceof Failure && error.code === "not_found"
      ? new BrokenWalk("not_found", error.message)
      : error;
  }
}

function machineOf(record: RecordReader): Machine | null {
  const id = record.text("id");
  return id === null
    ? null
    : { id, ...stateOf(record), ...systemOf(record), ...networkOf(record), ...directoryOf(record) };
}

function stateOf(record: RecordReader) {
  return {
    mergedIntoMachineId: record.text("mergedIntoMachineId"),
    isPotentialDuplication: record.flag("isPotentialDuplication"),
    isExcluded: record.flag("isExcluded"),
    exclusionReason: record.text("exclusionReason"),
    firstSeenOn: record.time("firstSeen"),
    lastSeenOn: record.time("lastSeen"),
    agentVersion: record.text("agentVersion"),
    healthStatus: record.text("healthStatus"),
    onboardingStatus: record.text("onboardingStatus") ?? record.text("onboardingstatus"),
    defenderAvStatus: record.text("defenderAvStatus"),
    riskScore: record.text("riskScore"),
    exposureLevel: record.text("exposureLevel"),
    deviceValue: record.text("deviceValue"),
    raw: record.raw,
  };
}

function systemOf(record: RecordReader) {
  return {
    computerDnsName: record.text("computerDnsName"),
    osPlatform: record.text("osPlatform"),
    osVersion: record.text("osVersion"),
    version: record.text("version"),
    osBuild: record.number("osBuild"),
    osProcessor: record.text("osProcessor"),
    osArchitecture: record.text("osArchitecture"),
    vmMetadata: vmOf(record.object("vmMetadata") ?? record.object("vm_metadata")),
  };
}

function networkOf(record: RecordReader) {
  return {
    lastIpAddress: record.text("lastIpAddress"),
    lastExternalIpAddress: record.text("lastExternalIpAddress"),
    ipAddresses: record.objects("ipAddresses").map((address) => ({
      ipAddress: address.text("ipAddress"),
      macAddress: address.text("macAddress"),
      type: address.text("type"),
      operationalStatus: address.text("operationalStatus"),
    })),
  };
}

function directoryOf(record: RecordReader) {
  return {
    rbacGroupId: record.number("rbacGroupId"),
    rbacGroupName: record.text("rbacGroupName"),
    isAadJoined: record.flag("isAadJoined"),
    aadDeviceId: record.text("aadDeviceId"),
    machineTags: record.texts("machineTags"),
    managedBy: record.text("managedBy"),
    managedByStatus: record.text("managedByStatus"),
  };
}

/** The subscription is often only part of the resource's path. */
function vmOf(record: RecordReader | null): VmMetadata | null {
  if (record === null) {
    return null;
  }
  const resourceId = record.text("resourceId");
  const inPath = /\/subscriptions\/([^/]+)/i.exec(resourceId ?? "")?.[1] ?? null;
  return {
    vmId: record.text("vmId"),
    cloudProvider: record.text("cloudProvider"),
    resourceId,
    subscriptionId: record.text("subscriptionId") ?? inPath,
  };
}
