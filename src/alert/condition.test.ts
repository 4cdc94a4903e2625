import { expect, test } from "vitest";
import { type Condition, conditionProblems, conditionSchema, holds } from "./condition.ts";

function scope(total: number) {
  return { variables: { queries: { query0: { total }, other: { total: 1 } } }, templates: {} };
}

const cases: readonly (readonly [Condition, number, boolean])[] = [
  ["{{queries.query0.total > 0}}", 0, false],
  ["{{queries.query0.total > 0}}", 1, true],
  ["{{queries.query0.total}}", 0, false],
  [["queries.query0.total", ">=", 2], 2, true],
  [["AND", ["queries.query0.total", ">", 0], ["queries.other.total", "=", 1]], 1, true],
  [["AND", ["queries.query0.total", ">", 0], ["queries.other.total", "!=", 1]], 1, false],
  [["OR", ["queries.query0.total", ">", 5], ["queries.other.total", "<", 2]], 1, true],
  [["OR", ["queries.query0.total", ">", 5], ["queries.other.total", "<=", 0]], 1, false],
];

test.each(cases)("%j with %i results: %s", (condition, total, expected) => {
  expect(conditionSchema.parse(condition)).toEqual(condition);
  expect(holds(condition, scope(total))).toBe(expected);
});

test("a condition that names no query of the rule, or is no expression, is told", () => {
  expect(conditionProblems("{{queries.query1.total > 0}}", ["query0"])).toEqual([
    "it names the query query1, but the rule's are query0",
  ]);
  expect(conditionProblems(["queries.query0.total +", ">", 0], ["query0"])[0]).toContain(
    "expected a value",
  );
  expect(conditionSchema.safeParse(["XOR", ["a", "=", 1]]).success).toBe(false);
});
