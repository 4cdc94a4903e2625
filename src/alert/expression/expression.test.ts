import fc from "fast-check";
import { expect, test } from "vitest";
import { valueOf } from "./evaluate-expression.ts";
import type { Data } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";

const machines = [
  { name: "a", risk: "High", score: 3 },
  { name: "b", risk: "Low", score: 1 },
  { name: "c", risk: "High", score: 2 },
];
const variables = { queries: { query0: { total: 3, data: machines } }, level: "HIGH", none: null };

function asked(text: string): Data {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const renderItem = (template: string, { item }: { readonly [name: string]: Data }): string =>
    `${template}:${JSON.stringify(item)}`;
  return valueOf(parsed.expression, { variables, renderItem });
}

test.each<[string, Data]>([
  ["queries.query0.total > 0", true],
  ["queries.query0.total > 0 && level == 'LOW'", false],
  ["1 + 2 * 3 ^ 2", 19],
  ["(1 + 2) * 3 - 7 // 2 % 2", 8],
  ["-2 + 3", 1],
  ["'a' + 1", "a1"],
  ["!none", true],
  ["none ?: 'nobody'", "nobody"],
  ["level in ['HIGH', 'CRITICAL'] ? 'now' : 'later'", "now"],
  ["'IG' in level", true],
  ["queries.query0.data[.risk == 'High'].length", 2],
  ["queries.query0.data[.score > 1 && .risk == 'High'][0].name", "a"],
  ["queries.query0.data[queries.query0.total - 1].name", "c"],
  ["queries.query0.data[-1].name", "c"],
  ["queries.query0.data|mapProperty('name')|join(' + ')", "a + b + c"],
  ["queries.query0.data|uniquePropertyValues('risk')|join", "High,Low"],
  ["queries.query0.data|mapProperty('name', 'risk')|length", 3],
  ["[1]|merge([2, 3], 4)|join", "1,2,3,4"],
  ["level|mapTemplate('line')|length", 0],
  ["'1' == 1", false],
  ["'1' < 2", false],
  ["1 / 0", undefined],
  ["nothing.at.all", undefined],
])("%s is %j", (text, value) => {
  expect(asked(text)).toEqual(value);
});

test("what objects inherit is not there", () => {
  expect(asked("level.constructor")).toBeUndefined();
  expect(asked("queries.constructor.constructor")).toBeUndefined();
  expect(asked("queries['__proto__']")).toBeUndefined();
  expect(asked("constructor")).toBeUndefined();
});

test.each([
  ["queries.", "expected a name, found the end", 8],
  ["1 +", "expected a value, found the end", 3],
  ["(1", "expected ), found the end", 2],
  ["1 2", 'did not expect "2"', 2],
  ["a ? b", "expected :, found the end", 5],
  ["a|shout", "there is no transform shout", 7],
  ["a # b", 'did not expect "#"', 2],
])("%s is refused: %s", (text, message, at) => {
  const parsed = parseExpression(text);
  expect(parsed.ok ? null : parsed.problem.message).toContain(message);
  expect(parsed.ok ? null : parsed.problem.at).toBe(at);
});

test("no text makes the parser or the evaluation throw", () => {
  const words = [
    "queries",
    ".",
    "query0",
    "[",
    "]",
    "(",
    ")",
    "|",
    "length",
    "'",
    "?",
    ":",
    "-",
    "1",
    "^",
    " ",
  ];
  const texts = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...words)).map((some) => some.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseExpression(text);
      if (parsed.ok) valueOf(parsed.expression, { variables, renderItem: () => "" });
    }),
  );
  expect(parseExpression("(".repeat(10_000)).ok).toBe(false);
  expect(parseExpression("-".repeat(10_000)).ok).toBe(false);
});
