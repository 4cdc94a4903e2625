import fc from "fast-check";
import { expect, test } from "vitest";
import { PairSet } from "./pair-set.ts";

test("a pair is new once", () => {
  const pairs = new PairSet();
  expect(pairs.add(0, 0)).toBe(true);
  expect(pairs.add(0, 0)).toBe(false);
  expect(pairs.add(0, 1)).toBe(true);
  expect(pairs.add(1, 0)).toBe(true);
  expect(pairs.size).toBe(3);
});

test("it says what a set of texts would say", () => {
  const index = fc.oneof(fc.nat(40), fc.nat(2 ** 26 - 1));
  fc.assert(
    fc.property(fc.array(fc.tuple(index, index), { maxLength: 3_000 }), (added) => {
      const pairs = new PairSet();
      const texts = new Set<string>();
      for (const [first, second] of added) {
        const isNew = !texts.has(`${first}:${second}`);
        texts.add(`${first}:${second}`);
        expect(pairs.add(first, second)).toBe(isNew);
      }
      expect(pairs.size).toBe(texts.size);
    }),
    { numRuns: 30 },
  );
});

test("it keeps every pair while it grows", () => {
  const pairs = new PairSet();
  for (let first = 0; first < 300; first++) {
    for (let second = 0; second < 100; second++) pairs.add(first, second);
  }
  expect(pairs.size).toBe(30_000);
  expect(pairs.add(299, 99)).toBe(false);
});
