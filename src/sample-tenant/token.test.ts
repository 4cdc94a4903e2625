import type { Json } from "../base/json.ts";
import { generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askToken, goodForm, ManualClock, type Sending, send, smallTenant } from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

const graphAudience = "https://graph.microsoft.com";
let tenant: SampleTenant;
const clock = new ManualClock();
const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const certificate = publicKey.export({ type: "spki", format: "pem" }).toString();

beforeAll(async () => {
  tenant = await smallTenant({ clock, certificate });
});
afterAll(() => tenant.close());

function claimsOf(token: Json | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(textOf(token).split(".")[1] ?? "", "base64url").toString());
}

test("a good secret gets a bearer token that names tenant, app, audience, roles and expiry", async () => {
  const answer = await askToken(tenant, goodForm(tenant, graphAudience));
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    token_type: "Bearer",
    expires_in: 3599,
    ext_expires_in: 3599,
  });
  expect(claimsOf(answer.body["access_token"])).toMatchObject({
    aud: graphAudience,
    tid: tenant.tenantId,
    appid: tenant.clientId,
    roles: ["Organization.Read.All", "Directory.Read.All"],
    exp: clock.now() / 1000 + 3599,
  });
});

test("the Defender token carries the three Defender roles", async () => {
  const answer = await askToken(tenant, goodForm(tenant, tenant.defenderAudience));
  expect(claimsOf(answer.body["access_token"])["roles"]).toEqual([
    "Machine.Read.All",
    "User.Read.All",
    "Vulnerability.Read.All",
  ]);
});

test("the same seed gives the same client id and secret, another seed others", async () => {
  const again = await smallTenant();
  const other = await smallTenant({ seed: 2 });
  expect([again.clientId, again.clientSecret]).toEqual([tenant.clientId, tenant.clientSecret]);
  expect(other.clientId).not.toBe(tenant.clientId);
  expect(other.clientSecret).not.toBe(tenant.clientSecret);
  await Promise.all([again.close(), other.close()]);
});

test("a wrong secret is 401 invalid_client 7000215", async () => {
  const answer = await askToken(tenant, {
    ...goodForm(tenant, graphAudience),
    client_secret: "wrong",
  });
  expect(answer.status).toBe(401);
  expect(answer.body).toMatchObject({ error: "invalid_client", error_codes: [7000215] });
  expect(answer.body["error_description"]).toMatch(
    /^AADSTS7000215: Invalid client secret provided\./,
  );
  expect(answer.body["timestamp"]).toBe("2026-11-02 08:00:00Z");
  expect(answer.headers["x-ms-clitelem"]).toBe("1,7000215,0,,");
});

const refused: readonly {
  readonly name: string;
  readonly change: Readonly<Record<string, string>>;
  readonly expected: readonly [number, string, number];
}[] = [
  {
    name: "an unknown client",
    change: { client_id: "00000000-0000-4000-8000-000000000000" },
    expected: [400, "unauthorized_client", 700016],
  },
  { name: "no secret", change: { client_secret: "" }, expected: [401, "invalid_client", 7000218] },
  {
    name: "a scope without /.default",
    change: { scope: "https://graph.microsoft.com/User.Read" },
    expected: [400, "invalid_scope", 70011],
  },
  {
    name: "an unknown resource",
    change: { scope: "https://nowhere.example/.default" },
    expected: [400, "invalid_resource", 500011],
  },
  {
    name: "two resources",
    change: {
      scope:
        "https://graph.microsoft.com/.default https://api.securitycenter.microsoft.com/.default",
    },
    expected: [400, "invalid_scope", 700022],
  },
  { name: "no scope", change: { scope: "" }, expected: [400, "invalid_scope", 700023] },
  {
    name: "another grant",
    change: { grant_type: "password" },
    expected: [400, "unsupported_grant_type", 70003],
  },
];

test.each(refused)("$name is refused", async ({ change, expected }) => {
  const answer = await askToken(tenant, { ...goodForm(tenant, graphAudience), ...change });
  const [status, error, code] = expected;
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ error, error_codes: [code] });
});

test.each([
  ["malformed", "not a tenant", 900023],
  ["unknown", "9b7f7c5e-5d39-4b8f-9c53-3d7f2f0f8f10", 90002],
  ["unknown domain", "nobody.example", 90002],
  ["common", "common", 9001023],
])("a tenant that is %s is 400 invalid_request", async (_name, name, code) => {
  const url = `${tenant.authorityUrl}/${encodeURIComponent(name)}/oauth2/v2.0/token`;
  const body = new URLSearchParams(goodForm(tenant, graphAudience)).toString();
  const answer = await send(url, { method: "POST", body });
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: "invalid_request", error_codes: [code] });
});

test("HTTP Basic carries the client id and secret too", async () => {
  const { client_id: id, client_secret: secret, ...form } = goodForm(tenant, graphAudience);
  const sent = (password = ""): Sending => ({
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${encodeURIComponent(password)}`).toString("base64")}`,
    },
    body: new URLSearchParams(form).toString(),
  });
  const url = `${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`;
  expect((await send(url, sent(secret))).status).toBe(200);
  expect((await send(url, sent("wrong"))).body["error_codes"]).toEqual([7000215]);
});

interface Assertion {
  readonly claims?: object;
  readonly key?: typeof privateKey;
}

function assertionForm({
  claims = {},
  key = privateKey,
}: Assertion): Readonly<Record<string, string>> {
  const { client_secret: _, ...form } = goodForm(tenant, graphAudience);
  const seconds = clock.now() / 1000;
  const aud = `${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`;
  const all = {
    aud,
    iss: tenant.clientId,
    sub: tenant.clientId,
    nbf: seconds,
    exp: seconds + 600,
    ...claims,
  };
  const encode = (value: object): string =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  const content = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(all)}`;
  const mark = sign("sha256", Buffer.from(content), key).toString("base64url");
  return {
    ...form,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: `${content}.${mark}`,
  };
}

test("a certificate assertion gets a token", async () => {
  expect((await askToken(tenant, assertionForm({}))).status).toBe(200);
});

test.each([
  [
    "signed by another key",
    { key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey },
    700027,
  ],
  ["for another address", { claims: { aud: "https://elsewhere.example/token" } }, 50013],
  ["of another client", { claims: { iss: "someone" } }, 50013],
  ["expired", { claims: { exp: 1 } }, 700024],
])("an assertion %s is 401", async (_name, assertion, code) => {
  const answer = await askToken(tenant, assertionForm(assertion));
  expect(answer.status).toBe(401);
  expect(answer.body["error_codes"]).toEqual([code]);
});

test("the OpenID configuration points at the server that was asked", async () => {
  const answer = await send(
    `${tenant.authorityUrl}/${tenant.tenantId}/v2.0/.well-known/openid-configuration`,
  );
  expect(answer.body).toMatchObject({
    token_endpoint: `${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`,
    issuer: `${tenant.authorityUrl}/${tenant.tenantId}/v2.0`,
  });
  expect(answer.body).toHaveProperty("authorization_endpoint");
  expect(answer.body).toHaveProperty("jwks_uri");
});

test("instance discovery names the server itself", async () => {
  const { host } = new URL(tenant.authorityUrl);
  const answer = await send(`${tenant.authorityUrl}/common/discovery/instance?api-version=1.1`);
  expect(answer.body["metadata"]).toEqual([
    { preferred_network: host, preferred_cache: host, aliases: [host] },
  ]);
});
