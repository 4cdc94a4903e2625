import { expect, it } from "vitest";
import { runInOrder } from "./schedule.ts";
import type { Step, StepOutcome } from "./step.ts";
import type { StepId } from "./source.ts";

const done: StepOutcome = { status: "complete", received: 0, receipts: [], loses: [] };

const step = (id: StepId, ...dependsOn: readonly StepId[]): Step => ({
  id,
  title: id,
  source: null,
  dependsOn,
  emits: [],
  run: () => Promise.resolve(done),
});

it("a step starts after all that it depends on, whatever the order in which steps are listed", async () => {
  const log: string[] = [];
  const steps = [
    step("identities", "users", "machines"),
    step("machines", "account"),
    step("users", "account"),
    step("account"),
  ];
  await runInOrder(steps, (one) => {
    log.push(one.id);
    return Promise.resolve(done);
  });
  expect(log[0]).toBe("account");
  expect(log.slice(1, 3).sort()).toEqual(["machines", "users"]);
  expect(log[3]).toBe("identities");
});

it("a step lets those go first that it comes after, though it needs nothing of them", async () => {
  const log: string[] = [];
  const users: Step = { ...step("users"), after: ["machines"] };
  await runInOrder([users, step("machines")], async ({ id }) => {
    log.push(`${id} begins`);
    await Promise.resolve();
    log.push(`${id} ends`);
    return done;
  });
  expect(log).toEqual(["machines begins", "machines ends", "users begins", "users ends"]);
});

it("steps that do not depend on each other are under way at the same time", async () => {
  let underWay = 0;
  let most = 0;
  await runInOrder([step("users"), step("machines")], async () => {
    underWay++;
    most = Math.max(most, underWay);
    await Promise.resolve();
    underWay--;
    return done;
  });
  expect(most).toBe(2);
});

it("a cycle is refused", async () => {
  const steps = [step("users", "machines"), step("machines", "users")];
  await expect(runInOrder(steps, () => Promise.resolve(done))).rejects.toThrow(
    /wait for each other/,
  );
});
