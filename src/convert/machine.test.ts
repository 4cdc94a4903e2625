import { describe, expect, test } from "vitest";
import { antivirusProperties, machineOf, survivors } from "./machine.ts";
import { address, antivirus, lines, machine, march, propertiesAt } from "./records.fixture.ts";

const context = { tenantId: "tenant-1", survivorOf: () => null };

function endpoint(facts: Parameters<typeof machine>[0]) {
  return propertiesAt(machineOf(machine(facts), context).entities, "user_endpoint.m1");
}

function agent(facts: Parameters<typeof machine>[0], more = {}) {
  const { entities } = machineOf(machine(facts), { ...context, ...more });
  return propertiesAt(entities, "microsoft_defender_machine:m1");
}

const laptop = {
  computerDnsName: "PC-1.Contoso.com",
  firstSeenOn: march,
  lastSeenOn: march,
  onboardingStatus: "Onboarded",
  osPlatform: "Windows11",
  version: "23H2",
  osBuild: 22_631,
  osArchitecture: "64-bit",
  riskScore: "High",
  machineTags: ["vip", ""],
  lastExternalIpAddress: "203.0.113.7",
};

test("a machine is an agent on a device", () => {
  const { entities, relationships } = machineOf(machine(laptop), context);
  expect(entities.map(({ key, type, classes }) => [key, type, classes])).toEqual([
    ["microsoft_defender_machine:m1", "microsoft_defender_machine", ["HostAgent"]],
    ["user_endpoint.m1", "user_endpoint", ["Device"]],
  ]);
  expect(lines(relationships)).toEqual([
    "microsoft_defender_account:tenant-1 HAS microsoft_defender_machine:m1",
    "microsoft_defender_machine:m1 MANAGES user_endpoint.m1",
  ]);
});

test("the device tells what its class requires, null where Defender does not tell", () => {
  expect(endpoint(laptop)).toEqual({
    id: "m1",
    name: "PC-1.Contoso.com",
    displayName: "PC-1.Contoso.com",
    computerDnsName: "PC-1.Contoso.com",
    webLink: "https://security.microsoft.com/machines/m1",
    firstSeenOn: march,
    lastSeenOn: march,
    onboardingStatus: "Onboarded",
    managed: true,
    machineTags: ["vip"],
    riskScore: "High",
    osPlatform: "Windows11",
    osVersion: "23H2",
    version: "23H2",
    osBuild: 22_631,
    osArchitecture: "64-bit",
    lastExternalIpAddress: "203.0.113.7",
    category: "endpoint",
    deviceId: "m1",
    hostname: "pc-1",
    fqdn: ["pc-1.contoso.com"],
    make: null,
    model: null,
    serial: null,
    osType: "windows",
    platform: "windows",
    osName: "Windows 11",
    osDetails: "Windows 11 23H2 build 22631 64-bit",
    ipv4Addresses: null,
    ipv6Addresses: null,
    macAddresses: null,
    publicIpAddresses: null,
    privateIpAddresses: null,
  });
});

test("a machine about which nothing is known is called by its id", () => {
  expect(agent({})).toEqual({
    id: "m1",
    name: "m1",
    displayName: "m1",
    webLink: "https://security.microsoft.com/machines/m1",
    lastSeenOn: null,
    osVersion: null,
    function: [],
    merged: false,
  });
  expect(endpoint({})).toMatchObject({ hostname: null, fqdn: null, osType: null, osDetails: null });
});

test("a short name is a host but no full name", () => {
  expect(endpoint({ computerDnsName: "PC-1" })).toMatchObject({ hostname: "pc-1", fqdn: null });
});

test("an operating system without a release is told by its name alone", () => {
  expect(endpoint({ osPlatform: "Ubuntu" })["osDetails"]).toBe("Ubuntu");
});

test("osVersion wins over version", () => {
  expect(agent({ osVersion: "10.0", version: "22H2" })["osVersion"]).toBe("10.0");
});

describe("onboarding", () => {
  test("an onboarded agent has functions", () => {
    expect(agent({ onboardingStatus: "Onboarded" })["function"]).toEqual([
      "activity-monitor",
      "anti-malware",
      "endpoint-protection",
      "vulnerability-detection",
    ]);
  });

  test("a machine that was merely discovered is not managed and does nothing", () => {
    const discovered = { onboardingStatus: "CanBeOnboarded", healthStatus: "Active" };
    expect(agent(discovered)).toMatchObject({ managed: false, function: [] });
    expect(endpoint(discovered)["managed"]).toBe(false);
  });
});

describe("antivirus", () => {
  test("is told on the agent", () => {
    expect(agent({}, { antivirus: antivirus() })).toMatchObject({
      avMode: "Active",
      avSignatureUpToDate: false,
      avSignatureUpdatedOn: march,
      quickScanResult: "Completed",
    });
  });

  test("what comes from there is known by name, so that it can be kept when it was not read", () => {
    const told = Object.keys(agent({}, { antivirus: antivirus() }));
    const untold = Object.keys(agent({}));
    expect(told.filter((name) => !untold.includes(name))).toEqual(antivirusProperties.toSorted());
  });
});

describe("addresses", () => {
  const ipAddresses = [
    address({ ipAddress: "192.168.1.5", macAddress: "0A1B2C3D4E5F" }),
    address({ ipAddress: "fe80::1", macAddress: "0A1B2C3D4E5F", type: "Other" }),
    address({ ipAddress: "2a02::1", type: null }),
    address({ ipAddress: "203.0.113.9" }),
    address({ ipAddress: "127.0.0.1", macAddress: "AAAAAAAAAAAA", type: "SoftwareLoopback" }),
    address({ ipAddress: "", macAddress: "00000000000000E0", type: "Tunnel" }),
  ];

  test("are split by family and reach, and adapters on private networks keep their MAC address", () => {
    expect(endpoint({ ipAddresses })).toMatchObject({
      ipv4Addresses: ["192.168.1.5", "203.0.113.9"],
      ipv6Addresses: ["2a02::1", "fe80::1"],
      publicIpAddresses: ["203.0.113.9", "2a02::1"],
      privateIpAddresses: ["192.168.1.5", "fe80::1"],
      macAddresses: ["0A:1B:2C:3D:4E:5F"],
    });
  });

  test("are on the agent too, under JupiterOne's names for it", () => {
    expect(agent({ ipAddresses })).toMatchObject({
      ipAddress: ["192.168.1.5", "203.0.113.9", "2a02::1", "fe80::1"],
      macAddress: ["0A:1B:2C:3D:4E:5F"],
    });
  });
});

describe("virtual machine", () => {
  const vm = { vmId: "vm-1", cloudProvider: "Azure", resourceId: null, subscriptionId: null };
  const resourceId = "/subscriptions/sub-1/resourceGroups/rg/providers/x";

  test.each([
    [{ ...vm, subscriptionId: "sub-2", resourceId }, "sub-2"],
    [{ ...vm, resourceId }, "sub-1"],
    [vm, undefined],
    [null, undefined],
  ])("its subscription is read from the resource id where needed", (vmMetadata, subscription) => {
    expect(agent({ vmMetadata })["subscriptionId"]).toBe(subscription);
  });
});

describe("merged machine", () => {
  const merged = machine({ id: "m2", mergedIntoMachineId: "m1" });

  test("has no device of its own and manages the survivor's", () => {
    const made = machineOf(merged, { ...context, survivorOf: () => "m9" });
    expect(made.entities.map(({ key }) => key)).toEqual(["microsoft_defender_machine:m2"]);
    expect(made.entities[0]?.properties).toMatchObject({ merged: true, mergedIntoMachineId: "m1" });
    expect(lines(made.relationships)).toContain(
      "microsoft_defender_machine:m2 MANAGES user_endpoint.m9",
    );
  });

  test("manages nothing where the survivor is unknown", () => {
    expect(machineOf(merged, context).relationships).toHaveLength(1);
  });
});

describe("survivor", () => {
  const survivorOf = survivors([
    { id: "a", mergedIntoMachineId: "b" },
    { id: "b", mergedIntoMachineId: "c" },
    { id: "c", mergedIntoMachineId: null },
    { id: "a", mergedIntoMachineId: null },
    { id: "lost", mergedIntoMachineId: "nowhere" },
    { id: "x", mergedIntoMachineId: "y" },
    { id: "y", mergedIntoMachineId: "x" },
    { id: "self", mergedIntoMachineId: "self" },
  ]);

  test("is at the end of the chain", () => {
    expect(survivorOf("a")).toBe("c");
    expect(survivorOf("b")).toBe("c");
    expect(survivorOf("c")).toBe("c");
  });

  test.each(["lost", "x", "self", "unheard of"])("of %s is nobody", (id) => {
    expect(survivorOf(id)).toBeNull();
  });
});
