import { STAGE_SIZE, stage } from "./cast.ts";
import { type Device, ORPHANS } from "./device.ts";
import { bornOn } from "./population.ts";
import { between } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { DAY, morning } from "./times.ts";

const SILENT_STAGE: readonly number[] = [
  stage.merged,
  stage.chained,
  stage.reinstalled,
  stage.mergedIntoNothing,
  stage.loopFirst,
  stage.loopSecond,
];

/** How many days before the first one a device fell silent; `undefined` for one that still reports. */
function silentFor(tenant: Tenant, device: Device): number | undefined {
  const { index } = device;
  const silent =
    index < STAGE_SIZE ? SILENT_STAGE.includes(index) : device.mergedInto !== undefined;
  const since = between(tenant.roll("silent-since", index), 9, 150);
  if (silent) return since;
  if (index < STAGE_SIZE || index >= tenant.machines.initial) return undefined;
  return tenant.roll("silent", index) < 0.05 ? since : undefined;
}

/** The day of the device's last full report up to a day; before 0 for one that fell silent earlier. */
export function reportDay(tenant: Tenant, device: Device, day: number): number {
  const silent = silentFor(tenant, device);
  if (silent !== undefined) return -silent;
  const born = device.index >= ORPHANS ? 0 : bornOn(tenant.machines, device.index);
  let reported = day;
  while (reported > born && tenant.roll("offline", device.index, reported) < 0.08) reported--;
  return reported;
}

/** When the device reported on the day of a report: later on every later day. */
export function reportedAt(tenant: Tenant, device: Device, day: number): number {
  return (
    morning(tenant, day) -
    between(tenant.roll("report-time", device.index, day), 60_000, 64_000_000)
  );
}

/** When Defender first saw the device. */
export function firstSeenAt(tenant: Tenant, device: Device): number {
  const born = device.index >= ORPHANS ? 0 : bornOn(tenant.machines, device.index);
  if (born > 0) return reportedAt(tenant, device, born) - 900_000;
  const age = between(tenant.roll("device-age", device.index), 160, 1100);
  return morning(tenant, -age) - between(tenant.roll("device-hour", device.index), 0, DAY);
}

/**
 * A number that grows by one about every `length` days, for things that change now and then, each device on days of
 * its own.
 */
export function epochOf(
  tenant: Tenant,
  of: { purpose: string; index: number; length: number },
  day: number,
): number {
  return Math.floor((day + epochPhase(tenant, of)) / of.length);
}

function epochPhase(
  tenant: Tenant,
  of: { purpose: string; index: number; length: number },
): number {
  return 1000 * of.length + Math.floor(tenant.roll(of.purpose, of.index) * of.length);
}

/** The first day of the epoch that `epochOf` tells for the same arguments. */
export function epochStart(
  tenant: Tenant,
  of: { purpose: string; index: number; length: number },
  day: number,
): number {
  return epochOf(tenant, of, day) * of.length - epochPhase(tenant, of);
}
