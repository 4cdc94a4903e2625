import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkText } from "../src/j1ql/analyse.ts";
import type { Catalogue } from "../src/j1ql/catalogue.ts";
import type { Database } from "../src/store/database.ts";
import { beforeChanges, smallGraph } from "./support/j1ql-random-graph.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { answerOf, isOrdered, referenceAnswer } from "./support/j1ql-answer.ts";
import {
  emptyDatabase,
  fill,
  type Graph,
  shareOut,
  type TestDatabase,
} from "./support/j1ql-graph.ts";
import {
  someParameters as parameters,
  someQuery,
  someSmartClasses as smartClasses,
} from "./support/j1ql-random.ts";
import type { Held } from "./support/j1ql-values.ts";

let held: TestDatabase;
let db: Database;
beforeAll(async () => {
  held = await emptyDatabase();
  ({ db } = held);
});
afterAll(() => held.close());

const now = 1_750_000_000_000;
const runs = Number(process.env["J1QL_RUNS"] ?? 16);
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
        await compareOne(graph, text, { catalogue });
      }
    },
  );
  const checked = await fc.check(property, { numRuns: runs, seed, endOnFailure });
  if (checked.failed) throw new Error("An answer differs", { cause: checked.errorInstance });
  expect(checked.numRuns).toBe(runs);
}, 300_000);

it("asked of one tenant, a random query finds nothing of another", async () => {
  const property = fc.asyncProperty(
    smallGraph,
    fc.array(someQuery, { minLength: 12, maxLength: 12 }),
    async (graph, texts) => {
      await fill(db, graph);
      const ours = await shareOut(db, graph);
      const catalogue = await readCatalogue(db, 1);
      for (const text of texts) await compareOne(ours, text, { catalogue, instanceId: 1 });
    },
  );
  const checked = await fc.check(property, {
    numRuns: Math.ceil(runs / 4),
    seed,
    endOnFailure,
  });
  if (checked.failed) throw new Error("An answer differs", { cause: checked.errorInstance });
  expect(checked.failed).toBe(false);
}, 300_000);

it("random values come in the order asked for, absent ones last", async () => {
  const property = fc.asyncProperty(smallGraph, fc.boolean(), async (graph, descending) => {
    await fill(db, graph);
    const way = descending ? "DESC" : "ASC";
    for (const unique of ["", "UNIQUE "]) {
      const { plan } = checkText(`FIND ${unique}* AS v RETURN v.x AS x ORDER BY x ${way}`);
      if (plan === null) throw new Error("no plan");
      const result = await runQuery(db, plan, { now });
      const values = result.type === "table" ? result.data.map(({ x }) => x as Held) : [];
      if (!isOrdered(values, descending)) throw new Error(JSON.stringify(values));
    }
  });
  const checked = await fc.check(property, { numRuns: runs, seed, endOnFailure });
  if (checked.failed) throw new Error("An order differs", { cause: checked.errorInstance });
  expect(checked.numRuns).toBe(runs);
});

it("paging by one gives the whole answer, no row twice", async () => {
  const property = fc.asyncProperty(smallGraph, async (graph) => {
    await fill(db, graph);
    for (const text of pagedQueries) {
      const whole = await rowsOf(text);
      const pages = await Promise.all(
        whole.map((_, index) => rowsOf(`${text} SKIP ${index} LIMIT 1`)),
      );
      expect({ text, rows: pages.flat() }).toEqual({ text, rows: whole });
    }
  });
  const checked = await fc.check(property, { numRuns: Math.ceil(runs / 4), seed, endOnFailure });
  if (checked.failed) throw new Error("A page differs", { cause: checked.errorInstance });
  expect(checked.failed).toBe(false);
});

const pagedQueries = [
  "FIND *",
  "FIND * ORDER BY x DESC",
  "FIND * AS a THAT RELATES TO AS r * AS b RETURN a._key, r._id, b._key",
  "FIND * AS a THAT RELATES TO * AS b RETURN a.x, b.y ORDER BY b.y",
  "FIND UNIQUE * AS a THAT RELATES TO * AS b RETURN a.x, b.y",
  "FIND * AS a THAT RELATES TO * AS b RETURN a.x, COUNT(b) AS n ORDER BY n DESC",
];

async function rowsOf(text: string): Promise<readonly string[]> {
  const { plan } = checkText(text);
  if (plan === null) throw new Error(text);
  const result = await runQuery(db, plan, { now });
  const rows = result.type === "tree" ? result.data.vertices : result.data;
  return rows.map((row) => JSON.stringify(row));
}

interface Asking {
  readonly catalogue: Catalogue;
  readonly instanceId?: number;
}

async function compareOne(
  graph: Graph,
  text: string,
  { catalogue, instanceId }: Asking,
): Promise<void> {
  const { plan, problems } = checkText(text, { catalogue, parameters, smartClasses });
  expect({ text, problems }).toEqual({ text, problems: [] });
  if (plan === null) throw new Error(text);
  for (const asOf of [undefined, now, beforeChanges]) {
    const expected = referenceAnswer(graph, plan, asOf ?? now);
    const result = await runQuery(db, plan, { now, asOf, instanceId }).catch((error: unknown) => {
      throw new Error(text, { cause: error });
    });
    expect({ text, asOf, ...answerOf(result, plan) }).toEqual({ text, asOf, ...expected });
  }
}
