import fc from "fast-check";
import { expect, test } from "vitest";
import { nextAfterRun, nextRunOn, pollingIntervals, pollingNames } from "./polling.ts";

const intervals = pollingNames.flatMap((name) => pollingIntervals[name] ?? []);
const schedules = fc.record({
  instanceId: fc.integer({ min: 1, max: 10_000 }),
  anchorOn: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  interval: fc.constantFrom(...intervals),
});
const later = fc.integer({ min: 0, max: 100_000_000_000 });

test("the next time is after now and at most an interval away", () => {
  fc.assert(
    fc.property(schedules, later, (of, wait) => {
      const now = of.anchorOn + wait;
      const next = nextRunOn(of, now);
      expect(next).toBeGreaterThan(now);
      expect(next).toBeLessThanOrEqual(now + of.interval);
    }),
  );
});

test("however late it was asked, an instance keeps its time", () => {
  fc.assert(
    fc.property(schedules, later, later, (of, one, other) => {
      const apart = nextRunOn(of, of.anchorOn + one) - nextRunOn(of, of.anchorOn + other);
      expect(Math.abs(apart % of.interval)).toBe(0);
    }),
  );
});

test("instances that were made at one moment are read at moments minutes apart", () => {
  const times = Array.from({ length: 20 }, (_, at) =>
    nextRunOn({ instanceId: at + 1, anchorOn: 0, interval: 86_400_000 }, 0),
  );
  const least = times.toSorted((a, b) => a - b).map((time, at, all) => time - (all[at - 1] ?? 0));
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(200_000);
  expect(Math.min(...least.slice(1))).toBeGreaterThan(5_000);
});

test("the first run is not followed by another within minutes, nor one that was late", () => {
  fc.assert(
    fc.property(schedules, later, (of, wait) => {
      const now = of.anchorOn + wait;
      expect(nextAfterRun(of, now) - now).toBeGreaterThan(of.interval / 2);
      expect(nextAfterRun(of, now) - now).toBeLessThanOrEqual(1.5 * of.interval);
    }),
  );
});
