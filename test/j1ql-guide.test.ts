import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkText } from "../src/j1ql/analyse.ts";
import type { Database } from "../src/store/database.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { databaseOf, type TestDatabase } from "./support/j1ql-graph.ts";
import { goldenNow as now, smartClasses, tenant } from "./support/j1ql-tenant.ts";

const guide = readFileSync(new URL("../docs/j1ql.md", import.meta.url), "utf8");
const examples = [...guide.matchAll(/^```j1ql(?<mark>[^\n]*)\n(?<text>.*?)\n```$/gms)].map(
  ({ groups }) => ({
    mark: groups?.["mark"]?.trim() ?? "",
    text: groups?.["text"] ?? "",
  }),
);
/** `j1ql given {"name": value}` */
const answered = examples.flatMap(({ mark, text }) => {
  if (mark === "") return [{ text, parameters: {} }];
  const given = /^given (?<values>.*)$/.exec(mark)?.groups?.["values"];
  return given === undefined ? [] : [{ text, parameters: JSON.parse(given) }];
});
const marked = (mark: string): readonly string[] =>
  examples.filter((one) => one.mark === mark).map(({ text }) => text);

let held: TestDatabase;
let db: Database;
beforeAll(async () => {
  held = await databaseOf(tenant);
  ({ db } = held);
});
afterAll(() => held.close());

describe("the guide's examples", () => {
  it("are many", () => {
    expect(examples.length).toBeGreaterThan(40);
  });

  it.each(answered)("find something: $text", async ({ text, parameters }) => {
    const { plan, problems, warnings } = checkText(text, {
      catalogue: await readCatalogue(db),
      parameters,
      smartClasses,
    });
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [] });
    if (plan === null) throw new Error("no plan");
    const { totalCount } = await runQuery(db, plan, { now });
    expect(totalCount).toBeGreaterThan(0);
  });

  it.each(marked("warned"))("are answered with a warning: %s", (text) => {
    const { problems, warnings } = checkText(text);
    expect(problems).toEqual([]);
    expect(warnings).not.toEqual([]);
  });

  it.each(marked("wrong"))("are told all their problems: %s", (text) => {
    const codes = checkText(text).problems.map(({ code }) => code);
    expect(codes).toEqual([
      "missing_that",
      "with_takes_no_alias",
      "wrong_operator",
      "unknown_alias",
      "invalid_count",
    ]);
  });
});
