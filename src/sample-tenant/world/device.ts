import { STAGE_SIZE, stage } from "./cast.ts";
import { guid, hex } from "./identifiers.ts";
import { bornOn, goneOn } from "./population.ts";
import { pick, share } from "./random.ts";
import { type System, serverShares, systems, workstationShares } from "./system.ts";
import type { Tenant } from "./tenant.ts";

/** What a device is for; `discovered` ones are only seen on the network. */
type DeviceKind = "workstation" | "server" | "discovered";

/** What never changes about a device. */
export interface Device {
  readonly index: number;
  /** Defender's id, 40 hexadecimal digits. */
  readonly id: string;
  readonly kind: DeviceKind;
  readonly system: System;
  /** The first label of its name in small letters; `undefined` for one without a name. */
  readonly host: string | undefined;
  /** As Defender writes it, `""` for one whose name is blank. */
  readonly dnsName: string | null;
  readonly join: "azure" | "hybrid" | "none";
  /** Position of the device whose Entra record is this one's; `undefined` where Defender knows none. */
  readonly entra: number | undefined;
  /** Position of the device into which Defender merged this one; -1 for one that nobody lists. */
  readonly mergedInto: number | undefined;
}

/** From this position on: machines that the finding export knows and `/api/machines` does not. */
export const ORPHANS = 1_000_000_000;

const STAGE_KINDS = new Map<number, DeviceKind>([
  [stage.server, "server"],
  [stage.ubuntuShort, "server"],
  [stage.ubuntuLong, "server"],
  [stage.redHat, "server"],
  [stage.azure, "server"],
  [stage.azureWithoutSubscription, "server"],
  [stage.oldServer, "server"],
  [stage.discovered, "discovered"],
]);

const STAGE_SYSTEMS = new Map<number, System>([
  [stage.plain, systems.windows11],
  [stage.server, systems.server2019],
  [stage.ubuntuShort, systems.ubuntuShort],
  [stage.ubuntuLong, systems.ubuntuLong],
  [stage.mac, systems.mac],
  [stage.redHat, systems.redHat],
  [stage.azure, systems.server2022],
  [stage.azureWithoutSubscription, systems.server2022],
  [stage.oldServer, systems.server2012],
]);

const STAGE_MERGES = new Map<number, number>([
  [stage.merged, stage.survivor],
  [stage.chained, stage.merged],
  [stage.mergedIntoNothing, -1],
  [stage.loopFirst, stage.loopSecond],
  [stage.loopSecond, stage.loopFirst],
]);

/** One in this many devices survived a merge, and the next one was merged into it. */
const MERGE_EVERY = 64;

/** What the device at a position is for. */
function deviceKind(tenant: Tenant, index: number): DeviceKind {
  if (index < STAGE_SIZE) return STAGE_KINDS.get(index) ?? "workstation";
  if (index % MERGE_EVERY < 2 || index >= ORPHANS) return "workstation";
  return share(tenant.roll("device-kind", index), [
    [0.74, "workstation"],
    [0.18, "server"],
    [0.08, "discovered"],
  ]);
}

/** A machine that was merged is the same computer as the survivor. */
function sameAs(tenant: Tenant, index: number): number {
  return index < STAGE_SIZE ? index : (mergedInto(tenant, index) ?? index);
}

function systemOf(tenant: Tenant, position: number): System {
  const index = sameAs(tenant, position);
  const kind = deviceKind(tenant, index);
  const staged = STAGE_SYSTEMS.get(index);
  if (staged !== undefined) return staged;
  if (kind === "server") return share(tenant.roll("system", index), serverShares);
  if (kind === "discovered") return index % 2 === 0 ? systems.unknown : systems.windows10;
  if (index < STAGE_SIZE)
    return pick([systems.windows11, systems.windows10], tenant.roll("system", index));
  return share(tenant.roll("system", index), workstationShares);
}

/** Where Defender merged the device into: a position, -1 for one that nobody lists, `undefined` for none. */
function mergedInto(tenant: Tenant, index: number): number | undefined {
  if (index < STAGE_SIZE) return STAGE_MERGES.get(index);
  const follows = index % MERGE_EVERY === 1 && index !== tenant.machines.initial && index < ORPHANS;
  return follows ? index - 1 : undefined;
}

/**
 * The device that remains after every merge: itself for most, `undefined` when the trail ends in a circle or at a
 * device that is not listed on that day.
 */
export function survivorOf(tenant: Tenant, index: number, day: number): number | undefined {
  let survivor = index;
  for (let hops = 0; hops < 4; hops++) {
    const next = mergedInto(tenant, survivor);
    if (next === undefined) return survivor;
    if (next < 0 || !deviceExists(tenant, next, day)) return undefined;
    survivor = next;
  }
  return undefined;
}

function labelOf(tenant: Tenant, index: number): string {
  if (index === stage.sameNameSecond) return labelOf(tenant, stage.sameNameFirst);
  if (index === stage.reinstalled) return labelOf(tenant, stage.plain);
  if (index >= STAGE_SIZE && mergedInto(tenant, index) !== undefined)
    return labelOf(tenant, index - 1);
  if (index >= STAGE_SIZE && index % 97 === 5) return labelOf(tenant, index - 1);
  const tail = index.toString(36).padStart(4, "0");
  if (systemOf(tenant, index).family === "mac") return `MBP-${tail.toUpperCase()}`;
  const isServer = deviceKind(tenant, index) === "server";
  const prefixes = isServer ? ["SRV", "APP", "db", "web"] : ["LT", "DESKTOP", "ws", "Laptop"];
  const prefix = pick(prefixes, tenant.roll("label", index));
  return isServer ? `${prefix}-${tail}` : `${prefix}-${tail.toUpperCase()}`;
}

function dnsNameOf(tenant: Tenant, index: number, join: Device["join"]): string | null {
  if (index === stage.nameless || (index >= STAGE_SIZE && tenant.roll("nameless", index) < 0.01))
    return null;
  if (index === stage.blank) return "";
  const label = labelOf(tenant, index);
  if (join !== "hybrid") return label;
  const domain = tenant.domains[index % 3 === 0 ? 1 : 0];
  return index % 4 === 0 ? `${label}.${domain.dns}`.toUpperCase() : `${label}.${domain.dns}`;
}

const AZURE_STAGE: readonly number[] = [
  stage.plain,
  stage.joinedWithoutId,
  stage.namesakeOwned,
  stage.namesakeOwnerless,
  stage.ambiguousFirst,
  stage.ambiguousSecond,
  stage.undecided,
  stage.mac,
  stage.twoOwners,
  stage.reinstalled,
  stage.shoutedId,
  stage.guestOwned,
  stage.longName,
];

function joinOf(tenant: Tenant, position: number): Device["join"] {
  const index = sameAs(tenant, position);
  const kind = deviceKind(tenant, index);
  if (index < STAGE_SIZE && AZURE_STAGE.includes(index)) return "azure";
  const family = systemOf(tenant, index).family;
  if (kind === "discovered" || family === "linux" || family === "mac") return "none";
  if (kind === "server" || index < STAGE_SIZE) return "hybrid";
  return tenant.roll("join", index) < 0.55 ? "azure" : "hybrid";
}

function entraOf(
  index: number,
  join: Device["join"],
  merged: number | undefined,
): number | undefined {
  if (index === stage.joinedWithoutId || join === "none") return undefined;
  if (index === stage.reinstalled) return stage.plain;
  return index >= STAGE_SIZE && merged !== undefined ? merged : index;
}

/** The device at a position, or at `ORPHANS` and above an orphan of the finding export. */
export function deviceAt(tenant: Tenant, index: number): Device {
  const join = joinOf(tenant, index);
  const merged = mergedInto(tenant, index);
  const dnsName = dnsNameOf(tenant, index, join);
  return {
    index,
    id: hex(tenant.roll, "machine-id", { index, words: 5 }),
    kind: deviceKind(tenant, index),
    system: systemOf(tenant, index),
    host: dnsName === null || dnsName === "" ? undefined : dnsName.toLowerCase().split(".")[0],
    dnsName,
    join,
    entra: entraOf(index, join, merged),
    mergedInto: merged,
  };
}

/** The `deviceId` of an Entra device, which Defender calls `aadDeviceId`. */
export function entraDeviceId(tenant: Tenant, index: number): string {
  return guid(tenant.roll, "entra-device-id", index);
}

/** Whether `/api/machines` lists the device on a day. A merged one goes with its survivor. */
export function deviceExists(tenant: Tenant, index: number, day: number): boolean {
  const fate = index >= STAGE_SIZE ? (mergedInto(tenant, index) ?? index) : index;
  return bornOn(tenant.machines, index) <= day && day < goneOn(tenant.machines, fate);
}
