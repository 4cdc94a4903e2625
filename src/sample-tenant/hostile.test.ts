import { afterAll, beforeAll, expect, test } from "vitest";
import { defenderReader, graphReader, type Reader, send, smallTenant } from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

let tenant: SampleTenant;
let graph: Reader;
let defender: Reader;

beforeAll(async () => {
  tenant = await smallTenant({ devices: 20, users: 20, groups: 4, limits: "off" });
  graph = await graphReader(tenant);
  defender = await defenderReader(tenant);
});
afterAll(() => tenant.close());

test.each(["/v1.0/users/%zz", "/v1.0/groups/%/members", "/v1.0/users/%E4%B8"])(
  "Graph answers 404 to %s",
  async (path) => {
    expect((await graph(path)).code).toBe("Request_ResourceNotFound");
  },
);

test("Defender answers 404 to an address whose encoding is broken", async () => {
  expect((await defender("/api/machines/%zz/logonusers")).code).toBe("ResourceNotFound");
});

test("a broken address inside a batch spoils only its own request", async () => {
  const requests = ["/users/%zz", "/organization?$select=id"].map((url, at) => ({
    id: String(at),
    method: "GET",
    url,
  }));
  const answer = await graph("/v1.0/$batch", {
    method: "POST",
    body: JSON.stringify({ requests }),
  });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.text).responses).toMatchObject([
    { id: "1", status: 200, body: { value: [{ id: tenant.tenantId }] } },
    { id: "0", status: 404 },
  ]);
});

test("a tenant or a client whose encoding is broken is refused as any other wrong one", async () => {
  const token = (named: string, headers = {}): ReturnType<typeof send> =>
    send(`${tenant.authorityUrl}/${named}/oauth2/v2.0/token`, {
      method: "POST",
      headers,
      body: "grant_type=client_credentials",
    });
  expect((await token("%zz")).body["error_codes"]).toEqual([900023]);
  const basic = `Basic ${Buffer.from("%zz:%zz").toString("base64")}`;
  const answer = await token(tenant.tenantId, { authorization: basic });
  expect(answer.body["error_codes"]).toEqual([700016]);
});

test("a body that is too long is 413", async () => {
  const body = "x".repeat(5_000_000);
  expect((await send(`${tenant.controlUrl}/faults`, { method: "POST", body })).status).toBe(413);
  expect((await graph("/v1.0/$batch", { method: "POST", body })).status).toBe(413);
});

test.each([
  ["/v1.0/users?$slect=id", "'$slect' is not supported by the service."],
  ["/v1.0/groups?$orderby=displayName", "'$orderby' is not supported by the service."],
  ["/v1.0/groups?$select=id,shoeSize", "named 'shoeSize' on type 'microsoft.graph.group'"],
  ["/v1.0/devices?$select=id,shoeSize", "named 'shoeSize' on type 'microsoft.graph.device'"],
  [
    "/v1.0/organization?$select=shoeSize",
    "named 'shoeSize' on type 'microsoft.graph.organization'",
  ],
  ["/v1.0/groups?$expand=members", "Parsing OData Select and Expand failed: 'members'"],
  ["/v1.0/devices?$expand=registeredOwners,registeredUsers", "Select and Expand failed"],
])("%s is 400, not an answer to another question", async (path, expected) => {
  const answer = await graph(path);
  expect([answer.status, answer.code]).toEqual([400, "BadRequest"]);
  expect(answer.message).toContain(expected);
});

test("$select leaves out what was not asked for, also of organization", async () => {
  const { value } = await graph("/v1.0/organization?$select=id,displayName");
  expect(Object.keys(value[0] ?? {})).toEqual(["id", "displayName"]);
});

test("a page of no rows never leads to itself", async () => {
  const { value } = await defender("/api/deviceavinfo?pageSize=0");
  expect(value).toHaveLength(1);
});

test("files are only read", async () => {
  const { body } = await defender("/api/machines/SoftwareVulnerabilitiesExport");
  const [url = ""]: readonly string[] = JSON.parse(JSON.stringify(body["exportFiles"]));
  expect((await send(url, { method: "POST", body: "x" })).status).toBe(405);
  const beyond = await send(url, { headers: { range: "bytes=999999999-" } });
  expect([beyond.status, textOf(beyond.headers["x-ms-error-code"]?.toString())]).toEqual([
    416,
    "InvalidRange",
  ]);
});

test("a second tenant on one port is told that the port is taken", async () => {
  const port = Number(new URL(tenant.graphUrl).port);
  await expect(smallTenant({ port })).rejects.toMatchObject({ code: "port_in_use" });
});
