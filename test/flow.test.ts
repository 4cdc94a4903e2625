import { expect, it } from "vitest";
import type { Clock } from "../src/base/clock.ts";
import { tour } from "../src/tour.ts";

// A clock that stands still a little after the second day's morning: every value of the walk is then the same each time.
const still: Clock = {
  now: () => Date.UTC(2026, 10, 3, 12),
  sleep: () => Promise.resolve(),
};

it("one machine goes from Microsoft's reply to the screen, with the same value at each station each time", async () => {
  const nouns: string[] = [];
  for await (const stop of tour(still)) {
    nouns.push(stop.noun);
    await expect(`${stop.says}\n\n${stop.value}\n`).toMatchFileSnapshot(
      `golden/flow/${stop.noun}.txt`,
    );
  }
  expect(nouns).toEqual([
    "token",
    "page",
    "record",
    "entity",
    "graph",
    "change",
    "query",
    "screen",
  ]);
});
