import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Fault } from "./fault.ts";
import {
  type Answer,
  defenderReader,
  graphReader,
  ManualClock,
  type Reader,
  send,
  smallTenant,
} from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";
import { textOf } from "./json-text.ts";

let tenant: SampleTenant;
let graph: Reader;
let defender: Reader;
const clock = new ManualClock();

beforeAll(async () => {
  tenant = await smallTenant({ clock, limits: "off" });
  graph = await graphReader(tenant);
  defender = await defenderReader(tenant);
});
afterAll(() => tenant.close());
beforeEach(() => tenant.setFaults({}));

function fail(...faults: readonly Fault[]): void {
  tenant.setFaults({ faults });
}

const machines = (): Promise<Answer> => defender("/api/machines");

test("a 500 of Defender has an empty message, and heals after its times", async () => {
  fail({ kind: "http500", endpoint: "defender.machines", times: 2 });
  const first = await machines();
  expect([first.status, first.code, first.message]).toEqual([500, "InternalServerError", ""]);
  expect((await machines()).status).toBe(500);
  expect((await machines()).status).toBe(200);
});

test("a fault hits its own endpoints only, from a call on", async () => {
  fail({ kind: "http503", endpoint: "graph.*", after: 1 });
  expect((await machines()).status).toBe(200);
  expect((await graph("/v1.0/organization")).status).toBe(200);
  const second = await graph("/v1.0/organization");
  expect([second.status, second.code]).toEqual([503, "serviceNotAvailable"]);
});

test("a fault can be bound to an address", async () => {
  const [one, two] = tenant
    .world()
    .machines.map((row) => `/api/machines/${textOf(row["id"])}/logonusers`);
  fail({ kind: "notFound", endpoint: "defender.logonUsers", address: textOf(one) });
  expect((await defender(textOf(one))).code).toBe("ResourceNotFound");
  expect((await defender(textOf(two))).status).toBe(200);
});

test("a probability hits a part of the calls, the same ones for the same seed", async () => {
  const outcome = async (seed: number): Promise<string> => {
    tenant.setFaults({ seed, faults: [{ kind: "http500", probability: 0.5 }] });
    const answers = [];
    for (let call = 0; call < 20; call += 1) {
      answers.push((await machines()).status);
    }
    return answers.join();
  };
  const first = await outcome(7);
  expect(first).toContain("200");
  expect(first).toContain("500");
  expect(await outcome(7)).toBe(first);
  expect(await outcome(8)).not.toBe(first);
});

test("429 on demand carries the given time to wait, or none", async () => {
  fail({ kind: "http429", retryAfterSeconds: 7 });
  expect((await machines()).headers["retry-after"]).toBe("7");
  fail({ kind: "http429" });
  expect((await machines()).headers).not.toHaveProperty("retry-after");
});

test("a reset connection gives no answer", async () => {
  fail({ kind: "reset", times: 1 });
  await expect(machines()).rejects.toThrow(/ECONNRESET|other side closed|socket/i);
  expect((await machines()).status).toBe(200);
  expect(tenant.statistics().endpoints["defender.machines"]?.statuses["reset"]).toBe(1);
});

test("a truncated body ends before its end", async () => {
  fail({ kind: "truncated", times: 1 });
  await expect(machines()).rejects.toThrow(/terminated|closed|aborted/i);
});

test("a slow body arrives whole, in pieces", async () => {
  fail({ kind: "slow", ms: 1_000, times: 1 });
  const before = clock.now();
  expect((await machines()).value.at(-1)).toEqual(tenant.world().machines.at(-1));
  expect(clock.now() - before).toBeGreaterThanOrEqual(5_000);
});

test("latency delays the answer", async () => {
  fail({ kind: "latency", ms: 3_000, times: 1 });
  const before = clock.now();
  expect((await machines()).status).toBe(200);
  expect(clock.now() - before).toBe(3_000);
});

test("a cut body and a web page are 200 and no JSON", async () => {
  for (const kind of ["cut", "garbage"] as const) {
    fail({ kind, times: 1 });
    const answer = await machines();
    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.text)).toThrow(/JSON/);
  }
});

test("an empty answer is 200 without rows", async () => {
  fail({ kind: "emptyAnswer", times: 1 });
  const answer = await machines();
  expect([answer.status, answer.text]).toEqual([200, `{"value":[]}`]);
});

test("a list can lack records, always the same ones", async () => {
  const all = await machines();
  fail({ kind: "thinned", endpoint: "defender.machines" });
  const some = await machines();
  expect(some.status).toBe(200);
  expect(some.value.length).toBeGreaterThan(all.value.length / 3);
  expect(some.value.length).toBeLessThan(all.value.length);
  expect((await machines()).text).toBe(some.text);
});

test("an expired page token spares first pages and is not used up by them", async () => {
  fail({ kind: "expiredPageToken", times: 1 });
  const { body } = await graph("/v1.0/users?$top=5");
  const next = textOf(body["@odata.nextLink"]);
  const answer = await graph(next);
  expect([answer.status, answer.code]).toEqual([400, "Directory_ExpiredPageToken"]);
  expect((await graph(next)).status).toBe(200);
});

test("a garbled token on demand is Graph's CompactToken error", async () => {
  fail({ kind: "http401", endpoint: "graph.*", times: 1 });
  const answer = await graph("/v1.0/organization");
  expect([answer.status, answer.message]).toEqual([
    401,
    "CompactToken parsing failed with error code: 80049217",
  ]);
});

test("a revoked role is named as missing, after the given calls", async () => {
  fail({ kind: "revokeRole", role: "Machine.Read.All", endpoint: "defender.machines", after: 2 });
  expect((await machines()).status).toBe(200);
  expect((await machines()).status).toBe(200);
  const refused = await machines();
  expect(refused.status).toBe(403);
  expect(refused.message).toBe(
    "Missing application roles. API required roles: Machine.Read.All,Machine.ReadWrite.All, " +
      "application roles: User.Read.All,Vulnerability.Read.All.",
  );
  fail({ kind: "revokeRole", role: "Directory.Read.All" });
  expect((await graph("/v1.0/users")).code).toBe("Authorization_RequestDenied");
  expect((await graph("/v1.0/organization")).status).toBe(200);
});

test("a tenant that was never onboarded is 403 Unauthorized", async () => {
  fail({ kind: "inactiveAccount" });
  const answer = await machines();
  expect([answer.status, answer.code, answer.message]).toEqual([
    403,
    "Unauthorized",
    "Unauthorized request - reason of failure: Account mode is inactive",
  ]);
});

test("the machine list can shrink between two pages", async () => {
  fail({ kind: "shrink", after: 1 });
  const first = await defender("/api/machines?$top=30");
  const second = await defender("/api/machines?$top=30&$skip=30");
  const seen = new Set([...first.value, ...second.value].map((row) => row["id"]));
  expect(second.value.length).toBeLessThan(30);
  expect(seen.size).toBeLessThan(tenant.world().machines.length);
});

async function fileUrls(): Promise<readonly string[]> {
  const { body } = await defender("/api/machines/SoftwareVulnerabilitiesExport");
  return JSON.parse(JSON.stringify(body["exportFiles"]));
}

test("an export can name no files", async () => {
  fail({ kind: "exportEmpty", times: 1 });
  expect(await fileUrls()).toEqual([]);
  expect((await fileUrls()).length).toBeGreaterThan(0);
});

test("a file can be expired, missing, empty, damaged, cut or a web page", async () => {
  const [url = ""] = await fileUrls();
  fail({ kind: "expiredSas", times: 1 });
  expect((await send(url)).text).toContain("Signature not valid in the specified key time frame");
  fail({ kind: "missingPart", times: 1 });
  expect((await send(url)).headers["x-ms-error-code"]).toBe("BlobNotFound");
  fail({ kind: "emptyFile", times: 1 });
  const empty = await send(url);
  expect([empty.status, empty.wire.length]).toEqual([200, 0]);
  for (const kind of ["brokenGzip", "cut", "garbage"] as const) {
    fail({ kind, times: 1 });
    const { status, wire } = await send(url);
    expect(status).toBe(200);
    expect(() => gunzipSync(wire)).toThrow(/header|end of file|invalid|incorrect/i);
  }
  fail({ kind: "truncated", times: 1 });
  await expect(send(url)).rejects.toThrow(/terminated|closed|aborted/i);
  fail();
  expect(gunzipSync((await send(url)).wire).length).toBeGreaterThan(0);
});

test("the token endpoint fails on demand with a transient error", async () => {
  fail({ kind: "http503", endpoint: "token" });
  const url = `${tenant.authorityUrl}/${tenant.tenantId}/oauth2/v2.0/token`;
  const answer = await send(url, { method: "POST", body: "" });
  expect([answer.status, answer.body["error_codes"]]).toEqual([503, [90033]]);
});
