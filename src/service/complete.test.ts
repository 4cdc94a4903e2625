import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseOf, type TestDatabase } from "../../test/support/j1ql-graph.ts";
import { goldenNow, smartClasses, tenant } from "../../test/support/j1ql-tenant.ts";
import { silent } from "../base/log.ts";
import type { Database } from "../store/database.ts";
import { readCatalogue } from "../store/query.ts";
import { localCaller } from "./caller.ts";
import { queryComplete } from "./complete.ts";
import type { DeskParts } from "./desk-parts.ts";
import { perform } from "./perform.ts";

let held: TestDatabase;
let database: Database;
let parts: DeskParts;
beforeAll(async () => {
  held = await databaseOf(tenant);
  database = held.db;
  parts = {
    database,
    catalogue: () => readCatalogue(database),
    smartClasses: async () => smartClasses,
    world: {
      clock: { now: () => goldenNow, sleep: async () => undefined },
      random: () => 0.5,
      log: silent,
      peakMemoryBytes: () => 0,
      collectGarbage: () => undefined,
      readIfThere: async () => null,
    },
  };
});
afterAll(() => held.close());

async function texts(query: string, at?: number): Promise<readonly string[]> {
  const { suggestions } = await perform(parts, queryComplete, {
    caller: localCaller,
    input: { query, at },
  });
  return suggestions.map(({ text, detail }) => `${text} ${detail}`.trimEnd());
}

it("a class is completed at the place asked for", async () => {
  expect(await texts("FIND Find WITH severity = 'Low'", 9)).toEqual(["Finding 2"]);
});

it("the values that a property has are offered with how many have them", async () => {
  expect(await texts("FIND HostAgent WITH osPlatform = 'Win")).toEqual([
    "'Windows10' 1",
    "'Windows11' 1",
  ]);
  expect(await texts("FIND HostAgent WITH managed = ")).toEqual(["true 2", "false 1", "undefined"]);
});

it("elements of lists, names with signs and metadata have values, too", async () => {
  expect(await texts("FIND HostAgent WITH tags = 's")).toEqual(["'server' 1"]);
  expect(await texts("FIND HostAgent WITH [tag.cost-center] = ")).toEqual(["'it' 1", "undefined"]);
  expect(await texts("FIND person WITH displayName = ")).toEqual(["'Ada Lovelace' 1", "undefined"]);
});

it("smart classes are offered by name", async () => {
  expect(await texts("FIND #Crit")).toEqual(["CriticalAsset"]);
});

it("a place that cannot be is refused", async () => {
  await expect(texts("FIND", -1)).rejects.toMatchObject({ code: "request_invalid" });
});
