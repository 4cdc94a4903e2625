import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkText } from "../src/j1ql/analyse.ts";
import type { Catalogue } from "../src/j1ql/catalogue.ts";
import type { Database } from "../src/store/database.ts";
import { openDatabase } from "../src/store/database.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { answerOf, referenceAnswer } from "./support/j1ql-answer.ts";
import { fill, type Graph } from "./support/j1ql-graph.ts";
import { smallGraph, someQuery } from "./support/j1ql-random.ts";

let db: Database;
beforeAll(async () => {
  db = await openDatabase({ path: ":memory:", threads: 1 });
});
afterAll(() => db.close());

const now = 1_750_000_000_000;
const runs = Number(process.env["J1QL_RUNS"] ?? 20);
const seed = Number(process.env["J1QL_SEED"] ?? 7);
const endOnFailure = process.env["J1QL_SHRINK"] === undefined;

it("random queries over random small graphs give what the naive interpreter gives", async () => {
  const property = fc.asyncProperty(
    smallGraph,
    fc.array(someQuery, { minLength: 12, maxLength: 12 }),
    async (graph, texts) => {
      await fill(db, graph);
      const catalogue = await readCatalogue(db);
      for (const text of texts) {
        await compareOne(graph, text, catalogue);
      }
    },
  );
  const checked = await fc.check(property, { numRuns: runs, seed, endOnFailure });
  if (checked.failed) throw new Error("An answer differs", { cause: checked.errorInstance });
  expect(checked.numRuns).toBe(runs);
});

async function compareOne(graph: Graph, text: string, catalogue: Catalogue): Promise<void> {
  const { plan, problems } = checkText(text, catalogue);
  expect({ text, problems }).toEqual({ text, problems: [] });
  if (plan === null) throw new Error(text);
  const expected = referenceAnswer(graph, plan, now);
  for (const asOf of [undefined, now]) {
    const result = await runQuery(db, plan, { now, asOf }).catch((error: unknown) => {
      throw new Error(text, { cause: error });
    });
    expect({ text, asOf, ...answerOf(result, plan) }).toEqual({ text, asOf, ...expected });
  }
}
