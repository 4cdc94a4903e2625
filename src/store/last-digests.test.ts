import { expect, it } from "vitest";
import { LastDigests } from "./last-digests.ts";

it("what came last under a number is known, whatever came under others, and nothing once all is forgotten", () => {
  const digests = new LastDigests();
  const numbers = [0, -1, 1, -2, 5_000, -70_000, 200_000];
  expect(numbers.map((n) => digests.isKnown(n, `content of ${n}`))).toEqual(
    numbers.map(() => false),
  );
  expect(numbers.map((n) => digests.isKnown(n, `content of ${n}`))).toEqual(
    numbers.map(() => true),
  );
  expect(digests.isKnown(1, "another")).toBe(false);
  expect(digests.isKnown(1, "content of 1")).toBe(false);
  expect(digests.isKnown(-1, "content of -1")).toBe(true);
  digests.clear();
  expect(digests.isKnown(0, "content of 0")).toBe(false);
});
