import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
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
import { PermissionMissing } from "./refusal.ts";

let provider: Provider;
beforeEach(async () => {
  provider = await startProvider();
});
afterEach(() => provider.close());

const groups: Answer = { json: { value: [{ id: "g1", displayName: "Sales" }] } };
const text = Buffer.from(JSON.stringify(groups.json));

async function namesAfter(answers: readonly Answer[], clock = testClock()) {
  provider.script("/v1.0/groups", answers);
  const tenant = tenantAt(provider, { clock });
  const { items } = await collect(tenant.groups());
  return {
    names: items.map((group) => group.displayName),
    meter: tenant.meter(),
    sleeps: clock.sleeps,
  };
}

test.each([
  ["raw deflate, as Defender sends it", { "content-encoding": "deflate" }, deflateRawSync(text)],
  ["deflate with a zlib wrapper", { "content-encoding": "deflate" }, deflateSync(text)],
  ["gzip", { "content-encoding": "gzip" }, gzipSync(text)],
  ["no encoding", {}, text],
])("%s is read", async (_name, headers, bytes) => {
  expect((await namesAfter([{ headers, bytes }])).names).toEqual(["Sales"]);
});

test("bytes are counted as they came over the wire", async () => {
  const bytes = gzipSync(text);
  const { meter } = await namesAfter([{ headers: { "content-encoding": "gzip" }, bytes }]);
  expect(meter).toEqual({ calls: 1, retries: 0, throttled: 0, bytes: bytes.length });
});

const broken: readonly (readonly [string, Answer])[] = [
  [
    "a server error",
    { status: 500, json: { error: { code: "InternalServerError", message: "" } } },
  ],
  ["a request timeout", { status: 408 }],
  ["a reset", { reset: true }],
  ["a cut-off body", { ...groups, cut: 10 }],
  [
    "a cut-off deflate",
    { headers: { "content-encoding": "deflate" }, bytes: deflateRawSync(text).subarray(0, 9) },
  ],
  ["a cut-off JSON text", { bytes: text.subarray(0, 20) }],
  ["a web page", { bytes: Buffer.from("<html>") }],
  ["an answer without a list", { json: { hello: "world" } }],
];

test.each(broken)("%s is asked again", async (_name, answer) => {
  const { names, meter } = await namesAfter([answer, answer, groups]);
  expect(names).toEqual(["Sales"]);
  expect(meter).toMatchObject({ calls: 3, retries: 2 });
});

test("a server that keeps failing is given up after eight attempts", async () => {
  provider.script("/v1.0/groups", [{ status: 503, headers: { "request-id": "abc-1" } }]);
  const failure = (await rejection(collect(tenantAt(provider).groups()))) as Failure;
  expect(provider.to("/v1.0/groups")).toHaveLength(8);
  expect(failure).toMatchObject({ code: "provider_unavailable", retryable: true });
  expect(failure.message).toContain(
    "Cannot read groups: the provider failed (HTTP 503, request abc-1)",
  );
});

test.each([
  ["a web page", Buffer.from("<html>")],
  ["half a body", text.subarray(0, 20)],
])(
  "%s, again and again, is told as no answer, not as the network's fault",
  async (_name, bytes) => {
    provider.script("/v1.0/groups", [{ bytes }]);
    const failure = (await rejection(collect(tenantAt(provider).groups()))) as Failure;
    expect(failure.message).toContain("Cannot read groups: the answer is cut off or no JSON");
  },
);

test("backoff grows and stays within its bounds", async () => {
  const { sleeps } = await namesAfter([{ status: 500 }, { status: 500 }, { status: 500 }, groups]);
  expect(sleeps).toEqual([250, 500, 1_000]);
});

test.each([
  ["2.128", 2_128],
  ["30", 30_000],
  [new Date(Date.UTC(2026, 10, 1, 12, 0, 7)).toUTCString(), 7_000],
])("Retry-After: %s waits so long", async (header, ms) => {
  const { sleeps, meter } = await namesAfter([
    { status: 429, headers: { "retry-after": header } },
    groups,
  ]);
  expect(sleeps[0]).toBe(ms);
  expect(meter).toMatchObject({ calls: 2, retries: 1, throttled: 1 });
});

test("a 401 takes a new token once and asks again", async () => {
  provider.on("/v1.0/groups", ({ headers }) =>
    headers.authorization === "Bearer token-2" ? groups : { status: 401, json: {} },
  );
  expect((await collect(tenantAt(provider).groups())).items).toHaveLength(1);
});

test("a second 401 is a failure", async () => {
  provider.script("/v1.0/groups", [{ status: 401, json: {} }]);
  expect(await rejection(collect(tenantAt(provider).groups()))).toMatchObject({
    code: "unauthorized",
  });
  expect(provider.to("/v1.0/groups")).toHaveLength(2);
});

test("a garbled token is renewed a few times", async () => {
  const message = "CompactToken parsing failed with error code: 80049217";
  const garbled = { status: 401, json: { error: { code: "InvalidAuthenticationToken", message } } };
  const { names } = await namesAfter([garbled, garbled, garbled, groups]);
  expect(names).toEqual(["Sales"]);
});

test.each([400, 404])("%i is not asked again", async (status) => {
  provider.script("/v1.0/groups", [
    { status, json: { error: { code: "Whatever", message: "No." } } },
  ]);
  await rejection(collect(tenantAt(provider).groups()));
  expect(provider.to("/v1.0/groups")).toHaveLength(1);
});

test("a redirect is not followed", async () => {
  provider.script("/v1.0/groups", [
    { status: 302, headers: { location: `${provider.url}/elsewhere` } },
  ]);
  expect(await rejection(collect(tenantAt(provider).groups()))).toMatchObject({
    code: "unexpected_answer",
  });
  expect(provider.to("/elsewhere")).toEqual([]);
});

function forbidden(message: string, code = "Forbidden"): Answer {
  return { status: 403, json: { error: { code, message, target: "|77f1.1." } } };
}

async function machinesFailure(answer: Answer) {
  provider.script("/api/machines", [answer]);
  return (await rejection(collect(tenantAt(provider).machines()))) as PermissionMissing;
}

test("a 403 names the permission to grant", async () => {
  const failure = await machinesFailure(
    forbidden(
      "Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All, application roles: Machine.Isolate.",
    ),
  );
  expect(failure).toBeInstanceOf(PermissionMissing);
  expect(failure).toMatchObject({
    code: "permission_missing",
    permission: "Machine.Read.All",
    required: ["Machine.Read.All", "Machine.ReadWrite.All"],
    present: ["Machine.Isolate"],
  });
  expect(failure.message).toBe(
    "Cannot read machines: the app registration lacks Machine.Read.All (WindowsDefenderATP). " +
      "Grant it and consent. (request |77f1.1.)",
  );
});

test("a 403 without any role speaks of the audience too", async () => {
  const failure = await machinesFailure(
    forbidden(
      "Missing application roles. API required roles: Machine.Read.All, application roles: .",
    ),
  );
  expect(failure.message).toContain("https://api.securitycenter.microsoft.com is the wrong one");
});

test("the 403 of 2021 names the permission too", async () => {
  const failure = await machinesFailure(
    forbidden(
      "The application does not have any of the required application permissions (Machine.Read.All, Machine.ReadWrite.All) to access the resource.",
    ),
  );
  expect(failure.permission).toBe("Machine.Read.All");
});

test("a tenant without active Defender is not a permission problem", async () => {
  const failure = await machinesFailure(
    forbidden("Unauthorized request - reason of failure: Account mode is inactive", "Unauthorized"),
  );
  expect(failure.code).toBe("defender_inactive");
});

test("a call that is aborted ends with the reason", async () => {
  provider.script("/v1.0/groups", [{ status: 500 }]);
  const stop = new AbortController();
  const clock = testClock();
  const sleep = () => {
    stop.abort(new Error("enough"));
    return Promise.reject(new Error("enough"));
  };
  const pages = tenantAt(provider, { clock: { ...clock, sleep } })
    .groups()
    .pages(stop.signal);
  expect(await rejection(pages[Symbol.asyncIterator]().next())).toMatchObject({
    message: "enough",
  });
});
