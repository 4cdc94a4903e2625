import { describe, expect, it } from "vitest";
import { bornOn, everUpTo, goneOn, population } from "./population.ts";

const slow = population(50, 10, { arrivals: 0.4, departures: 0.34 });
const busy = population(1000, 40, { arrivals: 5.75, departures: 5 });

describe.each([
  ["slow", slow],
  ["busy", busy],
])("a %s population", (_name, all) => {
  it("counts exactly those who are born", () => {
    for (const day of [0, 1, 2, 3, 7, 30]) {
      const count = everUpTo(all, day);
      expect(bornOn(all, count - 1)).toBeLessThanOrEqual(day);
      expect(bornOn(all, count)).toBeGreaterThan(day);
    }
  });

  it("loses each mortal once, at the given rate, and never a lasting one", () => {
    const days = Array.from({ length: all.initial }, (_, index) => goneOn(all, index));
    expect(days.slice(0, all.lasting)).toEqual(Array.from({ length: all.lasting }, () => Infinity));
    const gone = days.filter((day) => day <= 20).length;
    expect(gone).toBe(Math.min(Math.floor(all.departures * 20), all.initial - all.lasting));
    expect(Math.min(...days)).toBeGreaterThan(0);
  });
});

it("nothing ever comes to where nothing was", () => {
  const none = population(0, 10, { arrivals: 3, departures: 1 });
  expect(everUpTo(none, 100)).toBe(0);
});
