import type { JsonObject } from "../../base/json.ts";
import { STAGE_SIZE, stage } from "./cast.ts";
import type { Device } from "./device.ts";
import { epochOf } from "./device-report.ts";
import { hex } from "./identifiers.ts";
import { between } from "./random.ts";
import type { Tenant } from "./tenant.ts";

/** What `/api/machines` tells of a machine's network. */
export interface Network {
  readonly lastIpAddress: string | null;
  readonly lastExternalIpAddress: string | null;
  readonly ipAddresses: readonly JsonObject[];
}

function adapter(
  ipAddress: string,
  macAddress: string | null,
  as: { type: string | null; status: string },
): JsonObject {
  return { ipAddress, macAddress, type: as.type, operationalStatus: as.status };
}

const UP = { type: "Ethernet", status: "Up" };
const DOWN = { type: "Ethernet", status: "Down" };
const LOOPBACK = { type: "SoftwareLoopback", status: "Up" };

/** The private address that a machine has for about three weeks. */
function privateAddress(tenant: Tenant, device: Device, day: number): string {
  const lease = epochOf(tenant, { purpose: "lease", index: device.index, length: 21 }, day);
  const net = device.kind === "server" ? 20 : 40 + (device.index % 60);
  const host = tenant.roll("address", device.index, lease);
  return `10.${net}.${Math.floor(host * 250)}.${between(tenant.roll("host", device.index, lease), 2, 250)}`;
}

function macAddress(tenant: Tenant, device: Device, adapterNumber: number): string {
  return hex(tenant.roll, `mac-${adapterNumber}`, { index: device.index, words: 2 })
    .slice(0, 12)
    .toUpperCase();
}

/** Every adapter that real answers have shown. */
function strangeAdapters(tenant: Tenant, device: Device, ip: string): readonly JsonObject[] {
  return [
    adapter(ip, macAddress(tenant, device, 0), UP),
    adapter("", macAddress(tenant, device, 1), DOWN),
    adapter("169.254.12.9", "000000000000", DOWN),
    adapter("127.0.0.1", null, LOOPBACK),
    adapter("::1", "", LOOPBACK),
    adapter("fe80::5efe:a14:1e05", "00000000000000E0", { type: "Tunnel", status: "Up" }),
    adapter("fe80::21d:9ff:fe3c:11", macAddress(tenant, device, 0), UP),
    adapter("2001:db8:40::17", macAddress(tenant, device, 2), { type: "Other", status: "Unknown" }),
    adapter("192.168.178.20", macAddress(tenant, device, 3), { type: null, status: "Up" }),
  ];
}

function ordinaryAdapters(tenant: Tenant, device: Device, ip: string): readonly JsonObject[] {
  const wired = adapter(ip, macAddress(tenant, device, 0), UP);
  if (device.kind === "discovered") return [wired];
  const wireless = adapter("", macAddress(tenant, device, 1), DOWN);
  const loopback = adapter("127.0.0.1", null, LOOPBACK);
  return device.index % 3 === 0 ? [wired, wireless, loopback] : [wired, loopback];
}

/** The network of a machine as of the day of its last report. */
export function networkOn(tenant: Tenant, device: Device, day: number): Network {
  if (device.index === stage.withoutAddresses) {
    return { lastIpAddress: null, lastExternalIpAddress: null, ipAddresses: [] };
  }
  const ip = privateAddress(tenant, device, day);
  const isStrange =
    device.index === stage.strangeAddresses ||
    (device.index >= STAGE_SIZE && device.index % 50 === 11);
  const external =
    device.index % 20 === 4 ? "192.168.1.1" : `203.0.113.${1 + (device.index % 250)}`;
  return {
    lastIpAddress: device.index % 40 === 9 ? "2001:db8:40::17" : ip,
    lastExternalIpAddress: device.kind === "discovered" ? null : external,
    ipAddresses: isStrange
      ? strangeAdapters(tenant, device, ip)
      : ordinaryAdapters(tenant, device, ip),
  };
}
