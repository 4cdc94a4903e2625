import { afterAll, beforeAll, expect, test } from "vitest";
import { ManualClock } from "../src/sample-tenant/fixture.ts";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import { instanceFor, type Managed, openManaged, smallTenant } from "./support/managed.ts";
import { type Receiver, startReceiver } from "./support/receiver.ts";

const hour = 3_600_000;
const clock = new ManualClock();
const startedOn = clock.now();
const tenants: SampleTenant[] = [];
const polling = ["ONE_DAY", "TWELVE_HOURS", "ONE_DAY"] as const;
const days = 7;
const step = 4;
let managed: Managed;
let receiver: Receiver;

/** What was taken: a message, and its key. */
interface Taken {
  readonly key: string;
  readonly event: string;
  readonly alertId: number;
  readonly kind: string;
  readonly rule: { readonly name: string };
  readonly link: string;
}

const taken: Taken[] = [];
let isDown = false;

async function ask<Body>(what: string, body: object | null = null): Promise<Body> {
  const answered = await managed.ask(what, body);
  if (answered.status >= 300) throw new Error(`${what}: ${answered.status} ${answered.text}`);
  return answered.body as Body;
}

const rules = [
  "exposure-rose",
  "device-new",
  "device-silent",
  "integration-blind",
  "critical-weakness-new",
];

/** Some hours at a time; what happens at some of them. */
async function live(hours: number, happens: (at: number) => void): Promise<void> {
  const worker = managed.desk.worker();
  for (let at = 0; at < hours; at += step) {
    happens(at);
    await worker.turn();
    await worker.idle();
    await clock.sleep(Math.max(0, startedOn + (at + step) * hour - clock.now()));
  }
  await worker.stop();
}

beforeAll(async () => {
  receiver = await startReceiver();
  receiver.answer = ({ body, headers }) => {
    if (isDown) return { status: 503 };
    taken.push({ ...JSON.parse(body), key: headers["idempotency-key"] });
    return { status: 200 };
  };
  managed = await openManaged(clock);
  for (const [index, pollingInterval] of polling.entries()) {
    const tenant = await smallTenant(clock, { seed: 20 + index, devices: 20 });
    tenants.push(tenant);
    const name = `Tenant ${index}`;
    await ask("POST /instances", instanceFor(tenant, { accountName: name, pollingInterval }));
  }
  const settings = { url: `${receiver.url}/alerts` };
  const { id } = await ask<{ id: number }>("POST /channels", {
    kind: "webhook",
    name: "SOC",
    settings,
  });
  const on = ["opened", "updated", "reopened", "dismissed", "closed"];
  for (const rule of rules)
    await ask(`POST /rules/${rule}/enable`, { actions: [{ kind: "notify", channelId: id, on }] });
  await live(days * 24, (at) => {
    if (at % 24 === 0 && at > 0) for (const tenant of tenants) tenant.evolve(1);
    // A permission is taken away for a day.
    if (at === 2 * 24)
      tenants[1]?.setFaults({ faults: [{ kind: "revokeRole", role: "Machine.Read.All" }] });
    if (at === 3 * 24) tenants[1]?.setFaults({});
    // The receiver is down for a day.
    isDown = at >= 4 * 24 && at < 5 * 24;
  });
}, 240_000);

afterAll(async () => {
  await managed.close();
  for (const tenant of tenants) await tenant.close();
  await receiver.close();
});

interface Alert {
  readonly id: number;
  readonly ruleId: number;
  readonly kind: string;
  readonly state: string;
  readonly openedOn: number;
  readonly closedOn: number | null;
  readonly title: string;
  readonly events: readonly { readonly event: string; readonly state: string }[];
}

async function alerts(): Promise<readonly Alert[]> {
  const { items } = await ask<{ items: { id: number }[] }>("GET /alerts?state=all&limit=1000");
  return Promise.all(items.map(({ id }) => ask<Alert>(`GET /alerts/${id}`)));
}

test("each tenant was read at its own interval", async () => {
  const { items } = await ask<{ items: { instanceId: number; state: string }[] }>(
    "GET /runs?limit=1000",
  );
  const counts = polling.map(
    (_, index) => items.filter((run) => run.instanceId === index + 1).length,
  );
  for (const [index, perDay] of [1, 2, 1].entries())
    expect(Math.abs((counts[index] ?? 0) - days * perDay)).toBeLessThanOrEqual(1);
});

test("there was something to tell, and never two open alerts of one rule", async () => {
  const all = await alerts();
  expect(all.length).toBeGreaterThanOrEqual(4);
  expect(new Set(all.map(({ ruleId }) => ruleId)).size).toBeGreaterThanOrEqual(3);
  for (const one of all)
    for (const other of all.filter(
      ({ id, ruleId, kind }) => id !== one.id && ruleId === one.ruleId && kind === one.kind,
    ))
      expect(
        one.openedOn >= (other.closedOn ?? Infinity) ||
          other.openedOn >= (one.closedOn ?? Infinity),
      ).toBe(true);
});

test("an alert opened whenever its rule began to hold, and closed when it did not any more", async () => {
  const all = await alerts();
  for (const { id } of (await ask<{ items: { id: number }[] }>("GET /rules")).items) {
    const { items } = await ask<{ items: { outcome: string }[] }>(
      `GET /rules/${id}/evaluations?limit=1000`,
    );
    const sure = items.toReversed().filter(({ outcome }) => outcome !== "unsure");
    const begun = sure.filter(
      ({ outcome }, at) => outcome === "matched" && sure[at - 1]?.outcome !== "matched",
    );
    const ofRule = all.filter(({ ruleId, kind }) => ruleId === id && kind === "rule");
    expect(ofRule).toHaveLength(begun.length);
    const isOpen = sure.at(-1)?.outcome === "matched";
    expect(ofRule.filter(({ state }) => state === "open")).toHaveLength(isOpen ? 1 : 0);
  }
});

test("the integration was blind for as long as the permission was gone", async () => {
  const blind = (await alerts()).filter(({ title }) => title === "The integration went blind");
  const gone = blind.filter(
    ({ openedOn }) => openedOn >= startedOn + 2 * 24 * hour && openedOn < startedOn + 3 * 24 * hour,
  );
  expect(gone).toHaveLength(1);
  expect(gone[0]?.closedOn).toBeGreaterThanOrEqual(startedOn + 3 * 24 * hour);
  expect(gone[0]?.closedOn).toBeLessThan(startedOn + 4 * 24 * hour);
});

const toldOf: Readonly<Record<string, string>> = {
  opened: "opened",
  grew: "updated",
  cleared: "closed",
};

test("everything was delivered once and in order, also what happened while the receiver was down", async () => {
  expect(new Set(taken.map(({ key }) => key)).size).toBe(taken.length);
  for (const { id, events } of await alerts()) {
    const told = taken.filter(({ alertId }) => alertId === id).map(({ event }) => event);
    expect(told).toEqual(events.map(({ event }) => toldOf[event] ?? event));
  }
  const { items } = await ask<{
    items: { state: string; attempts: number; createdOn: number; endedOn: number }[];
  }>("GET /deliveries?limit=1000");
  expect(items.filter(({ state }) => state !== "delivered")).toEqual([]);
  expect(items).toHaveLength(taken.length);
  const late = items.filter(({ attempts }) => attempts > 1);
  expect(late.length).toBeGreaterThan(0);
  for (const { endedOn } of late)
    expect(endedOn - (startedOn + 5 * 24 * hour)).toBeLessThanOrEqual((step + 1) * hour);
});

test("each message leads to its alert", () => {
  for (const { alertId, link } of taken)
    expect(link).toBe(`https://graph.example/alerts/${alertId}`);
});
