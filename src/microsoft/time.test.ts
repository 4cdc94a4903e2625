import { expect, test } from "vitest";
import { parseTime } from "./time.ts";

const base = Date.UTC(2024, 1, 29, 14, 17, 26);

test.each([
  ["2024-02-29T14:17:26.1234567Z", base + 123],
  ["2024-02-29T14:17:26.5Z", base + 500],
  ["2024-02-29T14:17:26Z", base],
  ["2024-02-29 14:17:26", base],
  ["2024-02-29 14:17:26.9876543", base + 987],
  ["2024-02-29T16:17:26+02:00", base],
  ["2024-02-29T12:17:26.250-02:00", base + 250],
  ["2024-02-29", Date.UTC(2024, 1, 29)],
  ["1969-12-31T23:59:59Z", -1_000],
  ["0001-01-01T00:00:00Z", null],
  ["0001-01-01 00:00:00", null],
  ["", null],
  ["yesterday", null],
  ["2024-13-01T00:00:00Z", null],
  ["2024-02-29T14:17:26X", null],
  ["2024/02/29 14:17:26", null],
])("%s", (text, time) => {
  expect(parseTime(text)).toBe(time);
});

test("every day of four centuries agrees with Date", () => {
  for (let day = -25_567; day < 120_000; day += 97) {
    const text = new Date(day * 86_400_000 + 45_296_789).toISOString();
    expect(parseTime(text)).toBe(Date.parse(text));
  }
});
