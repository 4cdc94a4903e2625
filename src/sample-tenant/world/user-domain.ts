import { CAST_SIZE, cast } from "./cast.ts";
import { fold, humanName } from "./names.ts";
import { share } from "./random.ts";
import type { Domain, Tenant } from "./tenant.ts";
import { humanOf, kindOf, userExists } from "./user-life.ts";

const CAST_HOMES = new Map<number, number>([
  [cast.twinFirst, 0],
  [cast.twinSecond, 1],
  [cast.unprovenDomain, 2],
  [cast.unprovenTwin, 2],
  [cast.provenTwin, 0],
  [cast.blankFirst, 0],
  [cast.blankSecond, 1],
  [cast.disabled, 0],
  [cast.withoutId, 0],
  [cast.newlyWed, 0],
  [cast.ownedService, 0],
]);

const HOMES: readonly (readonly [number, number | undefined])[] = [
  [0.34, 0],
  [0.16, 1],
  [0.06, 2],
  [0.44, undefined],
];

/** The on-premises domain of the user, `undefined` for one that lives in the cloud alone. */
export function homeOf(tenant: Tenant, slot: number): Domain | undefined {
  const number = homeNumber(tenant, slot);
  return number === undefined ? undefined : tenant.domains[number];
}

/** Like `homeOf`, as the domain's position. */
export function homeNumber(tenant: Tenant, slot: number): number | undefined {
  const kind = kindOf(tenant, slot);
  if (kind === "service") return serviceHome(tenant, slot);
  if (kind !== "person" && kind !== "admin") return undefined;
  const human = humanOf(tenant, slot);
  if (human < CAST_SIZE) return CAST_HOMES.get(human);
  return share(tenant.roll("home", human), HOMES);
}

function serviceHome(tenant: Tenant, slot: number): number | undefined {
  return slot < CAST_SIZE || tenant.roll("home", slot) < 0.7 ? 0 : undefined;
}

const SAM_TWINS = new Map<number, number>([
  [cast.twinSecond, cast.twinFirst],
  [cast.unprovenTwin, cast.provenTwin],
]);

/** The SAM account name: at most 20 characters, distinct in its domain. */
export function samOf(tenant: Tenant, slot: number): string {
  const kind = kindOf(tenant, slot);
  if (kind === "service") return `svc${slot}`;
  if (kind === "admin") return `adm-${samOf(tenant, slot - 1)}`;
  const twin = SAM_TWINS.get(slot) ?? slot;
  const name = humanName(humanOf(tenant, twin), tenant.nameOffset, false);
  const sam = `${fold(name.given).slice(0, 1)}${fold(name.family).slice(0, 8)}${twin}`;
  return slot % 10 === 3 ? `${sam.slice(0, 2).toUpperCase()}${sam.slice(2)}` : sam;
}

/** Whether another user of the tenant has the same SAM account name on a day. */
export function samIsShared(tenant: Tenant, slot: number, day: number): boolean {
  for (const pair of SAM_TWINS) {
    if (pair.includes(slot)) return pair.every((one) => userExists(tenant, one, day));
  }
  return false;
}
