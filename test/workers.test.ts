import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import {
  instanceFor,
  type Managed,
  openManaged,
  realClock,
  smallTenant,
} from "./support/managed.ts";
import { newDatabase, type TestDatabase } from "./support/postgres.ts";

const key = Buffer.alloc(32, 7).toString("base64");

let database: TestDatabase;
let tenants: readonly SampleTenant[];
let one: Managed;
let other: Managed;

beforeAll(async () => {
  database = await newDatabase();
  tenants = await Promise.all([1, 2, 3].map((seed) => smallTenant(realClock, { seed })));
  one = await openManaged(realClock, { url: database.url, key });
  other = await openManaged(realClock, { url: database.url, key });
});

afterAll(async () => {
  await one.close();
  await other.close();
  for (const tenant of tenants) await tenant.close();
  await database.drop();
});

interface Run {
  readonly id: number;
  readonly instanceId: number;
  readonly state: string;
  readonly cause: string;
}

async function runs(of: Managed): Promise<readonly Run[]> {
  const { body } = await of.ask("GET /runs");
  return (body["items"] as Run[]).toReversed();
}

test("two workers over one database read each tenant once", async () => {
  for (const [at, tenant] of tenants.entries()) {
    const asked = instanceFor(tenant, { accountName: `Tenant ${at + 1}` });
    expect((await one.ask("POST /instances", asked)).status).toBe(201);
  }
  const workers = [one.desk.worker({ runs: 2 }), other.desk.worker({ runs: 2 })];
  for (let turns = 0; turns < 4; turns += 1) {
    await Promise.all(workers.map((worker) => worker.turn()));
    await Promise.all(workers.map((worker) => worker.idle()));
  }
  expect(await runs(other)).toMatchObject([
    { instanceId: 1, cause: "schedule", state: "completed" },
    { instanceId: 2, cause: "schedule", state: "completed" },
    { instanceId: 3, cause: "schedule", state: "completed" },
  ]);
  const { items } = (await other.ask("GET /runs/1/events")).body as { items: { code: string }[] };
  expect(items.filter(({ code }) => code === "started")).toHaveLength(1);
});

test("a run is cancelled through a server that does not carry it out", async () => {
  tenants[0]?.setFaults({ faults: [{ kind: "latency", ms: 3_600_000, endpoint: "graph.users" }] });
  const { body } = await one.ask("POST /instances/1/run", {});
  const id = String(body["run"]);
  const worker = one.desk.worker({ schedules: false });
  await worker.turn();
  expect((await other.ask(`POST /runs/${id}/cancel`, {})).body).toMatchObject({ id: Number(id) });
  await worker.turn();
  await worker.idle();
  tenants[0]?.setFaults({});
  expect((await other.ask(`GET /runs/${id}`)).body).toMatchObject({
    state: "cancelled",
    reason: expect.stringContaining("cancelled"),
  });
});

test("what a worker that is gone was at is broken off, and taken up by another", async () => {
  tenants[1]?.setFaults({ faults: [{ kind: "latency", ms: 3_600_000, endpoint: "graph.users" }] });
  const gone = await openManaged(realClock, { url: database.url, key });
  const { body } = await gone.ask("POST /instances/2/run", {});
  const id = String(body["run"]);
  await gone.desk.worker({ schedules: false }).turn();
  const worker = other.desk.worker();
  // While it is alive, nobody takes it over.
  await expect.poll(async () => (await other.ask(`GET /runs/${id}`)).body["state"]).toBe("running");
  await worker.takeUp();
  expect((await other.ask(`GET /runs/${id}`)).body["state"]).toBe("running");
  await gone.close();
  tenants[1]?.setFaults({});
  await worker.takeUp();
  await worker.turn();
  await worker.idle();
  const [last] = (await runs(other)).slice(-1);
  expect((await other.ask(`GET /runs/${id}`)).body["state"]).toBe("interrupted");
  expect(last).toMatchObject({ instanceId: 2, cause: "resume", state: "completed" });
});
