import { createPublicKey, constants, verify } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { selfSigned } from "../../test/support/certificate.ts";
import {
  collect,
  rejection,
  startProvider,
  tenantAt,
  testClock,
  type Answer,
  type Provider,
} from "../../test/support/provider.ts";
import type { Failure } from "../base/failure.ts";
import { rolesOf } from "./token.ts";

const tokenPath = "/contoso/oauth2/v2.0/token";
const secret = "Zx9~very-secret-value-of-the-app";

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
  provider.on("/v1.0/groups", () => ({ json: { value: [] } }));
});
afterEach(() => provider.close());

function refusal(code: number, status = 401): Answer {
  return {
    status,
    json: {
      error: "invalid_client",
      error_description: `AADSTS${code}: text that echoes ${secret}`,
      error_codes: [code],
      trace_id: "11111111-2222-3333-4444-555555555555",
    },
  };
}

const issued: Answer = { json: { token_type: "Bearer", expires_in: 3_600, access_token: "t" } };

function issue(expires_in: number | string) {
  let count = 0;
  provider.on(tokenPath, () => {
    count += 1;
    return { json: { token_type: "Bearer", expires_in, access_token: `t${count}` } };
  });
}

test("the secret is sent in the form, for the cloud's own audience", async () => {
  await collect(tenantAt(provider, { credential: { kind: "secret", secret } }).groups());
  const form = new URLSearchParams(provider.to(tokenPath)[0]?.body);
  expect(form.get("grant_type")).toBe("client_credentials");
  expect(form.get("client_secret")).toBe(secret);
  expect(form.get("scope")).toBe("https://graph.microsoft.com/.default");
});

test("nothing but the token endpoint is asked: no discovery", async () => {
  await collect(tenantAt(provider).groups());
  expect(provider.seen.map((one) => one.path)).toEqual([tokenPath, "/v1.0/groups"]);
});

test("Defender's token is made out to securitycenter whatever the host", async () => {
  await rejection(collect(tenantAt(provider).machines()));
  const form = new URLSearchParams(provider.to(tokenPath)[0]?.body);
  expect(form.get("scope")).toBe("https://api.securitycenter.microsoft.com/.default");
});

test("a token is kept until two minutes before its end", async () => {
  const clock = testClock();
  issue(3_600);
  const tenant = tenantAt(provider, { clock });
  await collect(tenant.groups());
  clock.forward(3_479_000);
  await collect(tenant.groups());
  expect(provider.to(tokenPath)).toHaveLength(1);
  clock.forward(2_000);
  await collect(tenant.groups());
  expect(provider.to(tokenPath)).toHaveLength(2);
});

test("a token of thirty seconds is kept for half of them", async () => {
  const clock = testClock();
  issue("30");
  const tenant = tenantAt(provider, { clock });
  await collect(tenant.groups());
  clock.forward(14_000);
  await collect(tenant.groups());
  expect(provider.to(tokenPath)).toHaveLength(1);
  clock.forward(2_000);
  await collect(tenant.groups());
  expect(provider.to("/v1.0/groups").at(-1)?.headers.authorization).toBe("Bearer t2");
});

test("calls that need a token at once share one request", async () => {
  const tenant = tenantAt(provider);
  await Promise.all([1, 2, 3, 4].map(() => collect(tenant.groups())));
  expect(provider.to(tokenPath)).toHaveLength(1);
});

test("a refusal is told to all who ask within a minute, without signing in again", async () => {
  const clock = testClock();
  provider.script(tokenPath, [refusal(7_000_215), issued]);
  const tenant = tenantAt(provider, { clock, credential: { kind: "secret", secret } });
  const ask = () => rejection(collect(tenant.groups()));
  const first = await ask();
  clock.forward(59_000);
  expect(await ask()).toBe(first);
  expect(provider.to(tokenPath)).toHaveLength(1);
  clock.forward(2_000);
  await collect(tenant.groups());
  expect(provider.to(tokenPath)).toHaveLength(2);
});

test("a failure that may pass is no refusal: the next who asks asks anew", async () => {
  provider.script(tokenPath, [...Array.from({ length: 6 }, () => ({ status: 503 })), issued]);
  const tenant = tenantAt(provider, { clock: testClock() });
  expect(await rejection(collect(tenant.groups()))).toMatchObject({ code: "token_unavailable" });
  await collect(tenant.groups());
  expect(provider.to(tokenPath)).toHaveLength(7);
});

test("a refusal for one audience says nothing of another", async () => {
  provider.script(tokenPath, [refusal(500_011), issued]);
  const tenant = tenantAt(provider, { clock: testClock() });
  await rejection(collect(tenant.groups()));
  await rejection(collect(tenant.machines()));
  expect(provider.to(tokenPath)).toHaveLength(2);
  expect(provider.seen.at(-1)?.path).toContain("/api/machines");
});

test.each([
  [7_000_215, "secret_wrong", "Give the secret's value (not its id)"],
  [7_000_222, "secret_expired", "has expired"],
  [90_002, "tenant_unknown", "knows no tenant contoso"],
  [900_023, "tenant_malformed", "neither a tenant id"],
  [700_016, "client_unknown", "there is no app 2f1cbb1e"],
  [7_000_112, "app_disabled", "is disabled"],
  [500_011, "service_absent", "has no Microsoft Graph"],
  [90_038, "cloud_wrong", "lives in another cloud"],
  [53_003, "access_blocked", "conditional access"],
  [1_234_567, "token_refused", "AADSTS1234567"],
])("AADSTS%i is told as %s", async (code, name, words) => {
  provider.script(tokenPath, [refusal(code)]);
  const credential = { kind: "secret", secret } as const;
  const failure = (await rejection(
    collect(tenantAt(provider, { credential }).groups()),
  )) as Failure;
  expect(failure).toMatchObject({ code: name, retryable: false });
  expect(failure.message).toContain(words);
  expect(failure.message).toContain("11111111-2222-3333-4444-555555555555");
  expect(`${failure.message}${failure.stack}${JSON.stringify(failure)}`).not.toContain(secret);
  expect(provider.to(tokenPath)).toHaveLength(1);
});

test("a secret that looks like a GUID is recognised as the secret's id", async () => {
  provider.script(tokenPath, [refusal(7_000_215)]);
  const credential = { kind: "secret", secret: "0f0c1c9e-0000-4a4a-8b8b-123456789abc" } as const;
  const failure = (await rejection(
    collect(tenantAt(provider, { credential }).groups()),
  )) as Failure;
  expect(failure.message).toContain("looks like the secret's id");
});

test.each([
  ["a server error", { status: 503 }],
  ["an AADSTS code that passes", refusal(90_033, 400)],
  ["throttling", { status: 429, headers: { "retry-after": "3.5" } }],
  ["a reset", { reset: true }],
  ["a web page", { status: 200, bytes: Buffer.from("<html>") }],
])("%s of the token endpoint is asked again", async (_name, answer) => {
  const good = { json: { expires_in: 3_599, access_token: "t" } };
  provider.script(tokenPath, [answer, answer, good]);
  await collect(tenantAt(provider).groups());
  expect(provider.to(tokenPath)).toHaveLength(3);
});

test("an authority that cannot be reached is told as such", async () => {
  const tenant = tenantAt(provider);
  await provider.close();
  const failure = (await rejection(collect(tenant.groups()))) as Failure;
  expect(failure).toMatchObject({ code: "authority_unreachable", retryable: true });
  expect(failure.message).toContain("ECONNREFUSED");
});

test("a certificate signs a PS256 assertion that names it by SHA-256", async () => {
  const { certificate, privateKey } = selfSigned();
  await collect(
    tenantAt(provider, { credential: { kind: "certificate", certificate, privateKey } }).groups(),
  );
  const form = new URLSearchParams(provider.to(tokenPath)[0]?.body);
  const [head = "", claims = "", mark = ""] = form.get("client_assertion")?.split(".") ?? [];
  const header = JSON.parse(Buffer.from(head, "base64url").toString());
  expect(header).toMatchObject({ alg: "PS256", typ: "JWT" });
  expect(header["x5t#S256"]).toMatch(/^[\w-]{43}$/);
  expect(JSON.parse(Buffer.from(claims, "base64url").toString()).aud).toMatch(
    /contoso\/oauth2\/v2.0\/token$/,
  );
  const key = {
    key: createPublicKey(certificate),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  };
  expect(
    verify("sha256", Buffer.from(`${head}.${claims}`), key, Buffer.from(mark, "base64url")),
  ).toBe(true);
});

test("an unusable private key is a failure that does not quote it", async () => {
  const { certificate } = selfSigned();
  const privateKey = "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----";
  const credential = { kind: "certificate", certificate, privateKey } as const;
  const failure = (await rejection(
    collect(tenantAt(provider, { credential }).groups()),
  )) as Failure;
  expect(failure).toMatchObject({ code: "credential_unusable", retryable: false });
  expect(failure.message).not.toContain("nonsense");
});

test("a managed identity is asked on the machine itself", async () => {
  vi.stubEnv("IDENTITY_ENDPOINT", `${provider.url}/msi/token`);
  vi.stubEnv("IDENTITY_HEADER", "shared");
  const expires_on = String(Math.floor(Date.now() / 1_000) + 86_400);
  provider.on("/msi/token", () => ({
    json: { access_token: "managed", expires_on, resource: "r", token_type: "Bearer" },
  }));
  await collect(
    tenantAt(provider, {
      credential: { kind: "managedIdentity", clientId: "user-assigned" },
    }).groups(),
  );
  vi.unstubAllEnvs();
  const [asked] = provider.to("/msi/token");
  expect(asked?.query.get("resource")).toBe("https://graph.microsoft.com");
  expect(asked?.query.get("client_id")).toBe("user-assigned");
  expect(asked?.headers["x-identity-header"]).toBe("shared");
  expect(provider.to("/v1.0/groups")[0]?.headers.authorization).toBe("Bearer managed");
});

test("roles are read from a token, none where the claim is absent, null where it is no token", () => {
  const token = (claims: object) =>
    `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;
  expect(rolesOf(token({ roles: ["Machine.Read.All"] }))).toEqual(["Machine.Read.All"]);
  expect(rolesOf(token({ tid: "t" }))).toEqual([]);
  expect(rolesOf("opaque")).toBeNull();
});
