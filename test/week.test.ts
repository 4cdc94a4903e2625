import { afterAll, beforeAll, expect, test } from "vitest";
import type { Clock } from "../src/base/clock.ts";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import { instanceFor, type Managed, openManaged, smallTenant } from "./support/managed.ts";

const hour = 3_600_000;

/** A clock that a test sets. Whoever waits is let go at once, and the time that they wait passes. */
function setClock(start: number): Clock & { set(now: number): void } {
  let now = start;
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
    },
    set: (moment) => {
      now = Math.max(now, moment);
    },
  };
}

const monday = Date.UTC(2026, 10, 2, 6);
const clock = setClock(monday);

interface Run {
  readonly instanceId: number;
  readonly state: string;
  readonly cause: string;
  readonly reason: string | null;
  readonly startedOn: number;
}

let tenants: readonly SampleTenant[];
let managed: Managed;

const intervals = ["TWELVE_HOURS", "ONE_DAY", "ONE_WEEK"] as const;

beforeAll(async () => {
  tenants = await Promise.all(intervals.map((_, at) => smallTenant(clock, { seed: at + 1 })));
  managed = await openManaged(clock);
  for (const [at, tenant] of tenants.entries()) {
    const settings = { pollingInterval: intervals[at], accountName: `Tenant ${at + 1}` };
    expect((await managed.ask("POST /instances", instanceFor(tenant, settings))).status).toBe(201);
  }
});

afterAll(async () => {
  await managed.close();
  for (const tenant of tenants) await tenant.close();
});

async function runsOf(instance: number): Promise<readonly Run[]> {
  const { body } = await managed.ask(`GET /runs?instance=${instance}&limit=1000`);
  return (body["items"] as Run[]).toReversed();
}

/** What happens at an hour of the week, besides the passing of days. */
const events: Readonly<Record<number, () => void>> = {
  // On Tuesday the second tenant loses a permission, on Wednesday it is given back.
  26: () => tenants[1]?.setFaults({ faults: [{ kind: "revokeRole", role: "Machine.Read.All" }] }),
  50: () => tenants[1]?.setFaults({}),
  // On Thursday Microsoft does not answer the first one.
  72: () => tenants[0]?.setFaults({ faults: [{ kind: "http500" }] }),
  94: () => tenants[0]?.setFaults({}),
};

/** How many hours after the week's begin each run began. */
function hoursOf(runs: readonly Run[]): readonly number[] {
  return runs.map(({ startedOn }) => Math.floor((startedOn - monday) / hour));
}

// Of the times that nobody looked at, one is made up for, and the usual one right after it is passed over.
test("in a week each tenant is read at its times, and failures pass", async () => {
  const worker = managed.desk.worker({ runs: 3 });
  for (let hours = 0; hours < 7 * 24; hours += 0.5) {
    clock.set(monday + hours * hour);
    events[hours]?.();
    if (hours > 0 && hours % 24 === 0) for (const tenant of tenants) tenant.evolve(1);
    // Nobody looks on Saturday until six in the evening.
    if (hours >= 120 && hours < 132) continue;
    await worker.turn();
    await worker.idle();
  }
  const [often, daily, weekly] = await Promise.all([runsOf(1), runsOf(2), runsOf(3)]);
  expect(hoursOf(often)).toEqual([0, 12, 24, 36, 48, 60, 72, 84, 96, 108, 132, 144, 156]);
  expect(hoursOf(daily)).toEqual([0, 24, 48, 72, 96, 132, 144]);
  expect(hoursOf(weekly)).toEqual([0]);
  const states = (runs: readonly Run[]): readonly string[] => runs.map(({ state }) => state);
  const first = [...often.slice(0, 1), ...daily.slice(0, 1), ...weekly];
  expect(first.map(({ reason }) => reason)).toEqual([null, null, null]);
  const well = (count: number): readonly string[] =>
    Array.from({ length: count }, () => "completed");
  expect(states(often)).toEqual([...well(6), "failed", "failed", ...well(5)]);
  expect(states(daily)).toEqual([...well(2), "completed_with_problems", ...well(4)]);
  expect(states(weekly)).toEqual(well(1));
}, 240_000);
