import { CAST_SIZE, cast } from "./cast.ts";
import { bornOn, goneOn } from "./population.ts";
import { share } from "./random.ts";
import type { Tenant } from "./tenant.ts";

/**
 * What a directory user stands for. An `admin` is the admin account and an `alias` the second mailbox of the human
 * whose user is the one before it.
 */
export type UserKind =
  | "person"
  | "admin"
  | "alias"
  | "guest"
  | "service"
  | "room"
  | "shared"
  | "resource"
  | "sync"
  | "health";

const CAST_KINDS = new Map<number, UserKind>([
  [cast.chiefAdmin, "admin"],
  [cast.sync, "sync"],
  [cast.ownedService, "service"],
  [cast.room, "room"],
  [cast.guest, "guest"],
  [cast.secondMailbox, "alias"],
  [cast.resource, "resource"],
  [cast.shared, "shared"],
  [cast.looseAdmin, "admin"],
  [cast.healthMailbox, "health"],
  [cast.invitedGuest, "guest"],
]);

const SHARES: readonly (readonly [number, UserKind])[] = [
  [0.83, "person"],
  [0.055, "admin"],
  [0.05, "guest"],
  [0.03, "service"],
  [0.01, "room"],
  [0.01, "shared"],
  [0.015, "alias"],
];

/** The kind of the user at a position. */
export function kindOf(tenant: Tenant, slot: number): UserKind {
  if (slot < CAST_SIZE) return CAST_KINDS.get(slot) ?? "person";
  const kind = share(tenant.roll("user-kind", slot), SHARES);
  if (kind !== "admin" && kind !== "alias") return kind;
  return mayFollow(tenant, slot) ? kind : "person";
}

/** Whether the user before is a human's first one and belongs to the same generation. */
function mayFollow(tenant: Tenant, slot: number): boolean {
  if (slot <= CAST_SIZE || slot === tenant.users.initial) return false;
  return share(tenant.roll("user-kind", slot - 1), SHARES) === "person";
}

/** The position of the human's first user: for an admin account and a second mailbox the one before. */
export function humanOf(tenant: Tenant, slot: number): number {
  const kind = kindOf(tenant, slot);
  return kind === "admin" || kind === "alias" ? slot - 1 : slot;
}

/**
 * The position that identifies the employee: like `humanOf`, save for an admin account that nothing ties to its
 * human. `undefined` for users that stand for no employee.
 */
export function employeeOf(tenant: Tenant, slot: number): number | undefined {
  const kind = kindOf(tenant, slot);
  if (kind === "person" || slot === cast.looseAdmin) return slot;
  return kind === "admin" || kind === "alias" ? slot - 1 : undefined;
}

/** The first day on which the user is disabled; users disabled from the start are another matter. */
export function leavesOn(tenant: Tenant, slot: number): number {
  return goneOn(tenant.users, humanOf(tenant, slot));
}

/** The first day on which `/users` no longer lists the user. Admin accounts are forgotten two days longer. */
export function removedOn(tenant: Tenant, slot: number): number {
  return leavesOn(tenant, slot) + (kindOf(tenant, slot) === "admin" ? 4 : 2);
}

/** Whether `/users` lists the user on a day. */
export function userExists(tenant: Tenant, slot: number, day: number): boolean {
  return bornOn(tenant.users, slot) <= day && day < removedOn(tenant, slot);
}

/** Whether the user may sign in on a day. */
export function userEnabled(tenant: Tenant, slot: number, day: number): boolean {
  const human = humanOf(tenant, slot);
  if (human === cast.disabled || kindOf(tenant, slot) === "shared") return false;
  if (human >= CAST_SIZE && tenant.roll("disabled", human) < 0.03) return false;
  return day < leavesOn(tenant, slot);
}
