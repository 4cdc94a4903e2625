import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { QueryResult } from "../../../j1ql/result.ts";
import { ManualClock } from "../../../sample-tenant/fixture.ts";
import { type Bench, openBench } from "../../../../test/support/world.ts";
import { localCaller } from "../../caller.ts";
import { questionsRun } from "../run-question.ts";
import { library } from "./library.ts";

let bench: Bench;
const clock = new ManualClock(Date.UTC(2026, 10, 2, 8));
const dayMs = 86_400_000;

beforeAll(async () => {
  const size = { devices: 110, users: 90, groups: 20, cves: 140 };
  bench = await openBench({ ...size, findingsPerDevice: 6, logonsPerDevice: 2, seed: 33 }, clock);
  await bench.collect();
  for (let day = 1; day <= 5; day++) {
    bench.tenant.evolve(1);
    await clock.sleep(dayMs);
    await bench.collect();
  }
});

afterAll(async () => {
  await bench.close();
});

async function ask(id: string): Promise<QueryResult> {
  const { answers } = await bench.desk.perform(questionsRun, {
    caller: localCaller,
    input: { id, limit: 10_000 },
  });
  const result = answers[0]?.result ?? null;
  if (result === null) throw new Error(`${id}: ${answers[0]?.problems[0]?.message}`);
  return result;
}

const questions = Object.entries(library).flatMap(([group, some]) =>
  some.map((question) => ({ group, ...question })),
);

test("at least 40 questions ship, in six groups, each with an id, a title and a query of its own", () => {
  expect(questions.length).toBeGreaterThanOrEqual(40);
  expect(Object.keys(library)).toHaveLength(6);
  for (const of of ["id", "title", "query"] as const)
    expect(new Set(questions.map((question) => question[of])).size).toBe(questions.length);
});

test.each(questions)("$group: $title", async ({ id }) => {
  expect((await ask(id)).totalCount).toBeGreaterThan(0);
});

type Line = ReturnType<Bench["tenant"]["truth"]> extends Iterable<infer Item> ? Item : never;

describe("what the sample tenant decided is what is answered", () => {
  const truth = (): readonly Line[] => [...bench.tenant.truth()];
  const entities = (type: string): readonly Line[] =>
    truth().filter(({ kind, _type }) => kind === "entity" && _type === type);
  const having = (type: string, holds: (properties: Line["properties"]) => boolean): number =>
    entities(type).filter(({ properties }) => holds(properties)).length;
  const machine = "microsoft_defender_machine";
  const device = "user_endpoint";

  const counted: readonly (readonly [string, () => number])[] = [
    ["devices-managed", () => having(device, ({ managed }) => managed === true)],
    ["exposure-high", () => having(machine, ({ exposureLevel }) => exposureLevel === "High")],
    ["risk-high", () => having(machine, ({ riskScore }) => riskScore === "High")],
    [
      "not-onboarded",
      () => having(device, ({ onboardingStatus }) => onboardingStatus === "CanBeOnboarded"),
    ],
    [
      "antivirus-off",
      () => having(machine, ({ avMode, managed }) => avMode === "Disabled" && managed === true),
    ],
    [
      "sensor-inactive",
      () =>
        having(
          machine,
          ({ healthStatus, managed }) => healthStatus === "Inactive" && managed === true,
        ),
    ],
    [
      "devices-per-person",
      () =>
        truth().filter(
          ({ kind, _type }) => kind === "relationship" && _type === "person_owns_user_endpoint",
        ).length,
    ],
  ];

  test.each(counted)("%s", async (id, count) => {
    expect((await ask(id)).totalCount).toBe(count());
  });
});
