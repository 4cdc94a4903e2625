import { afterAll, beforeAll, expect, test } from "vitest";
import {
  allRows,
  askToken,
  defenderReader,
  goodForm,
  graphReader,
  ManualClock,
  type Reader,
  send,
  smallTenant,
} from "./fixture.ts";
import { callOf } from "./call.ts";
import { FaultBook } from "./fault-book.ts";
import { answerMembers } from "./graph-directory.ts";
import { bodyText, type Reply } from "./reply.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

let tenant: SampleTenant;
let read: Reader;
const clock = new ManualClock();

beforeAll(async () => {
  tenant = await smallTenant({ clock, users: 150 });
  read = await graphReader(tenant);
});
afterAll(() => tenant.close());

test("organization is a collection of one", async () => {
  const answer = await read("/v1.0/organization");
  expect(answer.value).toEqual([tenant.world().organization]);
  expect(answer.headers["x-ms-resource-unit"]).toBe("1");
  expect(answer.headers["request-id"]).toEqual(expect.any(String));
});

test("users without $select have the eleven default fields", async () => {
  const { value } = await read("/v1.0/users?$top=1");
  expect(Object.keys(value[0] ?? {}).toSorted()).toEqual([
    "businessPhones",
    "displayName",
    "givenName",
    "id",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
  ]);
});

test("a query without $select= loses the fields, as a real mistake does", async () => {
  const { value } = await read("/v1.0/users?accountEnabled%2CuserType");
  expect(value[0]).not.toHaveProperty("accountEnabled");
});

test("users come in pages of 100, or of $top up to 999", async () => {
  const first = await read("/v1.0/users");
  expect(first.value).toHaveLength(100);
  expect(first.body["@odata.nextLink"]).toMatch(/\/v1\.0\/users\?\$skiptoken=/);
  const all = await allRows(read, "/v1.0/users?$select=id&$top=7");
  expect(all.map((user) => user["id"])).toEqual(tenant.world().users.map((user) => user["id"]));
  const whole = await read("/v1.0/users?$top=999");
  expect(whole.value).toHaveLength(tenant.world().users.length);
  expect(whole.body).not.toHaveProperty("@odata.nextLink");
  expect((await read("/v1.0/users?$top=1000")).status).toBe(400);
});

test("a next link keeps $select, $expand and $top", async () => {
  const { body } = await read("/v1.0/users?$select=id&$expand=manager($select=id)&$top=5");
  const next = new URL(textOf(body["@odata.nextLink"]));
  expect(Object.fromEntries(next.searchParams)).toMatchObject({
    $select: "id",
    $expand: "manager($select=id)",
    $top: "5",
  });
});

test("an expanded manager has the selected fields; who has none has no such key", async () => {
  const users = await allRows(read, "/v1.0/users?$select=id&$expand=manager($select=id)&$top=999");
  const managed = users.filter((user) => "manager" in user);
  expect(managed.length).toBeGreaterThan(0);
  expect(managed.length).toBeLessThan(users.length);
  expect(managed[0]?.["manager"]).toEqual({
    "@odata.type": "#microsoft.graph.user",
    id: expect.any(String),
  });
});

test.each([
  ["$skip", "/v1.0/users?$skip=10", "400 BadRequest"],
  ["an unknown field", "/v1.0/users?$select=id,shoeSize", "400 BadRequest"],
  ["a field that collections do not have", "/v1.0/users?$select=skills", "501 NotImplemented"],
  ["signInActivity", "/v1.0/users?$select=id,signInActivity", "403 Authorization_RequestDenied"],
  ["an unknown group", "/v1.0/groups/none/members", "404 Request_ResourceNotFound"],
  ["an unknown segment", "/v1.0/nothing", "400 BadRequest"],
])("%s is refused with Graph's error body", async (_name, path, expected) => {
  const answer = await read(path, { headers: { "client-request-id": "mine" } });
  expect(`${answer.status} ${answer.code}`).toBe(expected);
  expect(answer.body).toMatchObject({ error: { innerError: { "client-request-id": "mine" } } });
});

test("the count comes on the first page only, and only to advanced queries", async () => {
  const headers = { ConsistencyLevel: "eventual" };
  const first = await read("/v1.0/users?$count=true&$top=10", { headers });
  expect(first.body["@odata.count"]).toBe(tenant.world().users.length);
  const second = await read(textOf(first.body["@odata.nextLink"]), { headers });
  expect(second.body).not.toHaveProperty("@odata.count");
  expect((await read("/v1.0/users?$count=true&$top=10")).body).not.toHaveProperty("@odata.count");
});

test("members carry their type and the selected fields that they have", async () => {
  const groups = await allRows(read, "/v1.0/groups?$select=id,visibility");
  const open = groups.filter((group) => group["visibility"] !== "HiddenMembership");
  for (const group of open) {
    const members = await allRows(
      read,
      `/v1.0/groups/${textOf(group["id"])}/members?$select=id&$top=3`,
    );
    const known = tenant.world().membersOf(textOf(group["id"]));
    expect(members.map((member) => member["id"])).toEqual(known.map((member) => member["id"]));
    expect(
      members.every((member) => textOf(member["@odata.type"]).startsWith("#microsoft.graph.")),
    ).toBe(true);
  }
});

test("devices expand their owners, twenty at most", async () => {
  const plain = await allRows(read, "/v1.0/devices?$select=id,deviceId");
  expect(Object.keys(plain[0] ?? {})).toEqual(["id", "deviceId"]);
  const devices = await allRows(
    read,
    "/v1.0/devices?$expand=registeredOwners($select=id)&$top=999",
  );
  const owned = devices.flatMap((device) => JSON.parse(JSON.stringify(device["registeredOwners"])));
  expect(owned.length).toBeGreaterThan(0);
  expect(owned[0]).toEqual({ "@odata.type": "#microsoft.graph.user", id: expect.any(String) });
});

test("Graph compresses with gzip when it may", async () => {
  const zipped = await read("/v1.0/groups", { headers: { "accept-encoding": "gzip, deflate" } });
  expect(zipped.headers["content-encoding"]).toBe("gzip");
  expect(zipped.value.length).toBeGreaterThan(0);
  const plain = await read("/v1.0/groups");
  expect(plain.headers["content-encoding"]).toBeUndefined();
});

test("a page token does not outlive the day", async () => {
  const own = await smallTenant();
  const reading = await graphReader(own);
  const { body } = await reading("/v1.0/users?$top=5");
  own.evolve();
  const answer = await reading(textOf(body["@odata.nextLink"]));
  expect([answer.status, answer.code]).toEqual([400, "Directory_ExpiredPageToken"]);
  await own.close();
});

test("tokens that are missing, garbled, expired or for another API are 401", async () => {
  const url = `${tenant.graphUrl}/v1.0/organization`;
  expect((await send(url)).message).toBe("Access token is empty.");
  const garbled = await send(url, { headers: { authorization: "Bearer a.b.c" } });
  expect([garbled.status, garbled.code]).toEqual([401, "InvalidAuthenticationToken"]);
  expect(garbled.message).toBe("CompactToken parsing failed with error code: 80049217");
  const wrong = await (await defenderReader(tenant))(url);
  expect([wrong.status, wrong.message]).toEqual([
    401,
    "Access token validation failure. Invalid audience.",
  ]);
  const form = goodForm(tenant, "https://graph.microsoft.com");
  const token = textOf((await askToken(tenant, form)).body["access_token"]);
  await clock.sleep(3_600_000);
  const expired = await send(url, { headers: { authorization: `Bearer ${token}` } });
  expect([expired.status, expired.message]).toEqual([
    401,
    "Lifetime validation failed, the token is expired.",
  ]);
  read = await graphReader(tenant);
});

test("hidden members are refused until Member.Read.Hidden is granted", async () => {
  const faults = new FaultBook();
  const world = {
    ...tenant.world(),
    groups: [{ id: "secret", visibility: "HiddenMembership" }],
    membersOf: () => [{ "@odata.type": "#microsoft.graph.user", id: "anna" }],
  };
  const urls = { graph: tenant.graphUrl };
  // The world has no such group, so this tenant is made of what the answer needs.
  const hiding = { world, faults, urls, clock, roles: [], requestId: () => "id" };
  const call = callOf("/v1.0/groups/secret/members", { method: "GET", headers: {}, body: "" });
  const answer = (): Reply =>
    answerMembers({ ...call, fired: new Map(), parts: ["secret"] }, hiding);
  expect(answer().status).toBe(403);
  expect(bodyText(answer())).toContain("Authorization_RequestDenied");
  faults.set({ faults: [{ kind: "grantRole", role: "Member.Read.Hidden" }] });
  expect(answer().status).toBe(200);
  expect(bodyText(answer())).toContain("anna");
});

test("sign-in activity is given, 120 rows a page, once AuditLog.Read.All is granted", async () => {
  tenant.setFaults({ faults: [{ kind: "grantRole", role: "AuditLog.Read.All" }] });
  const answer = await read("/v1.0/users?$select=id,signInActivity&$top=999");
  expect(answer.status).toBe(200);
  expect(answer.value).toHaveLength(120);
  tenant.setFaults({});
});
