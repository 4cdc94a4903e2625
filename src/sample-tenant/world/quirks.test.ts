import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../base/json.ts";
import { createWorld } from "./world.ts";

const size = {
  devices: 100,
  users: 100,
  groups: 20,
  cves: 400,
  findingsPerDevice: 30,
  logonsPerDevice: 4,
};

type Test = (row: JsonObject) => boolean;

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(text) : []);

describe.each([1, 2, 7, 42])("a tenant of 100 devices of seed %i", (seed) => {
  const world = createWorld(size, seed);
  const machineIds = world.machines.map((machine) => text(machine["id"]));
  const logons = machineIds.flatMap((id) => world.logonUsersOf(id) ?? []);
  const rows = machineIds.flatMap((id) => world.findingsOf(id));

  it.each<[string, Test]>([
    ["without a name", (row) => row["computerDnsName"] === null],
    ["with a blank name", (row) => row["computerDnsName"] === ""],
    ["with a full name", (row) => text(row["computerDnsName"]).includes(".")],
    [
      "with a name in capitals",
      (row) => /^[A-Z0-9-]+\.[A-Z.]+$/.test(text(row["computerDnsName"])),
    ],
    ["that was merged", (row) => row["mergedIntoMachineId"] !== null],
    ["that may be a duplicate", (row) => row["isPotentialDuplication"] === true],
    ["with a blank tag", (row) => JSON.stringify(row["machineTags"]) === '[""]'],
    [
      "that is joined without an id",
      (row) => row["isAadJoined"] === true && row["aadDeviceId"] === null,
    ],
    ["that may or may not be joined", (row) => row["isAadJoined"] === null],
    [
      "merely discovered, yet active",
      (row) =>
        row["onboardingStatus"] === "CanBeOnboarded" &&
        row["healthStatus"] === "Active" &&
        row["agentVersion"] === "1.1500",
    ],
    [
      "outside of any device group",
      (row) => row["rbacGroupId"] === 0 && row["rbacGroupName"] === null,
    ],
    ["with Ubuntu 20.4", (row) => row["osPlatform"] === "Ubuntu" && row["version"] === "20.4"],
    ["with Ubuntu 20.04", (row) => row["osPlatform"] === "Ubuntu" && row["version"] === "20.04"],
    [
      "with Red Hat",
      (row) => row["osPlatform"] === "RedHatEnterpriseLinux" && row["osBuild"] === null,
    ],
    ["with macOS", (row) => row["osPlatform"] === "macOS"],
    ["with an old Windows server", (row) => row["osPlatform"] === "WindowsServer2012R2"],
    ["first seen in the year 1", (row) => row["firstSeen"] === "0001-01-01T00:00:00Z"],
    ["without antivirus status", (row) => !("defenderAvStatus" in row)],
    ["with antivirus status", (row) => "defenderAvStatus" in row],
    ["without adapters", (row) => list(row["ipAddresses"]).length === 0],
    ["in Azure", (row) => typeof row["vmMetadata"] === "object" && row["vmMetadata"] !== null],
    ["excluded", (row) => row["isExcluded"] === true],
    ["inactive", (row) => row["healthStatus"] === "Inactive"],
    ["last seen at 7 decimals", (row) => /\.\d{7}Z$/.test(text(row["lastSeen"]))],
    ["last seen at 3 decimals", (row) => /\.\d{3}Z$/.test(text(row["lastSeen"]))],
  ])("has a machine %s", (_what, test) => {
    expect(world.machines.some(test)).toBe(true);
  });

  it("has machines of 32 keys, or one less, and never an osVersion", () => {
    const counts = new Set(world.machines.map((machine) => Object.keys(machine).length));
    expect(counts).toEqual(new Set([31, 32]));
    expect(world.machines.every((machine) => machine["osVersion"] === null)).toBe(true);
  });

  it("has a chain of two merges, and an Azure machine whose subscription only its resource tells", () => {
    const merged = new Map(
      world.machines.map((row) => [text(row["id"]), text(row["mergedIntoMachineId"])]),
    );
    const chains = [...merged.values()].filter(
      (next) => merged.get(merged.get(next) ?? "") !== undefined && merged.get(next) !== "",
    );
    expect(chains.length).toBeGreaterThan(0);
    const hidden = world.machines.filter((row) =>
      JSON.stringify(row["vmMetadata"]).includes('"subscriptionId":null'),
    );
    expect(JSON.stringify(hidden[0]?.["vmMetadata"])).toMatch(/\/subscriptions\/[0-9a-f-]{36}\//);
  });

  it("has two live machines of one name", () => {
    const names = world.machines
      .map((row) => text(row["computerDnsName"]).toLowerCase())
      .filter(Boolean);
    expect(new Set(names).size).toBeLessThan(names.length);
  });

  it.each(["", "127.0.0.1", "::1", "192.168.178.20"])(
    "has an adapter with the address '%s'",
    (ip) => {
      const adapters = world.machines.flatMap((machine) => list(machine["ipAddresses"]));
      expect(adapters.some((adapter) => adapter["ipAddress"] === ip)).toBe(true);
    },
  );

  it("has adapters with MAC addresses of every shape", () => {
    const macs = world.machines
      .flatMap((machine) => list(machine["ipAddresses"]))
      .map((one) => one["macAddress"]);
    expect(macs).toContain(null);
    expect(macs).toContain("");
    expect(macs).toContain("000000000000");
    expect(macs.some((mac) => text(mac).length === 16)).toBe(true);
    expect(macs.some((mac) => /^[0-9A-F]{12}$/.test(text(mac)))).toBe(true);
  });

  it.each<[string, Test]>([
    [
      "a guest",
      (row) => row["userType"] === "Guest" && text(row["userPrincipalName"]).includes("#EXT#"),
    ],
    ["a user of no type", (row) => row["userType"] === null],
    ["a disabled user", (row) => row["accountEnabled"] === false],
    [
      "an admin account",
      (row) =>
        text(row["userPrincipalName"]).startsWith("adm.") &&
        row["mail"] === null &&
        text(row["employeeId"]).startsWith("e"),
    ],
    [
      "the synchronisation account",
      (row) => text(row["displayName"]).startsWith("On-Premises Directory"),
    ],
    ["a health mailbox", (row) => text(row["displayName"]).startsWith("HealthMailbox")],
    ["a resource account", (row) => row["isResourceAccount"] === true],
    ["a shared mailbox", (row) => row["employeeType"] === "Shared"],
    [
      "a service account with an employee id",
      (row) => text(row["displayName"]).startsWith("Service ") && text(row["employeeId"]) !== "",
    ],
    ["a user without mail", (row) => row["mail"] === null && row["userType"] === "Member"],
    ["a blank employee id", (row) => row["employeeId"] === " "],
    [
      "a synchronised user",
      (row) => text(row["onPremisesSecurityIdentifier"]).startsWith("S-1-5-21-"),
    ],
    ["a cloud user", (row) => row["onPremisesSamAccountName"] === null],
    ["a user created at an unknown time", (row) => row["createdDateTime"] === null],
    ["a top without a manager", (row) => !("manager" in row)],
    ["an accented name", (row) => /[éèüöñøłçß]/i.test(text(row["displayName"]))],
    [
      "two mailboxes of one address",
      (row) => texts(row["proxyAddresses"]).some((one) => /^smtp:[A-Z.]+@/.test(one)),
    ],
  ])("has %s", (_what, test) => {
    expect(world.users.some(test)).toBe(true);
  });

  it("has two users of one SAM account name, and two of one display name", () => {
    const sams = world.users.map((user) => text(user["onPremisesSamAccountName"])).filter(Boolean);
    const names = world.users.map((user) => text(user["displayName"]));
    expect(new Set(sams).size).toBeLessThan(sams.length);
    expect(new Set(names).size).toBeLessThan(names.length);
  });

  it("has groups of every kind", () => {
    const types = world.groups.flatMap((group) => texts(group["groupTypes"]));
    expect(new Set(types)).toEqual(new Set(["Unified", "DynamicMembership"]));
    const domains = world.groups.map(
      (group) => `${text(group["onPremisesNetBiosName"])} ${text(group["onPremisesDomainName"])}`,
    );
    expect(new Set(domains).size).toBe(3);
    const sizes = world.groups.map((group) => world.membersOf(text(group["id"])).length);
    expect(Math.min(...sizes)).toBe(0);
    expect(Math.max(...sizes)).toBeGreaterThan(60);
  });

  it("has Entra devices with no, one and two owners, phones, and ids in capitals", () => {
    const owners = world.devices.map((device) => list(device["registeredOwners"]).length);
    expect(new Set(owners)).toEqual(new Set([0, 1, 2]));
    const known = new Set(world.machines.map((machine) => machine["aadDeviceId"]));
    const strange = world.devices.map((device) => text(device["deviceId"]));
    expect(strange.some((id) => !known.has(id.toLowerCase()))).toBe(true);
    expect(strange.some((id) => id !== id.toLowerCase() && known.has(id.toLowerCase()))).toBe(true);
  });

  it.each<[string, Test]>([
    ["of the cloud by display name", (row) => /^azuread\\\p{L}+$/u.test(text(row["id"]))],
    ["of the cloud by principal name", (row) => /^azuread\\.+@/.test(text(row["id"]))],
    [
      "by principal name alone",
      (row) => /^[^\\]+@/.test(text(row["id"])) && row["accountDomain"] === "",
    ],
    ["by SAM account name alone", (row) => /^[^\\@]+$/.test(text(row["id"]))],
    [
      "of a domain by its DNS name",
      (row) => /^corp\.[a-z]+\.com$/.test(text(row["accountDomain"])),
    ],
    ["of an unproven domain", (row) => row["accountDomain"] === "woodgrove"],
    [
      "of the machine itself, with a space",
      (row) => row["accountName"] === "local admin" && row["isDomainAdmin"] === true,
    ],
    ["of the system", (row) => row["id"] === "nt authority\\system"],
    ["of a window manager", (row) => row["accountDomain"] === "window manager"],
    ["of a computer", (row) => text(row["accountName"]).endsWith("$")],
    ["with several kinds of logon", (row) => row["logonTypes"] === "Network, RemoteInteractive"],
    ["cut to 20 letters", (row) => row["accountName"] === "maximilianovenkatara"],
  ])("has an account %s", (_what, test) => {
    expect(logons.some(test)).toBe(true);
  });

  it("has machines with nobody, one account on many machines, and never a SID", () => {
    expect(machineIds.some((id) => world.logonUsersOf(id)?.length === 0)).toBe(true);
    const counts = new Map<string, number>();
    for (const logon of logons)
      counts.set(text(logon["id"]), (counts.get(text(logon["id"])) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBeGreaterThan(5);
    expect(logons.every((logon) => logon["accountSid"] === null)).toBe(true);
  });

  it.each<[string, Test]>([
    [
      "without a weakness",
      (row) => row["cveId"] === null && row["vulnerabilitySeverityLevel"] === null,
    ],
    ["of a weakness that is no CVE", (row) => text(row["cveId"]).startsWith("TVM-")],
    ["with a KB", (row) => /^\d{7}$/.test(text(row["recommendedSecurityUpdateId"]))],
    ["with an RHSA", (row) => text(row["recommendedSecurityUpdateId"]).startsWith("RHSA-")],
    ["with a USN", (row) => text(row["recommendedSecurityUpdateId"]).startsWith("USN-")],
    [
      "with a user's registry",
      (row) => texts(row["registryPaths"]).some((path) => path.startsWith("HKEY_USERS\\S-1-")),
    ],
    ["in more than ten places", (row) => texts(row["diskPaths"]).length > 10],
    [
      "first seen to the second",
      (row) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text(row["firstSeenTimestamp"])),
    ],
    [
      "first seen to seven decimals",
      (row) => /:\d\d\.\d{7}$/.test(text(row["firstSeenTimestamp"])),
    ],
    ["of a whole score", (row) => Number.isInteger(row["cvssScore"])],
    [
      "of a broken score",
      (row) => row["cvssScore"] !== null && !Number.isInteger(row["cvssScore"]),
    ],
    ["that has no exploit", (row) => row["exploitabilityLevel"] === "NoExploit"],
    ["that has a public exploit", (row) => row["exploitabilityLevel"] === "ExploitIsPublic"],
    ["that has a verified exploit", (row) => row["exploitabilityLevel"] === "ExploitIsVerified"],
    [
      "that is in a kit and critical",
      (row) =>
        row["exploitabilityLevel"] === "ExploitIsInKit" &&
        row["vulnerabilitySeverityLevel"] === "Critical",
    ],
  ])("has a finding %s", (_what, test) => {
    expect(rows.some(test)).toBe(true);
  });

  it("has machines where two programs share a weakness, and rows each once", () => {
    const pairs = rows
      .filter((row) => row["cveId"] !== null)
      .map((row) => `${text(row["deviceId"])} ${text(row["cveId"])}`);
    expect(new Set(pairs).size).toBeLessThan(pairs.length);
    expect(new Set(rows.map((row) => row["id"])).size).toBe(rows.length);
  });
});
