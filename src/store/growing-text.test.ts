import { expect, test } from "vitest";
import { GrowingText } from "./growing-text.ts";

const textOf = (text: GrowingText): string => Buffer.from(text.take()).toString("utf8");

test("whole numbers are written as JavaScript writes them", () => {
  const numbers = [0, 7, -1, 9, 10, 99, 100, -15_800_000, 2 ** 31 - 1, -(2 ** 31), 2 ** 53 - 1];
  const text = new GrowingText();
  for (const number of numbers) {
    text.addWhole(number);
    text.addAscii(32);
  }
  expect(textOf(text)).toBe(numbers.map((number) => `${number} `).join(""));
});

test("it grows whatever is added at its end, and is empty once taken", () => {
  for (const add of [
    (text: GrowingText) => text.addWhole(-12_345),
    (text: GrowingText) => text.addAscii(65),
    (text: GrowingText) => text.add("é"),
  ]) {
    const [text, one] = [new GrowingText(), new GrowingText()];
    add(one);
    const once = textOf(one);
    for (let times = 0; times < 70_000; times++) add(text);
    expect(textOf(text)).toBe(once.repeat(70_000));
    expect(text.length).toBe(0);
  }
});
