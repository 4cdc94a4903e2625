import { afterAll, beforeAll, expect, it } from "vitest";
import { checkText } from "../src/j1ql/analyse.ts";
import { runQuery } from "../src/store/query.ts";
import { databaseOf, node, type TestDatabase } from "./support/j1ql-graph.ts";

// Each engine has a language of its own; what a pattern finds must not depend on it.
const texts = [
  "web-01.contoso.test",
  "WEB-02",
  "a_b c\td",
  "line one\nline two",
  "10.0.0.7",
  "{5}",
  "a{5",
  "[x]^y$z",
  "C:\\Windows\\System32",
  "C:\\Users\\1\\0\\kim",
  "i++=(=",
  "é accent",
  "٣",
  "aé",
  "x".repeat(300),
  "",
  "a-b.c+d*e?f(g)h|i/j",
];

const patterns = [
  "web-\\d{2}",
  "^web",
  "\\d+$",
  "[\\w.-]+\\.test",
  "[^\\w\\s.]",
  "[\\D]",
  "[^\\D]",
  "[^\\W\\d]",
  "[\\d-]",
  "[a-c.]b",
  "a.b",
  "one.line",
  "one\\nline",
  "one[\\s\\S]line",
  "\\bc\\b",
  "a\\b",
  "\\Bo",
  "\\w\\W\\w",
  "\\s",
  "\\S \\S",
  "\\{5\\}",
  "x{200}",
  "x{2,}$",
  "^x{3}",
  "(web|line) ?o",
  "(?:10|11)\\.0",
  "[[\\]^]",
  "\\[x\\]\\^y\\$z",
  "\\\\System",
  "\\\\Users",
  "^C:\\\\",
  "\\\\1\\\\0",
  "\\\\k",
  "\\\\\\d",
  "\\++=",
  "\\(?=",
  "\\{256",
  "[\\]]",
  "[\\\\]",
  "\\+d\\*e\\?f\\(g\\)h\\|i\\/j",
  "b*?c",
  "^$",
  "é",
  "[é-ü] a",
];

let held: TestDatabase;
beforeAll(async () => {
  const nodes = texts.map((text, index) =>
    node(index + 1, "thing", { displayName: String(index), properties: { text } }),
  );
  held = await databaseOf({ nodes, edges: [] });
});
afterAll(() => held.close());

it.each(patterns.flatMap((source) => [`/${source}/`, `/${source}/i`]))(
  "%s finds what it says",
  async (pattern) => {
    const { plan, problems } = checkText(`FIND thing WITH text ~= ${pattern} ORDER BY _createdOn`);
    expect(problems).toEqual([]);
    if (plan === null) throw new Error("no plan");
    const result = await runQuery(held.db, plan, { now: 1 });
    const found =
      result.type === "list" ? result.data.map(({ properties }) => String(properties["text"])) : [];
    const isInsensitive = pattern.endsWith("/i");
    const expression = new RegExp(
      pattern.slice(1, isInsensitive ? -2 : -1),
      isInsensitive ? "i" : "",
    );
    const expected = texts.filter((text) => expression.test(text));
    expect(found.toSorted()).toEqual(expected.toSorted());
  },
);
