import type { EpochMs } from "../../base/clock.ts";
import type { JsonObject } from "../../base/json.ts";
import type { TenantSize } from "./tenant-size.ts";

/** How big the simulated tenant is on its first day. */
export type WorldSize = TenantSize;

/** One simulated tenant on one day, as Microsoft's APIs would tell it. A value: it never changes. */
export interface World {
  readonly seed: number;
  readonly size: WorldSize;
  /** 0 is the first day. */
  readonly day: number;
  /** The world's date: 2026-11-02T06:00:00Z and a day more for each `day`. */
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
  /** Rows of `/users/delta` against an earlier day. */
  usersChangedSince(day: number): readonly JsonObject[];
  /** Rows of `/groups/delta` with `members@delta` against an earlier day. */
  groupsChangedSince(day: number): readonly JsonObject[];
}

/** The tenant of a seed on its first day. */
export function createWorld(_size: WorldSize, _seed: number): World {
  throw new Error("to follow");
}

/** The same tenant one day later. The given day stays as it is. */
export function nextDay(_world: World): World {
  throw new Error("to follow");
}
