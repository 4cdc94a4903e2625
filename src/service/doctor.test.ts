import { expect, test } from "vitest";
import { Failure } from "../base/failure.ts";
import type { DatabaseView } from "./desk.ts";
import { diagnose, type MachineFacts, type Opened } from "./doctor.ts";

const day = 86_400_000;
const now = 100 * day;

const facts: MachineFacts = {
  now,
  node: "24.21.0",
  platform: "linux x64",
  availableMemory: 4_000_000_000,
  isFile: true,
  file: { size: 800_000_000, log: 1_000, writable: true },
  folderWritable: true,
  freeDisk: 9_000_000_000,
  leftovers: [],
  variables: ["DEFENDER_GRAPH_CLIENT_SECRET"],
  server: null,
};

const run = { id: 7, tenantId: "t", startedOn: now - day, endedOn: now - day, reason: null };
const database: DatabaseView = {
  engine: "DuckDB v1",
  memoryLimit: "244.1 MiB",
  schema: 2,
  rows: { entity: 3, relationship: 4 },
  historyBeginsOn: null,
  lastRuns: [{ ...run, state: "completed" }],
  lastApplied: { t: now - day },
  replica: null,
};

function failure(code: string): Failure {
  return new Failure(`It is ${code}.`, { code, retryable: false });
}

function unwell(changes: Partial<MachineFacts>, opened: Opened = database): string[] {
  return diagnose({ ...facts, ...changes }, opened)
    .filter(({ state, todo }) => state !== "ok" && todo !== null)
    .map(({ about, state }) => `${state} ${about}`);
}

test("where all is well, there is nothing to do, and it says what there is", () => {
  const told = diagnose(facts, database);
  expect(told.filter(({ state, todo }) => state !== "ok" || todo !== null)).toEqual([]);
  expect(told.map(({ found }) => found).join("\n")).toMatch(
    /Node 24.*CLIENT_SECRET\n800 MB.*nobody else\nDuckDB v1, schema 2, memory limit 244.1 MiB\n3 entities, 4 rel/s,
  );
});

test.each([
  ["problem runtime", { node: "20.1.0" }],
  ["problem runtime", { node: "22.17.9" }],
  ["warning memory", { availableMemory: 500_000_000 }],
  ["problem disk", { freeDisk: 100_000_000 }],
  ["warning disk", { freeDisk: 700_000_000 }],
  ["warning leftovers", { leftovers: ["a.duckdb.replaced"] }],
  ["warning file", { file: { size: 1, log: 1, writable: false } }],
  ["warning file", { folderWritable: false }],
  ["warning file", { file: { size: 1, log: 500_000_000, writable: true } }],
] as const)("%s: %j", (said, changes) => {
  expect(unwell(changes)).toEqual([said]);
});

test("a database that is not there yet can be made, unless its folder is read-only", () => {
  expect(unwell({ file: null }, null)).toEqual(["warning file"]);
  expect(unwell({ file: null, folderWritable: false }, null)).toEqual(["problem file"]);
});

test("whoever holds the database is named", () => {
  expect(unwell({}, failure("database_locked"))).toEqual(["problem holder"]);
  const server = { url: "http://127.0.0.1:4400", pid: 12 };
  const holder = diagnose({ ...facts, server }, database).find(({ about }) => about === "holder");
  expect(holder).toMatchObject({
    state: "ok",
    found: expect.stringContaining("http://127.0.0.1:4400 (process 12)"),
  });
});

test("a database that cannot be opened says why", () => {
  expect(unwell({}, failure("database_newer"))).toEqual(["problem opening (database_newer)"]);
});

test.each([
  ["failed", "The secret is wrong."],
  ["interrupted", "It did not come to its end; the graph is as before. Run collect again."],
  [
    "completed_with_problems",
    "It was partial: what collect printed says what is missing, and why.",
  ],
])("a last run that is %s says what to do", (state, todo) => {
  const reason = state === "failed" ? todo : null;
  const opened = { ...database, lastRuns: [{ ...run, state, reason }] };
  expect(diagnose(facts, opened)).toContainEqual(
    expect.objectContaining({ about: "tenant t", state: "warning", todo }),
  );
});

test("a tenant that was not read for long, or never, is told", () => {
  expect(unwell({}, { ...database, lastApplied: { t: now - 9 * day } })).toEqual([
    "warning tenant t",
  ]);
  expect(unwell({}, { ...database, lastRuns: [] })).toEqual(["warning runs"]);
});
