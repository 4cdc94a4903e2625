import { expect, test } from "vitest";
import { silent } from "../base/log.ts";
import { workLines } from "./work-lines.ts";

test("work that is silent for long is heard of: what it told last is told again", async () => {
  const done = Promise.withResolvers<object>();
  let quiet = 0;
  const clock = {
    now: () => 0,
    sleep: async () => {
      // The first silence is before anything was told.
      quiet++;
      if (quiet === 4) done.resolve({ of: "all" });
    },
  };
  const told = { what: "changes", count: 7 };
  const lines: unknown[] = [];
  const work = async (tell: (one: typeof told) => void): Promise<object> => {
    tell(told);
    return done.promise;
  };
  for await (const some of workLines(work, { clock, log: silent })) lines.push(...some);
  expect(lines.slice(0, 2)).toEqual([{ progress: told }, { progress: told }]);
  expect(lines.at(-1)).toEqual({ report: { of: "all" } });
});
