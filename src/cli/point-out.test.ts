import { expect, it } from "vitest";
import { pointOut } from "./point-out.ts";

const at = (from: number, to: number) => ({ code: "x", message: "No.", from, to });

it("a problem is marked under its place in its line", () => {
  expect(pointOut("FIND User\n\tWITH a == 1\nLIMIT 1", at(18, 20))).toBe(
    " WITH a == 1\n        ^^ No.\n",
  );
});

it("a problem at the end of the query is marked behind it", () => {
  expect(pointOut("FIND", at(4, 4))).toBe("FIND\n    ^ No.\n");
});

it("of a long line only the surroundings are shown", () => {
  const text = `${"a".repeat(1_000)}!${"b".repeat(1_000)}`;
  const [line = "", mark] = pointOut(text, at(1_000, 1_001)).split("\n");
  expect(line).toBe(`…${"a".repeat(60)}!${"b".repeat(59)}…`);
  expect(mark).toBe(`${" ".repeat(61)}^ No.`);
  expect(pointOut(text, at(0, 2_001)).length).toBeLessThan(200);
});
