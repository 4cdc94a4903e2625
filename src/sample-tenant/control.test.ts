import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, defenderReader, send, smallTenant } from "./fixture.ts";
import type { SampleTenant } from "./sample-tenant.ts";

let tenant: SampleTenant;

beforeAll(async () => {
  tenant = await smallTenant();
});
afterAll(() => tenant.close());

function post(path: string, body: object = {}): Promise<Answer> {
  return send(tenant.controlUrl + path, { method: "POST", body: JSON.stringify(body) });
}

test("the control surface says who the tenant is, but not its secret", async () => {
  const { body, text } = await send(tenant.controlUrl);
  expect(body).toMatchObject({
    tenantId: tenant.tenantId,
    clientId: tenant.clientId,
    graphUrl: tenant.graphUrl,
    defenderAudience: tenant.defenderAudience,
    day: 0,
  });
  expect(text).not.toContain(tenant.clientSecret);
});

test("days pass on demand", async () => {
  const own = await smallTenant();
  const answer = await send(`${own.controlUrl}/evolve`, { method: "POST", body: `{"days":2}` });
  expect(answer.body).toEqual({ day: 2, now: "2026-11-04T06:00:00.000Z" });
  expect(own.world().day).toBe(2);
  const wrong = await send(`${own.controlUrl}/evolve`, { method: "POST", body: `{"days":-1}` });
  expect(wrong.status).toBe(400);
  await own.close();
});

test("faults are set, and refused with a reason when they are wrong", async () => {
  const set = await post("/faults", {
    faults: [{ kind: "http500", endpoint: "defender.machines" }],
  });
  expect(set.body).toEqual({ faults: 1 });
  const read = await defenderReader(tenant);
  expect((await read("/api/machines")).status).toBe(500);
  const wrong = await post("/faults", { faults: [{ kind: "meteor" }] });
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain("faults[0]: kind: expected one of http500");
  expect((await post("/faults", { faults: [{ kind: "http500", times: "2" }] })).text).toContain(
    "times",
  );
  await post("/faults");
  expect((await read("/api/machines")).status).toBe(200);
});

test.each([
  ["/evolve", "{", "The body is not a JSON object."],
  ["/evolve", "[]", "The body is not a JSON object."],
  ["/evolve", `{"dyas":2}`, "dyas: unknown; expected only days"],
  ["/evolve", `{"days":"2"}`, "days: expected a whole number from 0 to 365"],
  ["/faults", `{"fault":[]}`, "fault: unknown; expected one of seed, faults"],
  ["/faults", `{"seed":"x"}`, "seed: expected a whole number"],
  ["/faults", `{"faults":[{"kind":"reset","endpont":"x"}]}`, "faults[0]: endpont: unknown"],
  [
    "/faults",
    `{"faults":[{"kind":"reset","endpoint":"defendr.*"}]}`,
    "faults[0]: endpoint: expected",
  ],
  ["/faults", `{"faults":[{"kind":"reset","times":-1}]}`, "times: expected a whole number"],
  [
    "/faults",
    `{"faults":[{"kind":"reset","probability":7}]}`,
    "probability: expected a number from",
  ],
  ["/faults", `{"faults":[{"kind":"revokeRole"}]}`, "role: expected the name"],
  [
    "/faults",
    `{"faults":[{"kind":"revokeRole","role":"Machine.Read"}]}`,
    "Machine.Read is not granted",
  ],
])("POST %s %s changes nothing and says what is wrong", async (path, body, expected) => {
  await post("/faults", { faults: [{ kind: "latency", ms: 1, endpoint: "graph.users" }] });
  const answer = await send(tenant.controlUrl + path, { method: "POST", body });
  expect(answer.status).toBe(400);
  expect(answer.body["error"]).toContain(expected);
  expect(tenant.world().day).toBe(0);
  const set = await send(`${tenant.controlUrl}/faults`);
  expect(set.body).toMatchObject({ faults: [{ kind: "latency", happened: 0 }] });
  await post("/faults");
});

test("the faults that are set are told, with how often they happened", async () => {
  await post("/faults", { faults: [{ kind: "http500", endpoint: "defender.*", times: 3 }] });
  await (
    await defenderReader(tenant)
  )("/api/machines");
  expect((await send(`${tenant.controlUrl}/faults`)).body).toEqual({
    faults: [{ kind: "http500", endpoint: "defender.*", times: 3, happened: 1 }],
  });
  await post("/faults");
});

test("the truth refuses parameters that it does not know", async () => {
  const misspelt = await send(`${tenant.controlUrl}/truth?acountName=x`);
  expect([misspelt.status, misspelt.text]).toEqual([
    400,
    `{"error":"acountname: unknown; expected accountName, collectedSince or packs"}`,
  ]);
  expect((await send(`${tenant.controlUrl}/truth?collectedSince=x`)).status).toBe(400);
});

test("the truth over HTTP is the truth", async () => {
  const { text } = await send(`${tenant.controlUrl}/truth?accountName=Contoso`);
  const lines = text.trimEnd().split("\n");
  expect(lines).toEqual(
    [...tenant.truth({ accountName: "Contoso" })].map((line) => JSON.stringify(line)),
  );
  expect(lines.length).toBeGreaterThan(100);
});

test("statistics count calls, bytes on the wire, statuses and the densest minute", async () => {
  const own = await smallTenant();
  const read = await defenderReader(own);
  const answers = [
    await read("/api/machines"),
    await read("/api/machines"),
    await read("/api/alerts"),
  ];
  const { body } = await send(`${own.controlUrl}/statistics`);
  expect(body).toEqual(JSON.parse(JSON.stringify(own.statistics())));
  expect(own.statistics()).toMatchObject({ calls: 4, throttled: 0 });
  expect(own.statistics().endpoints["defender.machines"]).toEqual({
    calls: 2,
    batched: 0,
    bytes: (answers[0]?.wire.length ?? 0) * 2,
    statuses: { "200": 2 },
    throttled: 0,
    mostInAMinute: 2,
    mostInAnHour: 2,
  });
  expect(own.statistics().endpoints["defender.alerts"]?.statuses).toEqual({ "403": 1 });
  await send(`${own.controlUrl}/statistics/reset`, { method: "POST" });
  expect(own.statistics()).toEqual({ calls: 0, bytes: 0, throttled: 0, endpoints: {} });
  await own.close();
});

test("the export can be generated ahead", async () => {
  const answer = await post("/prepare");
  expect(answer.body["files"]).toBeGreaterThanOrEqual(2);
  expect(answer.body["rows"]).toBeGreaterThan(0);
});

test("an unknown address is told what there is", async () => {
  const answer = await send(`${tenant.controlUrl}/nothing`);
  expect(answer.status).toBe(404);
  expect(answer.text).toContain("POST /control/evolve");
});

test("closing frees the ports and deletes the files", async () => {
  const before = new Set(await readdir(tmpdir()));
  const own = await smallTenant({ devices: 5 });
  await own.prepare();
  const made = (await readdir(tmpdir())).filter(
    (name) => name.startsWith("sample-tenant-") && !before.has(name),
  );
  expect(made.length).toBeGreaterThan(0);
  await own.close();
  await expect(send(own.controlUrl)).rejects.toThrow(/ECONNREFUSED/);
  expect(made.filter((name) => existsSync(`${tmpdir()}/${name}`)).length).toBeLessThan(made.length);
});
