import { afterEach, beforeEach, expect, test } from "vitest";
import { collect, startProvider, tenantAt, type Provider } from "../../test/support/provider.ts";
import type { Listing } from "./page.ts";
import type { Tenant } from "./tenant.ts";

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

/** Serves records at a path, `$skip` understood, and reads them. */
async function read<Item>(
  path: string,
  records: readonly object[],
  list: (tenant: Tenant) => Listing<Item>,
) {
  provider.on(path, ({ query }) => ({
    json: { value: records.slice(Number(query.get("$skip") ?? 0)) },
  }));
  const tenant = tenantAt(provider);
  const { items } = await collect(list(tenant));
  return { items, notices: tenant.notices() };
}

test("an organization's sizes, domains and null synchronisation are read", async () => {
  const record = {
    id: "t",
    displayName: "Contoso",
    onPremisesSyncEnabled: null,
    directorySizeQuota: { used: 12, total: 50_000 },
    verifiedDomains: [{ name: "contoso.com", isDefault: true, isInitial: false }],
    privacyProfile: null,
  };
  const { items, notices } = await read("/v1.0/organization", [record], (tenant) =>
    tenant.organization(),
  );
  expect(items[0]).toMatchObject({
    id: "t",
    onPremisesSyncEnabled: null,
    directorySizeUsed: 12,
    verifiedDomains: [{ name: "contoso.com", isDefault: true, isInitial: false }],
  });
  expect(notices).toEqual([]);
});

test("users are selected by name, so that accountEnabled and userType arrive", async () => {
  const record = {
    id: "u",
    accountEnabled: false,
    manager: { "@odata.type": "#microsoft.graph.user", id: "m" },
    employeeOrgData: { costCenter: "CC1", division: "" },
    proxyAddresses: ["SMTP:a@contoso.com", ""],
    futureField: { kept: true },
  };
  const { items } = await read("/v1.0/users", [record], (tenant) => tenant.users());
  const query = provider.to("/v1.0/users")[0]?.query;
  expect(query?.get("$select")?.split(",")).toEqual(
    expect.arrayContaining(["accountEnabled", "userType"]),
  );
  expect(query?.get("$expand")).toBe("manager($select=id)");
  expect(query?.get("$top")).toBe("999");
  expect(items[0]).toMatchObject({
    accountEnabled: false,
    managerId: "m",
    costCenter: "CC1",
    division: null,
    proxyAddresses: ["SMTP:a@contoso.com"],
    raw: { futureField: { kept: true } },
  });
});

test("a device with twenty owners is asked for the rest of them", async () => {
  const owners = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `o${index}` }));
  provider.on("/v1.0/devices/d/registeredOwners", () => ({ json: { value: owners(23) } }));
  const records = [
    { id: "d", deviceId: "D", registeredOwners: owners(20) },
    {
      id: "e",
      registeredOwners: [
        { id: "u" },
        { id: "s", "@odata.type": "#microsoft.graph.servicePrincipal" },
      ],
    },
  ];
  const { items } = await read("/v1.0/devices", records, (tenant) => tenant.entraDevices());
  expect(items.map((device) => device.ownerIds.length)).toEqual([23, 1]);
});

test("a machine's oddities do no harm", async () => {
  const machine = {
    id: "m",
    computerDnsName: "",
    osVersion: null,
    rbacGroupId: "17",
    version: 22,
    machineTags: [""],
    lastSeen: "2026-10-31T09:00:15.1234567Z",
    firstSeen: "0001-01-01T00:00:00Z",
    ipAddresses: [
      { ipAddress: "", macAddress: "000000000000", type: null, operationalStatus: "Up" },
    ],
    vm_metadata: {
      vmId: "v",
      resourceId: "/subscriptions/SUB/resourceGroups/r",
      subscriptionId: null,
    },
    isAadJoined: { odd: true },
  };
  const { items, notices } = await read(
    "/api/machines",
    [machine, { id: "n", rbacGroupId: "18" }],
    (tenant) => tenant.machines(),
  );
  expect(items[0]).toMatchObject({
    computerDnsName: null,
    rbacGroupId: 17,
    version: "22",
    machineTags: [],
    lastSeenOn: Date.UTC(2026, 9, 31, 9, 0, 15, 123),
    firstSeenOn: null,
    ipAddresses: [
      { ipAddress: null, macAddress: "000000000000", type: null, operationalStatus: "Up" },
    ],
    vmMetadata: { subscriptionId: "SUB" },
    isAadJoined: null,
  });
  expect(notices).toEqual([
    { collection: "machines", field: "version", problem: "expected text, got number", count: 1 },
    {
      collection: "machines",
      field: "rbacGroupId",
      problem: "expected number, got string",
      count: 2,
    },
    {
      collection: "machines",
      field: "isAadJoined",
      problem: "expected boolean, got object",
      count: 1,
    },
  ]);
});

test("antivirus codes and words become names and booleans", async () => {
  const records = [
    {
      machineId: "a",
      avMode: "0",
      avIsSignatureUpToDate: "True",
      avIsEngineUpToDate: "Unknown",
      quickScanTime: "2026-10-31 09:00:15",
    },
    { machineId: "b", avMode: "", avIsSignatureUpToDate: "False" },
  ];
  const { items, notices } = await read("/api/deviceavinfo", records, (tenant) =>
    tenant.antivirus(),
  );
  expect(items).toMatchObject([
    {
      mode: "Active",
      signatureUpToDate: true,
      engineUpToDate: null,
      quickScanOn: Date.UTC(2026, 9, 31, 9, 0, 15),
    },
    { mode: null, signatureUpToDate: false },
  ]);
  expect(notices).toEqual([]);
});

test("the catalogue takes a list or a text for the supportability, and scores of any age", async () => {
  const records = [
    {
      id: "CVE-1",
      cvssV3: 9.8,
      EPSS: 0.5,
      cveSupportability: "Supported",
      exploitTypes: ["Remote"],
    },
    { id: "TVM-2", CveSupportability: ["Not Supported"], publishedOn: "2026-10-31T00:00:00Z" },
  ];
  const { items } = await read("/api/vulnerabilities", records, (tenant) => tenant.catalogue());
  expect(items).toMatchObject([
    { id: "CVE-1", cvssV3: 9.8, epss: 0.5, cveSupportability: "Supported" },
    { id: "TVM-2", cveSupportability: "Not Supported", exploitTypes: [], epss: null },
  ]);
});

test("logon users are split into domain, name and types", async () => {
  const value = [
    {
      id: "contoso\\ada",
      accountName: "ada",
      accountDomain: "contoso",
      logonTypes: "Network, RemoteInteractive",
      accountSid: null,
    },
    { id: "bob", logonTypes: null },
  ];
  provider.on("/api/machines/m/logonusers", () => ({ json: { value } }));
  const users = await tenantAt(provider).logonUsers("m");
  expect(users).toMatchObject([
    { accountDomain: "contoso", accountName: "ada", logonTypes: ["Network", "RemoteInteractive"] },
    { id: "bob", accountDomain: "", accountName: "bob", logonTypes: [] },
  ]);
});

test("a machine that this endpoint does not know has no data, after a second try", async () => {
  expect(await tenantAt(provider).logonUsers("gone")).toBeNull();
  expect(provider.to("/api/machines/gone/logonusers")).toHaveLength(2);
});

test("a flaky 404 is forgiven", async () => {
  provider.script("/api/machines/m/logonusers", [{ status: 404 }, { json: { value: [] } }]);
  expect(await tenantAt(provider).logonUsers("m")).toEqual([]);
});

test("many machines' logon users come with a receipt", async () => {
  provider.on("/api/machines/a/logonusers", () => ({ json: { value: [{ id: "d\\x" }] } }));
  const { items, receipt } = await collect(tenantAt(provider).logons(["a", "gone"]));
  expect(items.map(({ machineId, users }) => [machineId, users?.length])).toEqual([
    ["a", 1],
    ["gone", undefined],
  ]);
  expect(receipt.received).toBe(2);
});
