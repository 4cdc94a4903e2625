import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../base/json.ts";
import { truthOf } from "./truth.ts";
import { createWorld, nextDay, type World } from "./world.ts";

const size = {
  devices: 200,
  users: 200,
  groups: 40,
  cves: 400,
  findingsPerDevice: 20,
  logonsPerDevice: 4,
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value : []);

function daysOf(seed: number, count: number): readonly World[] {
  const worlds = [createWorld(size, seed)];
  for (let day = 1; day <= count; day++)
    worlds.push(nextDay(worlds.at(-1) ?? createWorld(size, seed)));
  return worlds;
}

const pairsOf = (worlds: readonly World[]) =>
  worlds.slice(1).map((after, at) => [worlds[at] ?? after, after] as const);

/** How many of the wanted are not there. */
function missingFrom(present: ReadonlySet<unknown>, wanted: ReadonlySet<unknown>): number {
  return [...wanted].filter((one) => !present.has(one)).length;
}

function keysByType(world: World): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  for (const line of truthOf(world)) {
    const keys = types.get(line._type) ?? new Set();
    types.set(line._type, keys.add(line._key));
  }
  return types;
}

function exported(world: World): Map<string, string> {
  const machines = [
    ...world.machines.map((machine) => text(machine["id"])),
    ...world.orphanMachineIds,
  ];
  const rows = machines.flatMap((id) => world.findingsOf(id));
  return new Map(rows.map((row) => [text(row["id"]), JSON.stringify(row)]));
}

describe.each([1, 7])("the days of seed %i", (seed) => {
  const worlds = daysOf(seed, 6);

  it("lose less than 15 % of any sort of thing, or fewer than ten of a rare one", () => {
    for (const [before, after] of pairsOf(worlds)) {
      const later = keysByType(after);
      for (const [type, keys] of keysByType(before)) {
        const lost = [...keys].filter((key) => !later.get(type)?.has(key)).length;
        expect({ type, lost }).toEqual({
          type,
          lost: Math.min(lost, Math.max(9, Math.floor(keys.size * 0.15))),
        });
      }
    }
  });

  it("each add something and take something away", () => {
    for (const [before, after] of pairsOf(worlds)) {
      const [earlier, later] = [keysByType(before), keysByType(after)];
      const all = (types: Map<string, Set<string>>) =>
        new Set([...types.values()].flatMap((keys) => [...keys]));
      expect(missingFrom(all(earlier), all(later))).toBeGreaterThan(0);
      expect(missingFrom(all(later), all(earlier))).toBeGreaterThan(0);
    }
  });

  it("bring and take machines, users and groups", () => {
    const [first, last] = [worlds[0], worlds.at(-1)];
    for (const of of ["machines", "users", "groups"] as const) {
      const before = new Set(first?.[of].map((row) => row["id"]));
      const after = new Set(last?.[of].map((row) => row["id"]));
      expect(missingFrom(before, after)).toBeGreaterThan(0);
      expect(missingFrom(after, before)).toBeGreaterThan(0);
    }
  });

  it("keep when a machine was first seen, and move on when it was last seen", () => {
    for (const [before, after] of pairsOf(worlds)) {
      const later = new Map(after.machines.map((row) => [row["id"], row]));
      const both = before.machines.flatMap((row) => [[row, later.get(row["id"])] as const]);
      const stayed = both.filter(([, row]) => row !== undefined);
      expect(stayed.every(([old, row]) => old["firstSeen"] === row?.["firstSeen"])).toBe(true);
      expect(stayed.every(([old, row]) => text(old["lastSeen"]) <= text(row?.["lastSeen"]))).toBe(
        true,
      );
      const advanced = stayed.filter(([old, row]) => old["lastSeen"] !== row?.["lastSeen"]).length;
      expect(advanced).toBeGreaterThan(stayed.length * 0.7);
    }
  });

  it("change the logons of no machine that did not report", () => {
    for (const [before, after] of pairsOf(worlds)) {
      const later = new Map(after.machines.map((row) => [row["id"], row["lastSeen"]]));
      const silent = before.machines.filter((row) => later.get(row["id"]) === row["lastSeen"]);
      expect(silent.length).toBeGreaterThan(5);
      for (const { id } of silent) {
        expect(after.logonUsersOf(text(id))).toEqual(before.logonUsersOf(text(id)));
      }
    }
  });

  it("are told by the findings' changes exactly, event by event", () => {
    const [first, last] = [worlds[0], worlds.at(-1)];
    if (first === undefined || last === undefined) throw new Error("no days");
    const rows = exported(first);
    const statuses = new Set<string>();
    for (const { status, eventTimestamp, ...row } of last.findingChangesSince(0)) {
      statuses.add(text(status));
      expect(text(eventTimestamp)).toMatch(/^2026-11-0\dT\d\d:\d\d:\d\dZ$/);
      if (status === "Fixed") rows.delete(text(row["id"]));
      else rows.set(text(row["id"]), JSON.stringify(row));
    }
    expect(rows).toEqual(exported(last));
    expect(statuses).toEqual(new Set(["New", "Fixed", "Updated"]));
  });

  it("are told by the findings' changes in order of time for each row", () => {
    const seen = new Map<string, string>();
    for (const row of worlds.at(-1)?.findingChangesSince(2) ?? []) {
      const [id, at] = [text(row["id"]), text(row["eventTimestamp"])];
      expect(at > (seen.get(id) ?? "")).toBe(true);
      seen.set(id, at);
    }
  });

  it("are told by the users' changes exactly", () => {
    const [first, last] = [worlds[1], worlds.at(-1)];
    const users = new Map(first?.users.map((user) => [text(user["id"]), JSON.stringify(user)]));
    for (const row of last?.usersChangedSince(1) ?? []) {
      if ("@removed" in row) users.delete(text(row["id"]));
      else users.set(text(row["id"]), JSON.stringify(row));
    }
    expect(users).toEqual(
      new Map(last?.users.map((user) => [text(user["id"]), JSON.stringify(user)])),
    );
  });

  it("are told by the groups' changes exactly", () => {
    const [first, last] = [worlds[0], worlds.at(-1)];
    if (first === undefined || last === undefined) throw new Error("no days");
    const memberIds = (world: World) =>
      new Map(
        world.groups.map(({ id }) => [
          text(id),
          new Set(world.membersOf(text(id)).map((one) => text(one["id"]))),
        ]),
      );
    const members = memberIds(first);
    for (const row of last.groupsChangedSince(0)) {
      const id = text(row["id"]);
      if ("@removed" in row) members.delete(id);
      else if (!members.has(id)) members.set(id, new Set());
      for (const member of list(row["members@delta"])) {
        if ("@removed" in member) members.get(id)?.delete(text(member["id"]));
        else members.get(id)?.add(text(member["id"]));
      }
    }
    expect(members).toEqual(memberIds(last));
  });

  it("rename people, whose object id stays", () => {
    const [first, last] = [worlds[0], worlds.at(-1)];
    const before = new Map(first?.users.map((user) => [user["id"], user]));
    const renamed = last?.users.filter((user) => {
      const old = before.get(user["id"]);
      return old !== undefined && old["mail"] !== user["mail"];
    });
    expect(renamed?.length).toBeGreaterThanOrEqual(1);
    for (const user of renamed ?? []) {
      const old = before.get(user["id"]);
      expect(text(user["userPrincipalName"])).not.toBe(text(old?.["userPrincipalName"]));
      expect(JSON.stringify(user["proxyAddresses"])).toContain(`smtp:${text(old?.["mail"])}`);
    }
  });
});

it("no change is told against the same day", () => {
  const world = nextDay(createWorld(size, 5));
  expect([...world.findingChangesSince(1)]).toEqual([]);
  expect(world.usersChangedSince(1)).toEqual([]);
  expect(world.groupsChangedSince(1)).toEqual([]);
});
