import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import { selfSigned } from "./support/certificate.ts";
import {
  instanceFor,
  type Managed,
  openManaged,
  realClock,
  smallTenant,
} from "./support/managed.ts";

let tenant: SampleTenant;
let managed: Managed;

beforeAll(async () => {
  tenant = await smallTenant(realClock);
  managed = await openManaged(realClock);
});

afterAll(async () => {
  await managed.close();
  await tenant.close();
});

test("an instance that is created is read at once, its run is told, and the graph can be asked", async () => {
  const created = await managed.ask("POST /instances", instanceFor(tenant));
  expect(created.body).toMatchObject({ state: "active", pollingInterval: "ONE_DAY" });
  expect(created.status).toBe(201);
  const worker = managed.desk.worker();
  await worker.turn();
  await worker.idle();
  const runs = await managed.ask("GET /runs");
  expect(runs.body).toMatchObject({
    items: [{ id: 1, instanceId: 1, cause: "schedule", state: "completed", baseline: true }],
    next: null,
  });
  const run = await managed.ask("GET /runs/1");
  expect(run.body["steps"]).toContainEqual(
    expect.objectContaining({ step: "machines", received: 12 }),
  );
  const events = await managed.ask("GET /runs/1/events?limit=3");
  expect(events.body).toMatchObject({ items: [{ code: "started" }, {}, {}], next: 3 });
  const answer = await managed.ask("POST /query", {
    query: "FIND microsoft_defender_machine WITH tag.AccountName = 'Acme'",
  });
  expect(answer.body["result"]).toMatchObject({ data: { length: 12 } });
});

test("a connection is tested before it is saved: what is missing, how to grant it, what is absent without it", async () => {
  tenant.setFaults({ faults: [{ kind: "revokeRole", role: "Vulnerability.Read.All" }] });
  const told = await managed.ask("POST /instances/test", instanceFor(tenant));
  tenant.setFaults({});
  expect(told.body).toMatchObject({
    ok: false,
    summary:
      "Not everything can be read: vulnerabilities, software. Grant Vulnerability.Read.All (WindowsDefenderATP).",
  });
  const sources = told.body["sources"] as { isOptional: boolean }[];
  expect(sources.filter(({ isOptional }) => !isOptional)).toMatchObject([
    { source: "account", state: "granted" },
    { source: "users", state: "granted" },
    { source: "groups", state: "granted" },
    { source: "machines", state: "granted" },
    { source: "devices", state: "granted" },
    { source: "logon_users", state: "granted" },
    { source: "vulnerabilities", state: "missing", without: "findings and CVEs" },
    { source: "software", state: "missing" },
  ]);
  expect(sources.filter(({ isOptional }) => isOptional)).toContainEqual(
    expect.objectContaining({ source: "alerts", permission: "Alert.Read.All" }),
  );
  expect(await managed.ask("POST /instances/1/test", {})).toMatchObject({ body: { ok: true } });
});

test("a wrong secret is told once, in plain words", async () => {
  const wrong = { credential: { kind: "secret", secret: "not-the-value" } };
  const told = await managed.ask("POST /instances/test", instanceFor(tenant, wrong));
  expect(told.body["summary"]).toMatch(
    /^Cannot get a token for \w+.*: the client secret of app .* is wrong\. Give the secret's value \(not its id\)/,
  );
});

/** The events of a stream, as their names and data. */
function heard(text: string): { event: string; data: Record<string, unknown> }[] {
  return text
    .split("\n\n")
    .flatMap((part) => /event: (\w+)\ndata: (.*)$/s.exec(part) ?? [])
    .flatMap((_, at, all) =>
      at % 3 === 0
        ? [
            {
              event: all[at + 1] ?? "",
              data: JSON.parse(all[at + 2] ?? "{}") as Record<string, unknown>,
            },
          ]
        : [],
    );
}

test("a run is told live from its start to its end, and again from any event on", async () => {
  const { body } = await managed.ask("POST /instances/1/run", {});
  const path = `GET /runs/${String(body["run"])}/events`;
  const listening = managed.ask(path, null, { accept: "text/event-stream" });
  const worker = managed.desk.worker({ schedules: false });
  await worker.turn();
  await worker.idle();
  const live = await listening;
  expect(live.headers["content-type"]).toBe("text/event-stream");
  const told = heard(live.text);
  expect(told.at(-1)).toEqual({ event: "end", data: { state: "completed" } });
  const logged = told.filter(({ event }) => event === "log").map(({ data }) => data);
  expect(logged[0]).toMatchObject({ code: "started" });
  expect(logged.at(-1)).toMatchObject({ code: "completed" });
  const last = String(logged.at(-2)?.["id"]);
  const again = await managed.ask(path, null, {
    accept: "text/event-stream",
    "last-event-id": last,
  });
  expect(heard(again.text).filter(({ event }) => event === "log")).toHaveLength(1);
});

test("a second run is refused while one waits; one that waits is cancelled at once, and only once", async () => {
  const { body } = await managed.ask("POST /instances/1/run", {});
  const id = String(body["run"]);
  expect(await managed.ask("POST /instances/1/run", {})).toMatchObject({
    status: 409,
    body: {
      code: "conflict",
      detail: `Instance 1 is being read already: run ${id} waits or is under way.`,
    },
  });
  expect((await managed.ask(`POST /runs/${id}/cancel`, {})).body).toMatchObject({
    state: "cancelled",
  });
  expect((await managed.ask(`POST /runs/${id}/cancel`, {})).status).toBe(409);
  expect((await managed.ask(`GET /runs/${id}`)).body).toMatchObject({ state: "cancelled" });
});

test("a run that failed tells the call, Microsoft's request id and what to do", async () => {
  tenant.setFaults({ faults: [{ kind: "revokeRole", role: "Machine.Read.All" }] });
  const { body } = await managed.ask("POST /instances/1/run", {});
  const worker = managed.desk.worker({ schedules: false });
  await worker.turn();
  await worker.idle();
  tenant.setFaults({});
  const run = await managed.ask(`GET /runs/${String(body["run"])}`);
  expect(run.body).toMatchObject({ state: "completed_with_problems" });
  const steps = run.body["steps"] as { step: string }[];
  expect(steps.find(({ step }) => step === "machines")).toMatchObject({
    status: "failed",
    code: "permission_missing",
    failedCall: {
      call: "GET WindowsDefenderATP /api/machines",
      status: 403,
      requestId: expect.any(String),
    },
    fix: expect.stringContaining("grant admin consent"),
  });
});

test("a kept secret is not sent to other addresses than those it was entered for", async () => {
  const hosts = { authority: "https://login.example.com" };
  expect(await managed.ask("PATCH /instances/1", { hosts })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("enter the secret again") },
  });
  const { hosts: same } = instanceFor(tenant) as { hosts: object };
  expect((await managed.ask("PATCH /instances/1", { hosts: same, description: "x" })).status).toBe(
    200,
  );
});

test("a change of tags reaches everything with the next run, also what is not read anew", async () => {
  const tagged = async (condition: string): Promise<number> => {
    const query = `FIND * AS e WHERE ${condition} RETURN COUNT(e) AS n`;
    const { body } = await managed.ask("POST /query", { query });
    return (body["result"] as { data: { n: number }[] }).data[0]?.n ?? 0;
  };
  const all = await tagged("e.tag.AccountName = 'Acme'");
  expect(all).toBeGreaterThan(50);
  await managed.ask("PATCH /instances/1", { tags: { stage: "prod" }, tagAccountName: false });
  await managed.ask("POST /instances/1/run", {});
  const worker = managed.desk.worker({ schedules: false });
  await worker.turn();
  await worker.idle();
  expect(await tagged("e.tag.AccountName = 'Acme'")).toBe(0);
  expect(await tagged("e.tag.stage = 'prod'")).toBe(all);
});

test("a secret that ends soon, or has ended, is warned of", async () => {
  const day = (days: number): string =>
    new Date(Date.now() + days * 86_400_000 + 3_600_000).toISOString().slice(0, 10);
  const warned = async (secretExpiresOn: string | null): Promise<unknown> =>
    (await managed.ask("PATCH /instances/1", { secretExpiresOn })).body["warnings"];
  expect(await warned(day(40))).toEqual([]);
  expect(await warned(day(5))).toEqual([expect.stringMatching(/expires on .*, in [45] days\./)]);
  expect(await warned(day(-2))).toEqual([expect.stringContaining("expired on")]);
  expect(await warned(null)).toEqual([]);
});

test("what is wrong with a new instance is said in plain words, field by field", async () => {
  const secret = "11111111-2222-4333-8444-555555555555";
  const wrong = {
    tenantId: "contoso",
    clientId: "my app",
    credential: { kind: "secret", secret },
    sources: ["software"],
    hosts: { graph: "http://graph.example.com" },
  };
  const { status, body } = await managed.ask("POST /instances", instanceFor(tenant, wrong));
  expect(status).toBe(400);
  expect(body["detail"]).toMatch(/tenantId: is not a directory \(tenant\) id: it must be a GUID/);
  expect(body["detail"]).toMatch(/clientId: is not an application \(client\) id/);
  expect(body["detail"]).toMatch(/credential.secret: this is the secret's id, not its value/);
  expect(body["detail"]).toMatch(/sources: software is told by the rows of vulnerabilities/);
  expect(body["detail"]).not.toContain(secret);
  const insecure = { hosts: { graph: "http://graph.example.com" } };
  const refused = await managed.ask("POST /instances", instanceFor(tenant, insecure));
  expect(refused.body["detail"]).toMatch(/tokens travel over https only/);
});

test("a certificate takes a secret's place, and a key that is not its own is told", async () => {
  const { certificate, privateKey } = selfSigned();
  const trusting = await smallTenant(realClock, { seed: 11, certificate });
  try {
    const mine = { kind: "certificate", certificate, privateKey };
    const other = { kind: "certificate", certificate, privateKey: selfSigned().privateKey };
    const created = await managed.ask(
      "POST /instances",
      instanceFor(trusting, { credential: mine }),
    );
    expect(created.body).toMatchObject({ credential: { kind: "certificate", isSet: true } });
    const path = `/instances/${String(created.body["id"])}`;
    expect((await managed.ask(`POST ${path}/test`, {})).body).toMatchObject({ ok: true });
    await managed.ask(`PATCH ${path}`, { credential: other, enabled: false });
    const { body } = await managed.ask(`POST ${path}/test`, {});
    expect(body).toMatchObject({ ok: false });
    expect(body["summary"]).toMatch(/certificate/);
  } finally {
    await trusting.close();
  }
});
