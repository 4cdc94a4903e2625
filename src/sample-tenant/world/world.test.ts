import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../base/json.ts";
import { createWorld, nextDay, type World, type WorldSize } from "./world.ts";

const size: WorldSize = {
  devices: 100,
  users: 100,
  groups: 20,
  cves: 400,
  findingsPerDevice: 30,
  logonsPerDevice: 4,
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value : []);
const ids = (rows: readonly JsonObject[]): readonly string[] => rows.map((row) => text(row["id"]));

function rowsOf(world: World): readonly JsonObject[] {
  return world.machines.flatMap((machine) => world.findingsOf(text(machine["id"])));
}

function logonsOf(world: World): readonly JsonObject[] {
  return ids(world.machines).flatMap((id) => world.logonUsersOf(id) ?? []);
}

function everything(world: World): string {
  return JSON.stringify([
    world.organization,
    world.users,
    world.groups,
    ids(world.groups).map((id) => world.membersOf(id)),
    world.devices,
    world.machines,
    world.antivirus,
    world.catalogue,
    logonsOf(world),
    rowsOf(world),
  ]);
}

const world = createWorld(size, 7);
const machines = world.machines;

describe("a world", () => {
  it("is the same for the same seed, day after day, and another for another", () => {
    const again = createWorld(size, 7);
    expect(everything(again)).toBe(everything(world));
    expect(everything(nextDay(nextDay(again)))).toBe(everything(nextDay(nextDay(world))));
    expect(everything(createWorld(size, 8))).not.toBe(everything(world));
  });

  it("that begins on another day is the same one at other times", () => {
    const later = Date.UTC(2027, 2, 1, 6);
    const moved = nextDay(createWorld(size, 7, later));
    const stayed = nextDay(world);
    const shift = later - world.now;
    expect(moved.now - stayed.now).toBe(shift);
    expect(ids(moved.machines)).toEqual(ids(stayed.machines));
    const seen = ({ machines: rows }: World): readonly number[] =>
      rows.map((row) => Date.parse(text(row["lastSeen"])));
    expect(seen(moved)).toEqual(seen(stayed).map((time) => time + shift));
    expect(logonsOf(moved)).toHaveLength(logonsOf(stayed).length);
  });

  it("does not change when its next day is made", () => {
    const young = createWorld(size, 3);
    const before = everything(young);
    const later = nextDay(nextDay(young));
    expect(later.machines.length).toBeGreaterThan(0);
    expect(everything(young)).toBe(before);
    expect([young.day, later.day]).toEqual([0, 2]);
    expect(later.now - young.now).toBe(2 * 86_400_000);
  });

  it("has as many of everything as asked for", () => {
    expect(machines).toHaveLength(size.devices);
    expect(world.users).toHaveLength(size.users);
    expect(world.groups).toHaveLength(size.groups);
    const withCve = rowsOf(world).filter((row) => row["cveId"] !== null).length / size.devices;
    expect(withCve).toBeGreaterThan(size.findingsPerDevice * 0.85);
    expect(withCve).toBeLessThan(size.findingsPerDevice * 1.15);
    const logons = logonsOf(world).length / size.devices;
    expect(logons).toBeGreaterThan(size.logonsPerDevice * 0.7);
    expect(logons).toBeLessThan(size.logonsPerDevice * 1.3);
  });

  it("has the same machines and people whatever its size", () => {
    const big = createWorld({ ...size, devices: 300, users: 300 }, 7);
    expect(ids(big.machines)).toEqual(expect.arrayContaining([...ids(machines)]));
    expect(ids(big.users).slice(0, size.users)).toEqual(ids(world.users));
  });

  it("may be empty or tiny", () => {
    const none = {
      devices: 0,
      users: 0,
      groups: 0,
      cves: 0,
      findingsPerDevice: 0,
      logonsPerDevice: 0,
    };
    const empty = nextDay(createWorld(none, 1));
    expect([empty.machines, empty.users, empty.groups, empty.catalogue]).toEqual([[], [], [], []]);
    const tiny = nextDay(
      createWorld(
        { ...none, devices: 3, users: 2, cves: 5, findingsPerDevice: 4, logonsPerDevice: 2 },
        1,
      ),
    );
    expect(tiny.machines.length).toBeGreaterThanOrEqual(3);
    expect(everything(tiny)).toBe(everything(tiny));
  });

  it("lists machines by ascending id, each once", () => {
    expect(ids(machines)).toEqual([...new Set(ids(machines))].toSorted());
  });

  it("knows no logons of a machine that it does not list, and no members of an unknown group", () => {
    expect(world.logonUsersOf("0".repeat(40))).toBeUndefined();
    expect(world.logonUsersOf(world.orphanMachineIds[0] ?? "")).toBeUndefined();
    expect(world.membersOf("nothing")).toEqual([]);
    expect(world.findingsOf("nothing")).toEqual([]);
  });

  it("has findings of machines that it does not list", () => {
    const rows = world.orphanMachineIds.flatMap((id) => world.findingsOf(id));
    expect(rows.length).toBeGreaterThan(5);
    expect(ids(machines)).not.toContain(world.orphanMachineIds[0]);
  });

  it("tells in the catalogue how many listed machines a weakness exposes", () => {
    const exposed = new Map<string, Set<string>>();
    for (const row of rowsOf(world)) {
      if (row["cveId"] === null) continue;
      const of = exposed.get(text(row["cveId"])) ?? new Set();
      exposed.set(text(row["cveId"]), of.add(text(row["deviceId"])));
    }
    for (const row of world.catalogue) {
      expect(row["exposedMachines"]).toBe(exposed.get(text(row["id"]))?.size ?? 0);
    }
    const unexposed = world.catalogue.filter((row) => row["exposedMachines"] === 0);
    expect(unexposed.length).toBeGreaterThan(0);
    expect(unexposed.length).toBeLessThan(10);
    const missing = exposed.size - (world.catalogue.length - unexposed.length);
    expect(missing).toBeGreaterThan(0);
    expect(missing).toBeLessThan(5);
  });

  it("has members that exist, but for one whom the app may not read", () => {
    const held = new Set([...ids(world.users), ...ids(world.groups), ...ids(world.devices)]);
    const strangers = ids(world.groups)
      .flatMap((id) => world.membersOf(id))
      .filter((member) => !held.has(text(member["id"])))
      .map((member) => text(text(member["@odata.type"]).split(".").at(-1)));
    expect(strangers.toSorted((one, other) => (one < other ? -1 : 1))).toEqual([
      "orgContact",
      "orgContact",
      "servicePrincipal",
      "servicePrincipal",
      "servicePrincipal",
      "user",
    ]);
  });

  it("names managers and owners that exist", () => {
    const users = new Set(ids(world.users));
    const managers = list(world.users).flatMap((user) => ids(list([user["manager"] ?? []].flat())));
    const owners = world.devices.flatMap((device) => ids(list(device["registeredOwners"])));
    expect(managers.length).toBeGreaterThan(50);
    expect(owners.length).toBeGreaterThan(20);
    expect([...managers, ...owners].filter((id) => !users.has(id))).toEqual([]);
  });

  it("has a group of more than a thousand when there are that many people", () => {
    const crowd = createWorld({ ...size, devices: 5, users: 1500 }, 2);
    const sizes = ids(crowd.groups).map((id) => crowd.membersOf(id).length);
    expect(Math.max(...sizes)).toBeGreaterThan(1000);
  });
});
