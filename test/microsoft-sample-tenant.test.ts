import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Clock } from "../src/base/clock.ts";
import { silent } from "../src/base/log.ts";
import { hostsOf } from "../src/microsoft/cloud.ts";
import type { Finding } from "../src/microsoft/finding.ts";
import type { IncompleteWalk } from "../src/microsoft/incomplete-walk.ts";
import { openTenant, type Tenant, type TenantOptions } from "../src/microsoft/tenant.ts";
import type { Fault } from "../src/sample-tenant/fault.ts";
import { startSampleTenant, type SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import { selfSigned } from "./support/certificate.ts";
import { collect, rejection } from "./support/provider.ts";

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
};
/** Retries without their waits. */
const hasty: Clock = { ...clock, sleep: (ms, signal) => clock.sleep(Math.min(ms, 5), signal) };
const speed = 6_000;

let sample: SampleTenant;
let tenant: Tenant;
beforeAll(async () => {
  sample = await startSampleTenant({
    clock,
    speed,
    devices: 300,
    users: 1_100,
    groups: 45,
    cves: 300,
  });
  tenant = open();
});
afterEach(() => sample.setFaults({}));
afterAll(async () => {
  await tenant.close();
  await sample.close();
});

function open(options: Partial<TenantOptions> = {}): Tenant {
  const { authorityUrl, graphUrl, defenderUrl, defenderAudience } = sample;
  return openTenant({
    hosts: hostsOf("commercial", {
      authority: authorityUrl,
      graph: graphUrl,
      defender: defenderUrl,
      defenderAudience,
    }),
    tenantId: sample.tenantId,
    clientId: sample.clientId,
    credential: { kind: "secret", secret: sample.clientSecret },
    clock: hasty,
    random: () => 0.5,
    log: silent,
    rateFactor: speed,
    ...options,
  });
}

interface Row {
  readonly [field: string]: unknown;
}

function idOf(row: Row | undefined, field = "id"): string {
  const id = row?.[field];
  return typeof id === "string" ? id : "";
}

function idsOf(rows: readonly Row[], field = "id"): readonly string[] {
  return [...new Set(rows.map((row) => idOf(row, field)))].toSorted();
}

const lists: readonly (readonly [
  string,
  () => Promise<readonly string[]>,
  () => readonly string[],
])[] = [
  [
    "the organization",
    async () => (await collect(tenant.organization())).items.map(({ id }) => id),
    () => [sample.tenantId],
  ],
  [
    "users",
    async () => (await collect(tenant.users())).items.map(({ id }) => id),
    () => idsOf(sample.world().users),
  ],
  [
    "groups",
    async () => (await collect(tenant.groups())).items.map(({ id }) => id),
    () => idsOf(sample.world().groups),
  ],
  [
    "Entra devices",
    async () => (await collect(tenant.entraDevices())).items.map(({ id }) => id),
    () => idsOf(sample.world().devices),
  ],
  [
    "machines",
    async () => (await collect(tenant.machines())).items.map(({ id }) => id),
    () => idsOf(sample.world().machines),
  ],
  [
    "antivirus health",
    async () => (await collect(tenant.antivirus())).items.map(({ machineId }) => machineId),
    () => idsOf(sample.world().antivirus, "machineId"),
  ],
  [
    "the catalogue",
    async () => (await collect(tenant.catalogue())).items.map(({ id }) => id),
    () => idsOf(sample.world().catalogue),
  ],
];

test.each(lists)("%s: everything that there is", async (_name, read, truth) => {
  expect((await read()).toSorted()).toEqual(truth());
});

test("managers, owners and members are those of the tenant", async () => {
  const world = sample.world();
  const { items: users } = await collect(tenant.users());
  const managed = world.users.filter((user) => user["manager"] !== undefined);
  expect(users.filter((user) => user.managerId !== null)).toHaveLength(managed.length);
  const { items: devices } = await collect(tenant.entraDevices());
  const owned = world.devices.map((device) => (device["registeredOwners"] as unknown[]).length);
  expect(devices.reduce((sum, device) => sum + device.ownerIds.length, 0)).toBe(
    owned.reduce((a, b) => a + b, 0),
  );
  const ids = world.groups.map((group) => idOf(group));
  const { items } = await collect(tenant.groupMembers(ids));
  const read = items.filter((group) => group.kind === "members");
  expect(read).toHaveLength(ids.length);
  for (const { groupId, members } of read) {
    expect(members.map(({ id }) => id).toSorted()).toEqual(idsOf(world.membersOf(groupId)));
  }
});

test("every machine's logon users are read, none where Defender has none", async () => {
  const world = sample.world();
  const ids = world.machines.map((machine) => idOf(machine));
  const { items } = await collect(tenant.logons(ids));
  const expected = ids.reduce((sum, id) => sum + (world.logonUsersOf(id)?.length ?? 0), 0);
  expect(items.reduce((sum, { users }) => sum + (users?.length ?? 0), 0)).toBe(expected);
  expect(await tenant.logonUsers("0".repeat(40))).toBeNull();
});

function keyOf(finding: Finding): string {
  const { machineId, softwareVendor, softwareName, softwareVersion, cveId } = finding;
  return [machineId, softwareVendor, softwareName, softwareVersion, cveId].join("|");
}

async function findings(machineCount: number, from = tenant): Promise<readonly Finding[]> {
  const machineIds = sample.world().machines.map((machine) => idOf(machine));
  const { items } = await collect(from.findings({ machineCount, machineIds }));
  return items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

test("files and pages tell the same findings, to the last field", async () => {
  const files = await findings(1_000_000);
  const pages = await findings(1);
  const told = sample.statistics().endpoints;
  expect(told["defender.findingExport"]?.calls).toBeGreaterThan(0);
  expect(told["defender.findings"]?.calls).toBeGreaterThan(0);
  expect(files.length).toBeGreaterThan(5_000);
  expect(files).toEqual(pages);
});

test("the documented limits were never exceeded", () => {
  expect(sample.statistics().throttled).toBe(0);
});

const passing: readonly Fault[] = [
  { kind: "http500", probability: 0.1 },
  { kind: "http503", probability: 0.05 },
  { kind: "reset", probability: 0.1 },
  { kind: "truncated", probability: 0.1 },
  { kind: "cut", probability: 0.05 },
  { kind: "garbage", probability: 0.05 },
  { kind: "http401", times: 1 },
  { kind: "http429", times: 3, retryAfterSeconds: 0.01 },
];

test.each(lists)("%s: everything, although calls fail now and then", async (_name, read, truth) => {
  sample.setFaults({ seed: 7, faults: passing });
  expect((await read()).toSorted()).toEqual(truth());
});

const fileFaults: readonly Fault[] = [
  { kind: "expiredSas", times: 1 },
  { kind: "brokenGzip", times: 1 },
  { kind: "emptyFile", times: 1 },
  { kind: "missingPart", times: 1 },
  { kind: "truncated", endpoint: "*file*", times: 1 },
];

test.each(fileFaults)("the export survives $kind", async (fault) => {
  const truth = await findings(1);
  sample.setFaults({ faults: [fault] });
  const read = open();
  expect((await findings(1_000_000, read)).map(keyOf)).toEqual(truth.map(keyOf));
  await read.close();
});

test("an expired page token restarts the listing", async () => {
  sample.resetStatistics();
  sample.setFaults({ faults: [{ kind: "expiredPageToken", times: 2 }] });
  expect((await collect(tenant.users())).items).toHaveLength(sample.world().users.length);
  expect(sample.statistics().endpoints["graph.users"]?.statuses).toEqual({ 200: 4, 400: 2 });
});

test("machines that move under the walk leave it incomplete", async () => {
  sample.setFaults({ faults: [{ kind: "shrink", after: 1 }] });
  const error = (await rejection(collect(tenant.machines()))) as IncompleteWalk;
  expect(error).toMatchObject({ code: "incomplete_walk", reason: "shrunk" });
});

test.each([
  ["Machine.Read.All", () => collect(tenant.machines()), "Cannot read machines"],
  ["Vulnerability.Read.All", () => findings(1), "Cannot read vulnerabilities"],
  [
    "User.Read.All",
    () => tenant.logonUsers(idOf(sample.world().machines[0])),
    "Cannot read logon users",
  ],
  ["Directory.Read.All", () => collect(tenant.users()), "Cannot read users"],
])("without %s its name is told", async (role, read, words) => {
  sample.setFaults({ faults: [{ kind: "revokeRole", role }] });
  expect(await rejection(read())).toMatchObject({
    code: "permission_missing",
    permission: role,
    message: expect.stringContaining(words),
  });
});

test("a tenant without active Defender is told as such", async () => {
  sample.setFaults({ faults: [{ kind: "inactiveAccount" }] });
  expect(await rejection(collect(tenant.machines()))).toMatchObject({ code: "defender_inactive" });
});

test.each([
  ["secret_wrong", { credential: { kind: "secret", secret: "wrong" } }],
  ["client_unknown", { clientId: "00000000-1111-4222-8333-444444444444" }],
  ["tenant_unknown", { tenantId: "00000000-1111-4222-8333-444444444444" }],
  ["tenant_malformed", { tenantId: "not a tenant" }],
] as const)("%s", async (code, options) => {
  const wrong = open(options);
  expect(await rejection(collect(wrong.users()))).toMatchObject({ code });
  await wrong.close();
});

test("tokens of two seconds are enough, and so is a certificate", async () => {
  const { certificate, privateKey } = selfSigned();
  const other = await startSampleTenant({
    clock,
    limits: "off",
    tokenLifetimeSeconds: 2,
    certificate,
    latencyMs: 25,
  });
  const hosts = hostsOf("commercial", {
    authority: other.authorityUrl,
    graph: other.graphUrl,
    defender: other.defenderUrl,
  });
  const credential = { kind: "certificate", certificate, privateKey } as const;
  const { tenantId, clientId } = other;
  const read = open({
    hosts,
    tenantId,
    clientId,
    credential,
    clock,
    rateFactor: Number.POSITIVE_INFINITY,
  });
  const ids = other.world().machines.map((machine) => idOf(machine));
  for (let round = 0; round < 4; round += 1) {
    expect((await collect(read.logons(ids))).receipt.received).toBe(ids.length);
  }
  expect(other.statistics().endpoints["token"]?.calls).toBeLessThan(8);
  await read.close();
  await other.close();
});
