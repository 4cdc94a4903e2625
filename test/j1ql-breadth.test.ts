import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkText } from "../src/j1ql/analyse.ts";
import type { Catalogue } from "../src/j1ql/catalogue.ts";
import { parse } from "../src/j1ql/parse.ts";
import { print } from "../src/j1ql/print.ts";
import type { Database } from "../src/store/database.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { databaseOf, type TestDatabase } from "./support/j1ql-graph.ts";
import { goldenNow as now, tenant } from "./support/j1ql-tenant.ts";

// One query a line; what begins with a space continues the line before.
const queries = readFileSync(new URL("golden/j1ql/integrations.txt", import.meta.url), "utf8")
  .trim()
  .split(/\n(?! )/);
const parameters = { email: "ada@contoso.test", application: "pay", "param.LeastCriticality": 5 };

let held: TestDatabase;
let db: Database;
let catalogue: Catalogue;
beforeAll(async () => {
  held = await databaseOf(tenant);
  ({ db } = held);
  catalogue = await readCatalogue(db);
});
afterAll(() => held.close());

describe("queries as integrations with other clouds call for", () => {
  it("are more than 150", () => {
    expect(queries.length).toBeGreaterThan(150);
  });

  it.each(queries)("are read, and printed as what they say: %s", (text) => {
    const { query, problems } = parse(text);
    expect(problems).toEqual([]);
    if (query === null) throw new Error("no query");
    const printed = print(query);
    const again = parse(printed);
    expect(again.problems).toEqual([]);
    expect(again.query === null ? null : print(again.query)).toBe(printed);
  });

  it.each(queries)(
    "find nothing in a graph without such things, and say what it lacks: %s",
    async (text) => {
      const { plan, problems, warnings } = checkText(text, {
        catalogue,
        parameters,
        smartClasses: {},
      });
      expect(problems).toEqual([]);
      if (plan === null) throw new Error("no plan");
      const { totalCount } = await runQuery(db, plan, { now });
      expect(totalCount).toBe(0);
      const isSearch = plan.slots[0]?.kind === "vertex" && plan.slots[0].target.kind === "text";
      // What is searched for by its words, by its metadata or among the deleted may be of any type.
      if (isSearch || plan.deleted || text.startsWith("FIND *")) return;
      expect(warnings.map(({ code }) => code)).toContainEqual(expect.stringMatching(/^unknown_/));
    },
  );
});
