import { expect, test } from "vitest";
import { Progress } from "./progress.ts";

/** A terminal that writes down what is written to it. */
function terminal(environment: Readonly<Record<string, string>>, columns = 100) {
  const told: string[] = [];
  const out = {
    isTTY: true,
    columns,
    write: (text: string) => Promise.resolve(void told.push(text)),
  };
  const clock = { now: () => 1_000, sleep: () => Promise.resolve() };
  return { told, world: { stdout: out, stderr: out, environment, clock } };
}

const started = { kind: "step_started", step: "users", title: "Users", at: 1_000 } as const;

test("a terminal sees a running step at once, and no row is wider than it", () => {
  const { told, world } = terminal({}, 20);
  new Progress(world).take(started);
  expect(told).toEqual(["\u001b[2K  Users           …\n"]);
});

test.each([{ NO_COLOR: "1" }, { TERM: "dumb" }])("with %o nothing moves", (environment) => {
  const { told, world } = terminal(environment);
  const progress = new Progress(world);
  progress.take(started);
  expect(told).toEqual([]);
  const report = {
    step: "users",
    title: "Users",
    status: "complete",
    optional: false,
    way: "everything",
    reason: null,
    code: null,
    call: null,
    received: 3,
    expected: null,
    calls: 1,
    retries: 0,
    throttled: 0,
    bytes: 9,
    ms: 5,
  } as const;
  progress.take({ kind: "step_ended", report });
  expect(told).toEqual(["  Users                            3  complete  5 ms\n"]);
});
