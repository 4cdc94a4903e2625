import { expect, test } from "vitest";
import { testClock } from "../../test/support/provider.ts";
import { Budgets } from "./budget.ts";
import type { Family } from "./limits.ts";

type Options = Partial<ConstructorParameters<typeof Budgets>[0]>;

function budgetsWith(options: Options = {}) {
  const clock = testClock();
  return { clock, budgets: new Budgets({ clock, ...options }) };
}

async function send(budgets: Budgets, family: Family, count: number): Promise<number[]> {
  const sent: number[] = [];
  for (let call = 0; call < count; call += 1) {
    const leave = await budgets.leave(family, 1);
    sent.push(leave.sentOn);
    leave.done();
  }
  return sent;
}

function mostWithin(sent: readonly number[], windowMs: number): number {
  return Math.max(
    ...sent.map((from) => sent.filter((on) => on >= from && on < from + windowMs).length),
  );
}

test("no minute has more calls than documented", async () => {
  const { budgets } = budgetsWith();
  expect(mostWithin(await send(budgets, "machineVulnerabilities", 180), 60_000)).toBe(50);
});

test("no hour has more calls than documented", async () => {
  const { budgets } = budgetsWith();
  expect(mostWithin(await send(budgets, "findingExport", 45), 3_600_000)).toBe(20);
});

test("families do not share a budget, until all of Defender's is spent", async () => {
  const { budgets, clock } = budgetsWith();
  await send(budgets, "machines", 100);
  await send(budgets, "logonUsers", 100);
  expect(clock.sleeps).toEqual([]);
  await send(budgets, "alerts", 1);
  expect(clock.sleeps).toHaveLength(1);
  await send(budgets, "graph", 1);
  expect(clock.sleeps).toHaveLength(1);
});

test("all of Defender's endpoints together keep to a limit that holds across runs", async () => {
  const clock = testClock();
  const first = new Budgets({ clock });
  const sent = await send(first, "logonUsers", 1_500);
  sent.push(...(await send(first, "missingUpdates", 1_400)));
  expect(first.callsLeft("missingUpdates")).toBe(0);
  expect(first.callsLeft("machines")).toBeGreaterThan(0);
  const second = new Budgets({ clock, state: JSON.parse(JSON.stringify(first.state())) });
  sent.push(...(await send(second, "alerts", 300)), ...(await send(second, "machines", 300)));
  expect(
    mostWithin(
      sent.sort((a, b) => a - b),
      3_600_000,
    ),
  ).toBeLessThanOrEqual(3_000);
});

test("a 429 for a family that spent little narrows what all of Defender share", async () => {
  const { budgets, clock } = budgetsWith();
  await send(budgets, "machines", 60);
  budgets.throttled("machines", clock.now(), 0);
  expect(budgets.state().defender?.share).toBe(1);
  await send(budgets, "alerts", 10);
  clock.forward(5);
  budgets.throttled("alerts", clock.now(), 0);
  expect(budgets.state()).toMatchObject({ alerts: { share: 0.5 }, defender: { share: 0.5 } });
});

test("a second run within the hour starts from what the first one spent", async () => {
  const clock = testClock();
  const first = new Budgets({ clock });
  await send(first, "findingExport", 18);
  const kept = JSON.parse(JSON.stringify(first.state()));
  const second = new Budgets({ clock, state: kept });
  expect(second.callsLeft("findingExport")).toBe(2);
  const from = clock.now();
  const [, , third] = await send(second, "findingExport", 3);
  expect((third ?? 0) - from).toBeGreaterThan(3_000_000);
});

test("the state forgets what is older than an hour", async () => {
  const { budgets, clock } = budgetsWith();
  await send(budgets, "machines", 10);
  clock.forward(3_700_000);
  expect(budgets.state().machines?.calls).toEqual([]);
  expect(budgets.callsLeft("machines")).toBe(1_500);
});

test("a 429 pauses its family, and halves its minute for an hour", async () => {
  const { budgets, clock } = budgetsWith();
  const from = clock.now();
  budgets.throttled("machines", from, 10_000);
  const sent = await send(budgets, "machines", 120);
  expect((sent[0] ?? 0) - from).toBeGreaterThanOrEqual(10_000);
  expect(mostWithin(sent, 60_000)).toBe(50);
  clock.forward(3_700_000);
  expect(mostWithin(await send(budgets, "machines", 150), 60_000)).toBe(100);
});

test("429s of calls that were under way together count once", async () => {
  const { budgets, clock } = budgetsWith();
  const sentOn = clock.now();
  clock.forward(5);
  budgets.throttled("machines", sentOn, 0);
  budgets.throttled("machines", sentOn, 0);
  expect(budgets.state().machines?.share).toBe(0.5);
});

test("a rate factor of 60 makes a minute of a second", async () => {
  const { budgets, clock } = budgetsWith({ rateFactor: 60 });
  const from = clock.now();
  await send(budgets, "machines", 101);
  expect(clock.now() - from).toBeGreaterThan(1_000);
  expect(clock.now() - from).toBeLessThan(1_100);
});

test("an infinite rate factor switches the limits off", async () => {
  const { budgets, clock } = budgetsWith({ rateFactor: Number.POSITIVE_INFINITY });
  await send(budgets, "findingExport", 500);
  expect(clock.sleeps).toEqual([]);
  expect(budgets.callsLeft("findingExport")).toBe(Number.POSITIVE_INFINITY);
});

test("a rate factor with which nobody could send too much slows nobody down", async () => {
  const { budgets, clock } = budgetsWith({ rateFactor: 1_000_000 });
  await send(budgets, "logonUsers", 5_000);
  expect(clock.sleeps).toEqual([]);
  expect(budgets.callsLeft("logonUsers")).toBeGreaterThan(0);
  expect(budgets.hour()).toEqual([]);
});

test("a rate factor with which somebody could leaves room for calls that arrive late", async () => {
  const { budgets, clock } = budgetsWith({ rateFactor: 10_000 });
  await send(budgets, "logonUsers", 101);
  expect(clock.sleeps).toHaveLength(1);
  expect(clock.sleeps[0]).toBeGreaterThanOrEqual(25);
});

test("Graph's budget counts resource units", async () => {
  const { budgets, clock } = budgetsWith();
  const leave = await budgets.leave("graph", 3_490);
  leave.done();
  await budgets.leave("graph", 40);
  expect(clock.sleeps).toHaveLength(1);
});

test("no more requests are under way than allowed, and a place is given back once", async () => {
  const { budgets } = budgetsWith({ concurrency: 1 });
  const first = await budgets.leave("files", 1);
  let isIn = false;
  const second = budgets.leave("files", 1).then((leave) => {
    isIn = true;
    return leave;
  });
  await Promise.resolve();
  expect(isIn).toBe(false);
  first.done();
  first.done();
  (await second).done();
  expect(isIn).toBe(true);
});

test("an aborted wait gives its place back", async () => {
  const { budgets } = budgetsWith({ concurrency: 1 });
  const stop = new AbortController();
  const first = await budgets.leave("files", 1);
  const second = budgets.leave("files", 1, stop.signal);
  stop.abort(new Error("enough"));
  first.done();
  await expect(second).rejects.toThrow("enough");
  (await budgets.leave("files", 1)).done();
});

test("a clock that was set back does not block a family", async () => {
  const clock = testClock();
  const future = clock.now() + 86_400_000;
  const family = { calls: Array(20).fill([future, 1]), pausedUntil: 0, share: 1, narrowedUntil: 0 };
  const budgets = new Budgets({ clock, state: { findingExport: family } });
  expect(budgets.callsLeft("findingExport")).toBe(20);
});

test("what an hour allows is the documented limit, multiplied by the rate factor", () => {
  expect(budgetsWith().budgets.callsAnHour("logonUsers")).toBe(1_500);
  expect(budgetsWith({ rateFactor: 10 }).budgets.callsAnHour("findingExport")).toBe(200);
  expect(budgetsWith().budgets.callsAnHour("files")).toBe(Infinity);
});
