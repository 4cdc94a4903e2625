import { STAGE_SIZE, stage } from "./cast.ts";
import type { Device } from "./device.ts";
import { epochOf, reportDay } from "./device-report.ts";
import { at, share } from "./random.ts";
import type { Tenant } from "./tenant.ts";

/** A device group of Defender's access control. */
export interface RbacGroup {
  readonly id: number;
  readonly name: string | null;
}

const RBAC_GROUPS: readonly RbacGroup[] = [
  { id: 0, name: null },
  { id: 101, name: "Workstations" },
  { id: 102, name: "Servers" },
  { id: 103, name: "Board" },
  { id: 140, name: "Research (isolated)" },
];

/** The device group of a machine on a day; a few move each day. */
export function rbacGroupOn(tenant: Tenant, device: Device, day: number): RbacGroup {
  const moves = epochOf(tenant, { purpose: "rbac-move", index: device.index, length: 250 }, day);
  const place = tenant.roll("rbac", device.index, moves);
  if (place < 0.25) return at(RBAC_GROUPS, 0);
  return at(RBAC_GROUPS, device.kind === "server" ? 2 : 1 + (Math.floor(place * 3.99) % 4));
}

/** Onboarded for most. */
export function onboardingOf(device: Device): string {
  if (device.kind !== "discovered") return "Onboarded";
  if (device.index < STAGE_SIZE) return "CanBeOnboarded";
  return at(
    ["CanBeOnboarded", "CanBeOnboarded", "Unsupported", "InsufficientInfo"],
    device.index % 4,
  );
}

/** A device that is only seen on the network reads `Active` too. */
export function healthOn(tenant: Tenant, device: Device, day: number): string {
  if (device.kind === "discovered") return "Active";
  if (day - reportDay(tenant, device, day) > 7) return "Inactive";
  const week = epochOf(tenant, { purpose: "health-week", index: device.index, length: 9 }, day);
  return share(tenant.roll("health", device.index, week), [
    [0.94, "Active"],
    [0.03, "ImpairedCommunication"],
    [0.02, "NoSensorData"],
    [0.01, "NoSensorDataImpairedCommunication"],
  ]);
}

/** `null` where Defender says nothing. */
export function riskOn(tenant: Tenant, device: Device, day: number): string | null {
  if (device.kind === "discovered") return device.index % 2 === 0 ? null : "None";
  const weeks = epochOf(tenant, { purpose: "risk-weeks", index: device.index, length: 25 }, day);
  return share(tenant.roll("risk", device.index, weeks), [
    [0.6, "None"],
    [0.15, "Informational"],
    [0.14, "Low"],
    [0.08, "Medium"],
    [0.03, "High"],
  ]);
}

/** `null` where Defender says nothing. */
export function exposureOn(tenant: Tenant, device: Device, day: number): string | null {
  if (device.kind === "discovered") return device.index % 2 === 0 ? null : "None";
  const weeks = epochOf(
    tenant,
    { purpose: "exposure-weeks", index: device.index, length: 30 },
    day,
  );
  return share(tenant.roll("exposure", device.index, weeks), [
    [0.1, "None"],
    [0.5, "Low"],
    [0.3, "Medium"],
    [0.1, "High"],
  ]);
}

/** Tags, blank ones among them. */
export function tagsOn(tenant: Tenant, device: Device, day: number): readonly string[] {
  if (device.index === stage.blank) return [""];
  const months = epochOf(tenant, { purpose: "tag-months", index: device.index, length: 80 }, day);
  return share<readonly string[]>(tenant.roll("tags", device.index, months), [
    [0.5, []],
    [0.2, ["Tier1"]],
    [0.12, ["Office", "Wave 2"]],
    [0.08, ["VIP", ""]],
    [0.02, [""]],
    [0.08, ["decommission?"]],
  ]);
}
