import type { EpochMs } from "../../base/clock.ts";
import type { JsonObject } from "../../base/json.ts";
import { exposureOf, catalogueOf } from "./catalogue.ts";
import { ORPHANS } from "./device.ts";
import { groupChanges, userChanges } from "./directory-change.ts";
import { type Facts, firstFacts, nextFacts } from "./facts.ts";
import { findingsOn } from "./finding.ts";
import { findingRecord } from "./finding-record.ts";
import { groupId, memberRecord } from "./group-record.ts";
import {
  groupSlots,
  listAntivirus,
  listEntraDevices,
  listFindingChanges,
  listGroups,
  listUsers,
} from "./listings.ts";
import { logonsOn } from "./logon.ts";
import { logonRecord } from "./logon-record.ts";
import { machineRecord } from "./machine-record.ts";
import { membersOn } from "./membership.ts";
import { once } from "./once.ts";
import { type Packs, packsOf } from "./packs.ts";
import { organizationRecord } from "./organization-record.ts";
import type { TenantSize } from "./tenant-size.ts";
import { morning } from "./times.ts";

/** How big the simulated tenant is on its first day. */
export type WorldSize = TenantSize;

/** One simulated tenant on one day, as Microsoft's APIs would tell it. A value: it never changes. */
export interface World {
  /** What the generator decided, for the truth alone: a server of the API has no business with it. */
  readonly facts: Facts;
  readonly seed: number;
  readonly size: WorldSize;
  /** 0 is the first day. */
  readonly day: number;
  /** The world's date: 06:00 UTC of its first day and a day more for each `day`. */
  readonly now: EpochMs;
  readonly tenantId: string;
  /** Graph `/organization`, its only row. */
  readonly organization: JsonObject;
  /** Graph `/users` with every selectable field; `manager: { id }` where there is one. */
  readonly users: readonly JsonObject[];
  /** Graph `/groups`. */
  readonly groups: readonly JsonObject[];
  /** Graph `/groups/{id}/members`; empty for an unknown group. */
  membersOf(groupId: string): readonly JsonObject[];
  /** Graph `/devices` with `registeredOwners`. */
  readonly devices: readonly JsonObject[];
  /** Defender `/api/machines`, by ascending id. */
  readonly machines: readonly JsonObject[];
  /** Defender `/api/deviceavinfo`. */
  readonly antivirus: readonly JsonObject[];
  /** Defender `/api/machines/{id}/logonusers`; `undefined` for an unknown machine. */
  logonUsersOf(machineId: string): readonly JsonObject[] | undefined;
  /** Defender `/api/vulnerabilities`. */
  readonly catalogue: readonly JsonObject[];
  /** Rows of the vulnerability export for one machine, computed on demand. */
  findingsOf(machineId: string): readonly JsonObject[];
  /** Machines that the export knows and `/api/machines` does not. */
  readonly orphanMachineIds: readonly string[];
  /** Rows of the vulnerability delta for the days after `day` up to this one, in order of time for each row. */
  findingChangesSince(day: number): Iterable<JsonObject>;
  /** What further permissions tell. */
  readonly packs: Packs;
  /** Rows of `/users/delta` against an earlier day. */
  usersChangedSince(day: number): readonly JsonObject[];
  /** Rows of `/groups/delta` with `members@delta` against an earlier day. */
  groupsChangedSince(day: number): readonly JsonObject[];
}

/** The tenant of a seed on its first day, which is 2 November 2026 where no other is given. */
export function createWorld(size: WorldSize, seed: number, firstMorning?: EpochMs): World {
  return worldOf(firstFacts(size, seed, firstMorning));
}

/** The same tenant one day later. The given day stays as it is. */
export function nextDay(world: World): World {
  return worldOf(nextFacts(world.facts));
}

function worldOf(facts: Facts): World {
  const { tenant, day, orphans } = facts;
  const lists = listings(facts);
  return {
    facts,
    seed: tenant.seed,
    size: tenant.size,
    day,
    now: morning(tenant, day),
    tenantId: tenant.id,
    organization: organizationRecord(tenant, day),
    get users() {
      return lists.users();
    },
    get groups() {
      return lists.groups();
    },
    get devices() {
      return lists.devices();
    },
    get machines() {
      return lists.machines();
    },
    get antivirus() {
      return lists.antivirus();
    },
    get catalogue() {
      return lists.catalogue();
    },
    orphanMachineIds: orphans.map(({ id }) => id),
    ...lookups(facts),
    packs: packsOf(facts),
    findingChangesSince: (since) => listFindingChanges(facts, since),
    usersChangedSince: (since) => userChanges(tenant, { from: since, to: day }),
    groupsChangedSince: (since) => groupChanges(tenant, { from: since, to: day }),
  };
}

/** The big listings, each made when first asked for. */
function listings(facts: Facts) {
  const { tenant, day, devices, software } = facts;
  return {
    users: once(() => listUsers(facts)),
    groups: once(() => listGroups(facts)),
    devices: once(() => listEntraDevices(facts)),
    machines: once(() => devices.map((device) => machineRecord(tenant, device, day))),
    antivirus: once(() => listAntivirus(facts)),
    catalogue: once(() => catalogueOf(software, exposureOf(software, devices))),
  };
}

/** The largest page of members: larger groups are asked for several times, and remembered. */
const largePage = 999;

/** The answers that belong to one machine or group, mostly made anew each time. */
function lookups(facts: Facts): Pick<World, "membersOf" | "logonUsersOf" | "findingsOf"> {
  const { tenant, day, devices, orphans, software } = facts;
  const machines = once(
    () => new Map([...devices, ...orphans].map((device) => [device.id, device])),
  );
  const groups = once(
    () => new Map(groupSlots(facts).map((group) => [groupId(tenant, group), group])),
  );
  const large = new Map<string, readonly JsonObject[]>();
  return {
    membersOf(id) {
      const known = large.get(id);
      if (known !== undefined) return known;
      const group = groups().get(id);
      if (group === undefined) return [];
      const members = membersOn(tenant, group, day).map((member) =>
        memberRecord(tenant, member, day),
      );
      if (members.length > largePage) large.set(id, members);
      return members;
    },
    logonUsersOf(id) {
      const device = machines().get(id);
      const isListed = device !== undefined && device.index < ORPHANS;
      return isListed ? logonsOn(tenant, device, day).map(logonRecord) : undefined;
    },
    findingsOf(id) {
      const device = machines().get(id);
      if (device === undefined) return [];
      return findingsOn(software, device).map((finding) => findingRecord(software, finding));
    },
  };
}
