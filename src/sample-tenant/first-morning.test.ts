import { expect, test } from "vitest";
import { firstMorningBefore, morningOf } from "./first-morning.ts";

const at = (text: string): number => Date.parse(text);

test("a tenant is never ahead of the present", () => {
  expect(firstMorningBefore(at("2027-03-05T05:59:59Z"), 0)).toBe(at("2027-03-04T06:00:00Z"));
  expect(firstMorningBefore(at("2027-03-05T06:00:00Z"), 0)).toBe(at("2027-03-05T06:00:00Z"));
});

test("days that are to pass lie behind the present", () => {
  expect(firstMorningBefore(at("2027-03-05T22:00:00Z"), 1)).toBe(at("2027-03-04T06:00:00Z"));
});

test("a day that is named begins in its own morning", () => {
  expect(morningOf(at("2026-11-02"))).toBe(at("2026-11-02T06:00:00Z"));
});
