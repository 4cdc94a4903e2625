import { expect, test } from "vitest";
import { OneAtATime } from "./one-at-a-time.ts";

test("one thing is done after the other, a failed one hinders nobody, and too many are refused", async () => {
  const turns = new OneAtATime(3);
  let atWork = 0;
  const done: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    expect(++atWork).toBe(1);
    await new Promise(setImmediate);
    atWork--;
    if (name === "b") throw new RangeError(name);
    done.push(name);
  };
  const all = ["a", "b", "c", "d"].map((name) => turns.do(work(name)));
  const ended = await Promise.allSettled(all);
  expect(ended.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "fulfilled",
    "rejected",
  ]);
  expect(ended[3]).toMatchObject({ reason: { code: "busy" } });
  await turns.do(work("e"));
  expect(done).toEqual(["a", "c", "e"]);
});
