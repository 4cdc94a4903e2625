import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import {
  instanceFor,
  type Managed,
  openManaged,
  realClock,
  smallTenant,
} from "./support/managed.ts";

let tenants: readonly SampleTenant[];
let managed: Managed;

beforeAll(async () => {
  tenants = await Promise.all([1, 2].map((seed) => smallTenant(realClock, { seed })));
  managed = await openManaged(realClock);
  for (const [at, tenant] of tenants.entries())
    await managed.ask("POST /instances", instanceFor(tenant, { accountName: `Tenant ${at + 1}` }));
  await work();
  tenants[0]?.evolve(1);
  await managed.ask("POST /instances/1/run", {});
  await work();
});

afterAll(async () => {
  await managed.close();
  for (const tenant of tenants) await tenant.close();
});

async function work(): Promise<void> {
  const worker = managed.desk.worker();
  await worker.turn();
  await worker.idle();
}

/** Objects by the tenant that they are of. */
async function exported(): Promise<number> {
  let count = 0;
  for await (const lines of managed.desk.export({})) count += lines.length;
  return count;
}

async function unsound(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const checks of managed.desk.verify())
    for (const { check, count } of checks) if (count > 0) found.push(check);
  return found;
}

test("without a word about its data an instance is not deleted", async () => {
  expect(await managed.ask("DELETE /instances/1")).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining("keep or delete") },
  });
});

test("detached, an instance keeps its graph, cannot be read, and goes on when its tenant is connected again", async () => {
  const before = await exported();
  expect((await managed.ask("DELETE /instances/1?data=keep")).status).toBe(202);
  expect(await managed.ask("GET /instances/1")).toMatchObject({
    body: { state: "detached", credential: { isSet: false }, nextRunOn: null },
  });
  expect(await exported()).toBe(before);
  expect((await managed.ask("POST /instances/1/run", {})).status).toBe(409);
  const [tenant] = tenants;
  if (tenant === undefined) throw new Error("no tenant");
  const again = await managed.ask(
    "POST /instances",
    instanceFor(tenant, { accountName: "Tenant 1" }),
  );
  expect(again).toMatchObject({ status: 201, body: { id: 1, state: "active" } });
  await work();
  const { body } = await managed.ask("GET /runs?instance=1&limit=1");
  expect(body["items"]).toMatchObject([{ state: "completed", baseline: false }]);
});

test("deleted with its data nothing of it is left, the other tenant is whole, and the database sound", async () => {
  const { body } = await managed.ask("GET /instances/1");
  const holds = body["holds"] as Record<string, number>;
  const before = await exported();
  expect((await managed.ask("DELETE /instances/1?data=delete")).body).toMatchObject({
    entities: holds["entities"],
    relationships: holds["relationships"],
  });
  expect((await managed.ask("GET /instances/1")).body).toMatchObject({ state: "deleting" });
  expect((await managed.ask("DELETE /instances/1?data=delete")).status).toBe(409);
  await work();
  expect((await managed.ask("GET /instances/1")).status).toBe(404);
  expect(await exported()).toBe(
    before - Number(holds["entities"]) - Number(holds["relationships"]),
  );
  expect(await unsound()).toEqual([]);
  const { items } = (await managed.ask("GET /instances")).body as { items: unknown[] };
  expect(items).toMatchObject([{ id: 2, accountName: "Tenant 2", state: "active" }]);
  const { body: runs } = await managed.ask("GET /runs");
  expect(runs["items"]).toMatchObject([{ instanceId: 2 }]);
});
