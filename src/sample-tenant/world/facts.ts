import type { EpochMs } from "../../base/clock.ts";
import { type Device, ORPHANS, deviceAt, deviceExists } from "./device.ts";
import { everUpTo } from "./population.ts";
import { type Software, densityOf, softwareOn } from "./software.ts";
import { type Tenant, tenantOf } from "./tenant.ts";
import type { TenantSize } from "./tenant-size.ts";

/** What the generator decided about a tenant and a day: what the records and the truth are made from. */
export interface Facts {
  readonly tenant: Tenant;
  readonly day: number;
  /** See `Software.density`. */
  readonly density: number;
  /** Every machine that has ever been listed up to this day, by position. */
  readonly everyDevice: readonly Device[];
  /** The machines that `/api/machines` lists, by ascending id. */
  readonly devices: readonly Device[];
  /** Machines of the finding export alone. */
  readonly orphans: readonly Device[];
  readonly software: Software;
}

/** The facts of a tenant's first day. */
export function firstFacts(size: TenantSize, seed: number, firstMorning?: EpochMs): Facts {
  const tenant = tenantOf(size, seed, firstMorning);
  const orphans = size.devices < 20 ? 0 : 1 + Math.floor(size.devices / 1000);
  return factsOn(0, {
    tenant,
    density: densityOf(tenant),
    everyDevice: [],
    orphans: Array.from({ length: orphans }, (_, number) => deviceAt(tenant, ORPHANS + number)),
  });
}

/** The facts of the day after. */
export function nextFacts(facts: Facts): Facts {
  return factsOn(facts.day + 1, facts);
}

function factsOn(
  day: number,
  known: Pick<Facts, "tenant" | "density" | "everyDevice" | "orphans">,
): Facts {
  const { tenant, density, orphans } = known;
  const everyDevice = [...known.everyDevice];
  const count = everUpTo(tenant.machines, day);
  while (everyDevice.length < count) everyDevice.push(deviceAt(tenant, everyDevice.length));
  const devices = everyDevice
    .filter(({ index }) => deviceExists(tenant, index, day))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return {
    tenant,
    day,
    density,
    everyDevice,
    devices,
    orphans,
    software: softwareOn(tenant, day, density),
  };
}
