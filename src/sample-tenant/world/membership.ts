import { type Device, deviceAt, deviceExists } from "./device.ts";
import { entraLists } from "./device-owner.ts";
import { epochOf, epochStart } from "./device-report.ts";
import { type GroupKind, circle, groupDomain, groupExists, groupKind } from "./group-life.ts";
import { everUpTo } from "./population.ts";
import { at } from "./random.ts";
import type { Tenant } from "./tenant.ts";
import { homeNumber } from "./user-domain.ts";
import { kindOf, userEnabled, userExists } from "./user-life.ts";

/** A direct member of a group: a position among the users, the groups or the computers, or a stranger by number. */
export interface Member {
  readonly kind: "user" | "group" | "device" | "servicePrincipal" | "orgContact" | "unreadable";
  readonly index: number;
}

/** The direct members of a group on a day, each once. */
export function membersOn(tenant: Tenant, group: number, day: number): readonly Member[] {
  return MEMBERS[groupKind(tenant, group)](tenant, group, day);
}

type Listing = (tenant: Tenant, group: number, day: number) => readonly Member[];

const seated: Listing = (tenant, group, day) =>
  rotating(tenant, group, { day, size: sizeOf(tenant, group) });

const MEMBERS: Readonly<Record<GroupKind, Listing>> = {
  synced,
  everyone: (tenant, _group, day) => everyone(tenant, day),
  circle: (tenant, group, day) => [
    ...circleNext(tenant, group, day),
    ...rotating(tenant, group, { day, size: 3 }),
  ],
  empty: () => [],
  devices: (tenant, _group, day) => computers(tenant, day),
  mixed: (_tenant, _group, day) => strangers(day),
  team: seated,
  security: seated,
  dynamic: seated,
  roles: (tenant, _group, day) => admins(tenant, day),
  nested: (tenant, group, day) => [
    ...nested(tenant, group, day),
    ...rotating(tenant, group, { day, size: 4 }),
  ],
};

function users(slots: Iterable<number>): readonly Member[] {
  return [...slots].map((index) => ({ kind: "user", index }));
}

function slotsOn(tenant: Tenant, day: number): readonly number[] {
  const count = everUpTo(tenant.users, day);
  return Array.from({ length: count }, (_, slot) => slot).filter((slot) =>
    userExists(tenant, slot, day),
  );
}

function everyone(tenant: Tenant, day: number): readonly Member[] {
  const staff = slotsOn(tenant, day).filter(
    (slot) => kindOf(tenant, slot) === "person" && userEnabled(tenant, slot, day),
  );
  return users(staff);
}

function admins(tenant: Tenant, day: number): readonly Member[] {
  return users(
    slotsOn(tenant, day).filter((slot) => slot < 400 && kindOf(tenant, slot) === "admin"),
  );
}

function circleNext(tenant: Tenant, group: number, day: number): readonly Member[] {
  const place = circle.findIndex((one) => one === group);
  const next = at(circle, (place + 1) % circle.length);
  return groupExists(tenant, next, day) ? [{ kind: "group", index: next }] : [];
}

/** Some heavy groups, many light ones. */
function sizeOf(tenant: Tenant, group: number): number {
  const roll = tenant.roll("group-size", group);
  return 3 + Math.floor(70 * roll * roll * roll * roll);
}

/** Members who are replaced by others one by one, each about every 80 days. */
function rotating(
  tenant: Tenant,
  group: number,
  of: { day: number; size: number },
): readonly Member[] {
  return users(rotatingSlots(tenant, group, of));
}

function rotatingSlots(
  tenant: Tenant,
  group: number,
  of: { day: number; size: number },
): ReadonlySet<number> {
  const slots = new Set<number>();
  for (let seat = 0; seat < of.size; seat++) {
    const turn = { purpose: `seat-${seat}`, index: group, length: 80 };
    const since = Math.max(epochStart(tenant, turn, of.day), 0);
    const roll = tenant.roll(turn.purpose, group, epochOf(tenant, turn, of.day));
    const slot = Math.floor(roll * everUpTo(tenant.users, since));
    if (userExists(tenant, slot, of.day)) slots.add(slot);
  }
  return slots;
}

function synced(tenant: Tenant, group: number, day: number): readonly Member[] {
  const domain = groupDomain(tenant, group);
  const size = group < 2 ? 60 : sizeOf(tenant, group) * 2;
  const slots = [...rotatingSlots(tenant, group, { day, size })];
  return users(slots.filter((slot) => homeNumber(tenant, slot) === domain));
}

function nested(tenant: Tenant, group: number, day: number): readonly Member[] {
  const inner = new Set<number>(group < 12 ? [0, 1, circle[0]] : []);
  for (let seat = 0; seat < 2; seat++) {
    inner.add(Math.floor(tenant.roll("inner-group", group, seat) * tenant.groups.initial));
  }
  return [...inner]
    .filter((index) => index !== group && groupExists(tenant, index, day))
    .map((index) => ({ kind: "group", index }));
}

/** The first computers that Entra lists. */
function computers(tenant: Tenant, day: number): readonly Member[] {
  const listed: Device[] = [];
  const count = everUpTo(tenant.machines, day);
  for (let index = 0; index < count && listed.length < 24; index++) {
    const device = deviceAt(tenant, index);
    if (entraLists(device) && index < tenant.machines.initial) listed.push(device);
  }
  return listed
    .filter(({ index }) => deviceExists(tenant, index, day))
    .map(({ index }) => ({ kind: "device", index }));
}

function strangers(day: number): readonly Member[] {
  const late: readonly Member[] = day >= 2 ? [{ kind: "servicePrincipal", index: 3 }] : [];
  return [
    { kind: "servicePrincipal", index: 0 },
    { kind: "servicePrincipal", index: 1 },
    { kind: "servicePrincipal", index: 2 },
    ...late,
    { kind: "orgContact", index: 0 },
    { kind: "orgContact", index: 1 },
    { kind: "unreadable", index: 0 },
  ];
}
