import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkText } from "../src/j1ql/analyse.ts";
import type { Parameters } from "../src/j1ql/parameters.ts";
import type { Problem } from "../src/j1ql/problem.ts";
import type { QueryResult } from "../src/j1ql/result.ts";
import { compile } from "../src/store/compile/compile.ts";
import type { Database } from "../src/store/database.ts";
import { withPast } from "../src/store/past-catalogue.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { databaseOf, type TestDatabase } from "./support/j1ql-graph.ts";
import { goldenNow, goldenPast, smartClasses, tenant } from "./support/j1ql-tenant.ts";

// One file per part of the language; a case is a fact, a query, and what comes of it. UPDATE_GOLDEN=1 writes them anew.
const folder = fileURLToPath(new URL("golden/j1ql/", import.meta.url));
const update = process.env["UPDATE_GOLDEN"] === "1";

interface Case {
  readonly fact: string;
  readonly options: readonly string[];
  readonly text: string;
  readonly expected: string;
}

function casesIn(file: string): readonly Case[] {
  return readFileSync(`${folder}${file}`, "utf8")
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const [head = "", ...sections] = part.split(/^(?=--- )/m);
      const [fact = "", ...lines] = head.trimEnd().split("\n");
      const options = lines.filter((line) => line.startsWith("@ ")).map((line) => line.slice(2));
      const text = lines.filter((line) => !line.startsWith("@ ")).join("\n");
      return { fact, options, text, expected: sections.join("").trimEnd() };
    });
}

function shown(problem: Problem, text: string): string {
  return `${problem.code} [${text.slice(problem.from, problem.to)}] ${problem.message}`;
}

function rowsOf(result: QueryResult): readonly string[] {
  if (result.type === "list") return result.data.map(({ entity }) => entity._key);
  if (result.type === "table")
    return [result.columns.join(" | "), ...result.data.map((row) => JSON.stringify(row))];
  const { vertices, edges } = result.data;
  return [
    ...vertices.map(({ entity, layer }) => `${layer} ${entity._key}`),
    ...edges.map(({ relationship }) => relationship._key),
  ];
}

/** SQL with a line per named part, so that a difference can be read. */
function broken(sql: string): string {
  return sql.replaceAll(
    / (?=LEFT JOIN |(?<!LEFT |CROSS )JOIN |UNION ALL |WHERE |GROUP BY |ORDER BY )/g,
    "\n  ",
  );
}

let held: TestDatabase;
let db: Database;
beforeAll(async () => {
  held = await databaseOf(tenant);
  ({ db } = held);
});
afterAll(() => held.close());

/** `@ given {"name": value}` */
function parametersOf(options: readonly string[]): Parameters {
  const given = options.find((option) => option.startsWith("given "));
  return given === undefined ? {} : JSON.parse(given.slice("given ".length));
}

async function outcomeOf({ text, options }: Case): Promise<string> {
  const asOf = options.includes("as of the past") ? goldenPast : undefined;
  const asTree = options.includes("as tree");
  const catalogue = await readCatalogue(db);
  const known =
    asOf === undefined ? catalogue : await withPast(db, { catalogue, instanceId: undefined });
  const parameters = parametersOf(options);
  const { plan, problems, warnings } = checkText(text, { catalogue, parameters, smartClasses });
  const sections = [];
  if (problems.length > 0)
    sections.push("--- problems", ...problems.map((one) => shown(one, text)));
  if (warnings.length > 0)
    sections.push("--- warnings", ...warnings.map((one) => shown(one, text)));
  if (plan === null) return sections.join("\n");
  const result = await runQuery(db, plan, { now: goldenNow, asOf, asTree });
  if (options.includes("in full")) {
    sections.push("--- plan", JSON.stringify(plan));
    for (const dialect of ["duckdb", "postgres"] as const) {
      const { sql, values } = compile(plan, { dialect, now: goldenNow, asOf, catalogue: known });
      sections.push(`--- sql of ${dialect}`, broken(sql), "--- values", JSON.stringify(values));
    }
  }
  sections.push(`--- rows of ${result.totalCount}`, ...rowsOf(result));
  return sections.join("\n");
}

function written({ fact, options, text }: Case, outcome: string): string {
  return `=== ${[fact, ...options.map((option) => `@ ${option}`), text, outcome].join("\n")}\n`;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".case"))) {
  describe(`golden ${file}`, () => {
    const cases = casesIn(file);
    const outcomes: string[] = [];
    it.each(cases)("$fact", async (one) => {
      const outcome = await outcomeOf(one);
      outcomes.push(written(one, outcome));
      expect(outcome).toBe(update ? outcome : one.expected);
    });
    afterAll(() => {
      if (update) writeFileSync(`${folder}${file}`, outcomes.join("\n"));
    });
  });
}
