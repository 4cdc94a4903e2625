import type { JsonObject } from "../../base/json.ts";
import { STAGE_SIZE, stage } from "./cast.ts";
import { type Device, deviceAt, entraDeviceId } from "./device.ts";
import { exposureOn, healthOn, onboardingOf, rbacGroupOn, riskOn, tagsOn } from "./device-day.ts";
import { firstSeenAt, reportDay, reportedAt } from "./device-report.ts";
import { guid, hex } from "./identifiers.ts";
import { networkOn } from "./network.ts";
import { at } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { isoDecimals } from "./times.ts";

/** What Defender calls `aadDeviceId`: `null` for a device that is not joined, and for some that are. */
export function aadDeviceIdOf(tenant: Tenant, device: Device): string | null {
  return device.entra === undefined ? null : entraDeviceId(tenant, device.entra);
}

/** When the machine was first seen, as far as Defender says; `undefined` for the date 0001-01-01. */
export function statedFirstSeen(tenant: Tenant, device: Device): number | undefined {
  return device.index === stage.neverDated ? undefined : firstSeenAt(tenant, device);
}

/** When the machine last reported, up to a day. */
export function lastSeenOn(tenant: Tenant, device: Device, day: number): number {
  return reportedAt(tenant, device, reportDay(tenant, device, day));
}

/** The id into which Defender merged the machine; that of nobody for one. */
export function mergedIntoId(tenant: Tenant, device: Device): string | null {
  if (device.mergedInto === undefined) return null;
  return device.mergedInto < 0
    ? hex(tenant.roll, "machine-of-nobody", { index: device.index, words: 5 })
    : deviceAt(tenant, device.mergedInto).id;
}

/** The version of the sensor; `1.1500` where there is none. */
function agentVersionOf(device: Device): string {
  if (device.kind === "discovered") return "1.1500";
  const { sensorPrefix } = device.system;
  const tail = 1000 + (device.index % 9) * 100;
  return sensorPrefix.endsWith(".")
    ? `${sensorPrefix}${tail}`
    : `${sensorPrefix}${tail % 1000}.2.0`;
}

function vmMetadataOf(tenant: Tenant, device: Device): JsonObject | null {
  const isAzure = device.index === stage.azure || device.index === stage.azureWithoutSubscription;
  const isCloudServer =
    device.index >= STAGE_SIZE && device.kind === "server" && device.index % 4 === 0;
  if (!isAzure && !isCloudServer) return null;
  const subscription = guid(tenant.roll, "subscription", device.index % 5);
  const name = device.host ?? "vm";
  const hidden = device.index === stage.azureWithoutSubscription || device.index % 20 === 12;
  return {
    vmId: guid(tenant.roll, "vm", device.index),
    cloudProvider: "Azure",
    resourceId: `/subscriptions/${subscription}/resourceGroups/production/providers/Microsoft.Compute/virtualMachines/${name}`,
    subscriptionId: hidden ? null : subscription,
  };
}

/** The antivirus verdict, which newer answers leave out. */
function antivirusStatus(device: Device): JsonObject {
  if (device.index % 3 === 1) return {};
  if (device.kind === "discovered") return { defenderAvStatus: "Unknown" };
  return { defenderAvStatus: device.system.family === "linux" ? "NotSupported" : "Updated" };
}

function isDuplicate(device: Device): boolean {
  const { index } = device;
  if (index < STAGE_SIZE) return index === stage.sameNameSecond || index === stage.reinstalled;
  return index % 97 === 5 || device.mergedInto !== undefined;
}

function joined(tenant: Tenant, device: Device): JsonObject {
  const unknown = device.kind === "discovered" || device.index % 31 === 7;
  return {
    isAadJoined: device.join === "none" ? (unknown ? null : false) : true,
    aadDeviceId: aadDeviceIdOf(tenant, device),
  };
}

function managed(device: Device): JsonObject {
  const isManaged = device.kind !== "discovered" && device.join !== "none";
  const by = device.index % 2 === 0 ? "Intune" : "MicrosoftDefenderForEndpoint";
  return {
    managedBy: isManaged ? by : "Unknown",
    managedByStatus: isManaged ? "Success" : "Unknown",
  };
}

function system(device: Device): JsonObject {
  const { platform, version, build, family } = device.system;
  const isUnknown = family === "other";
  return {
    osPlatform: platform,
    osVersion: null,
    version,
    osBuild: build,
    osProcessor: isUnknown ? null : "x64",
    osArchitecture: isUnknown ? null : "64-bit",
  };
}

function seen(tenant: Tenant, device: Device, day: number): JsonObject {
  const first = statedFirstSeen(tenant, device);
  const decimals = 3 + (device.index % 5);
  return {
    firstSeen: first === undefined ? "0001-01-01T00:00:00Z" : isoDecimals(first, decimals),
    lastSeen: isoDecimals(lastSeenOn(tenant, device, day), decimals),
  };
}

/** The machine as `/api/machines` shows it on a day: 32 keys, or 31 without `defenderAvStatus`. */
export function machineRecord(tenant: Tenant, device: Device, day: number): JsonObject {
  const report = reportDay(tenant, device, day);
  const group = rbacGroupOn(tenant, device, day);
  return {
    id: device.id,
    mergedIntoMachineId: mergedIntoId(tenant, device),
    isPotentialDuplication: isDuplicate(device),
    isExcluded: device.index === stage.excluded,
    exclusionReason: device.index === stage.excluded ? "OutOfScope" : null,
    computerDnsName: device.dnsName,
    ...seen(tenant, device, day),
    ...system(device),
    ...networkOn(tenant, device, report),
    agentVersion: agentVersionOf(device),
    healthStatus: healthOn(tenant, device, day),
    onboardingStatus: onboardingOf(device),
    ...antivirusStatus(device),
    riskScore: riskOn(tenant, device, day),
    exposureLevel: exposureOn(tenant, device, day),
    deviceValue: at(["Normal", "Normal", "High", "Low"], device.index % 4),
    rbacGroupId: group.id,
    rbacGroupName: group.name,
    ...joined(tenant, device),
    machineTags: tagsOn(tenant, device, day),
    ...managed(device),
    vmMetadata: vmMetadataOf(tenant, device),
  };
}
