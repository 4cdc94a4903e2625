import { bornOn, goneOn } from "./population.ts";
import { share } from "./random.ts";
import type { Tenant } from "./tenant.ts";

/** What a group is for; the first twelve are given, so that every tenant has each kind. */
export type GroupKind =
  | "synced"
  | "everyone"
  | "circle"
  | "empty"
  | "devices"
  | "mixed"
  | "team"
  | "security"
  | "roles"
  | "dynamic"
  | "nested";

const GIVEN: readonly GroupKind[] = [
  "synced",
  "synced",
  "everyone",
  "circle",
  "circle",
  "circle",
  "empty",
  "devices",
  "mixed",
  "team",
  "roles",
  "nested",
];

/** Positions of the three groups that contain each other in a circle. */
export const circle = [3, 4, 5] as const;

/** What the group at a position is for. */
export function groupKind(tenant: Tenant, group: number): GroupKind {
  return (
    GIVEN[group] ??
    share<GroupKind>(tenant.roll("group-kind", group), [
      [0.36, "security"],
      [0.26, "team"],
      [0.22, "synced"],
      [0.05, "dynamic"],
      [0.09, "nested"],
      [0.02, "empty"],
    ])
  );
}

/** Whether `/groups` lists the group on a day. */
export function groupExists(tenant: Tenant, group: number, day: number): boolean {
  return bornOn(tenant.groups, group) <= day && day < goneOn(tenant.groups, group);
}

/** Position of the domain that a synchronised group comes from: the first two groups teach the first two. */
export function groupDomain(tenant: Tenant, group: number): 0 | 1 {
  if (group < 2) return group === 0 ? 0 : 1;
  return tenant.roll("group-domain", group) < 0.6 ? 0 : 1;
}
