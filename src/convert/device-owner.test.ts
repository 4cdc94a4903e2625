import { expect, test } from "vitest";
import { ownersOf } from "./device-owner.ts";
import { entraDevice, lines, march } from "./records.fixture.ts";

const machines = new Map([["aad-1", ["m1", "m2"]]]);
const context = {
  machinesByAadDeviceId: (id: string) => machines.get(id) ?? [],
  holdsUser: (id: string) => id !== "u9",
};

test("each held owner owns each machine of the device, and case does not matter", () => {
  const edges = ownersOf(entraDevice({ ownerIds: ["u1", "u2", "u1", "u9"] }), context);
  expect(lines(edges)).toEqual([
    "microsoft_defender_user:u1 OWNS user_endpoint.m1",
    "microsoft_defender_user:u1 OWNS user_endpoint.m2",
    "microsoft_defender_user:u2 OWNS user_endpoint.m1",
    "microsoft_defender_user:u2 OWNS user_endpoint.m2",
  ]);
});

test("the edge carries what Entra knows of the device", () => {
  const [edge] = ownersOf(entraDevice({ manufacturer: " " }), context);
  expect(edge?.properties).toEqual({
    entraObjectId: "object-1",
    aadDeviceId: "AAD-1",
    deviceDisplayName: "PC-1",
    deviceEnabled: true,
    trustType: "AzureAd",
    isCompliant: true,
    isManaged: true,
    model: "Book 3",
    deviceOwnership: "Company",
    operatingSystem: "Windows",
    operatingSystemVersion: "10.0.22631",
    registeredOn: march,
    lastSignInOn: march,
  });
});

test.each([
  ["without a device id", { deviceId: null }],
  ["that Defender does not know", { deviceId: "phone" }],
  ["without an owner", { ownerIds: [] }],
])("a device %s gives no edge", (_, facts) => {
  expect(ownersOf(entraDevice(facts), context)).toEqual([]);
});
