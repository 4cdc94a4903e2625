import { STAGE_SIZE, cast, stage } from "./cast.ts";
import { type Device, deviceExists } from "./device.ts";
import { habituesOn } from "./habitue.ts";
import { bornOn } from "./population.ts";
import type { Tenant } from "./tenant.ts";
import { kindOf, userExists } from "./user-life.ts";

const STAGE_OWNERS = new Map<number, readonly number[]>([
  [stage.plain, [cast.chief]],
  [stage.namesakeOwned, [cast.namesakeOwner]],
  [stage.ambiguousFirst, [cast.ambiguousFirst]],
  [stage.ambiguousSecond, [cast.ambiguousSecond]],
  [stage.twoOwners, [cast.newlyWed, cast.nextWed]],
  [stage.shoutedId, [cast.guestReport]],
  [stage.guestOwned, [cast.guest]],
  [stage.longName, [cast.longName]],
  [stage.mac, [cast.twoMailboxes]],
]);

/** From this position on: devices of Entra that Defender has never seen, one for the phone of each of some users. */
export const PHONES = 2_000_000_000;

/** Whether Entra lists a record for the computer at a position; some were deleted there and stay in Defender. */
export function entraLists(device: Pick<Device, "index" | "entra" | "join">): boolean {
  if (device.entra !== device.index || device.join === "none") return false;
  return device.index < STAGE_SIZE || device.index % 89 !== 3;
}

/** Whether the user carries a phone that Entra knows. */
export function hasPhone(tenant: Tenant, slot: number): boolean {
  return slot % 9 === 4 && kindOf(tenant, slot) === "person";
}

/** The users whom Entra names as owners of the computer's record, whether or not they still exist. */
function registered(tenant: Tenant, device: Pick<Device, "index" | "join">): readonly number[] {
  const { index, join } = device;
  if (index < STAGE_SIZE) return STAGE_OWNERS.get(index) ?? [];
  if (tenant.roll("owned", index) > (join === "azure" ? 0.9 : 0.25)) return [];
  const first = habituesOn(tenant, index, bornOn(tenant.machines, index)).present;
  const second = habituesOn(tenant, index + 1, 0).present;
  if (first === undefined) return [];
  return index % 33 === 8 && second !== undefined && second !== first ? [first, second] : [first];
}

/** The owners of the Entra record at a position on a day. */
export function entraOwnersOn(
  tenant: Tenant,
  record: Pick<Device, "index" | "join">,
  day: number,
): readonly number[] {
  return registered(tenant, record).filter((slot) => userExists(tenant, slot, day));
}

/** The owners that Entra names for a machine of Defender on a day: those of the record it shares an id with. */
export function ownersOn(tenant: Tenant, device: Device, day: number): readonly number[] {
  const { entra, join } = device;
  if (entra === undefined || !deviceExists(tenant, entra, day)) return [];
  return entraLists({ index: entra, entra, join })
    ? entraOwnersOn(tenant, { index: entra, join }, day)
    : [];
}
