import { expect, test } from "vitest";
import { StatisticsBook } from "./statistics.ts";

test("the densest minute is found wherever it lies", () => {
  let now = 0;
  const book = new StatisticsBook(() => now);
  for (const time of [0, 59_999, 60_000, 100_000, 110_000, 119_000, 300_000]) {
    now = time;
    book.arrived("defender.machines");
  }
  expect(book.read().endpoints["defender.machines"]).toMatchObject({
    calls: 7,
    mostInAMinute: 5,
    mostInAnHour: 7,
  });
});

test("batched calls are counted at their endpoint, not as requests", () => {
  const book = new StatisticsBook(() => 0);
  book.arrived("graph.batch");
  book.arrived("graph.groupMembers");
  book.served({ endpoint: "graph.groupMembers", status: 429, bytes: 0, batched: true });
  book.served({ endpoint: "graph.batch", status: 200, bytes: 10 });
  expect(book.read()).toMatchObject({ calls: 1, bytes: 10, throttled: 1 });
});
