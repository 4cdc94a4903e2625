import { describe, expect, it } from "vitest";
import { between, dice, share } from "./random.ts";

describe("dice", () => {
  it("say the same for the same seed, purpose and indexes", () => {
    expect(dice(7)("home", 3, 4)).toBe(dice(7)("home", 3, 4));
  });

  it("say something else for another seed, purpose or index", () => {
    const rolls = [dice(7)("home", 3), dice(8)("home", 3), dice(7)("name", 3), dice(7)("home", 4)];
    expect(new Set(rolls).size).toBe(4);
  });

  it("never say the same for two indexes of one purpose, so that ids made of them are distinct", () => {
    const roll = dice(1);
    const rolls = Array.from({ length: 100_000 }, (_, index) => roll("machine-id", index));
    expect(new Set(rolls).size).toBe(100_000);
  });

  it("are even", () => {
    const roll = dice(5);
    const buckets = Array.from({ length: 10 }, () => 0);
    for (let index = 0; index < 20_000; index++) {
      const bucket = between(roll("even", index), 0, 9);
      buckets[bucket] = (buckets[bucket] ?? 0) + 1;
    }
    expect(Math.min(...buckets)).toBeGreaterThan(1800);
    expect(Math.max(...buckets)).toBeLessThan(2200);
  });
});

describe("share", () => {
  it("gives the last value when the parts add up to less than the roll", () => {
    const table = [
      [0.2, "a"],
      [0.3, "b"],
    ] as const;
    expect([0.1, 0.4, 0.9].map((roll) => share(roll, table))).toEqual(["a", "b", "b"]);
  });
});
