import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { machineFacts } from "./machine-facts.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "defender-graph-facts-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("a database's file, its log and what a restore left are seen", async () => {
  const path = join(folder, "a.duckdb");
  writeFileSync(path, "12345");
  writeFileSync(`${path}.wal`, "123");
  writeFileSync(`${path}.replaced`, "");
  expect(await machineFacts(path, process)).toMatchObject({
    node: process.versions.node,
    file: { size: 5, log: 3, writable: true },
    folderWritable: true,
    leftovers: ["a.duckdb.replaced"],
  });
});

test("where there is no file, the folder that it would be in is looked at", async () => {
  const facts = await machineFacts(join(folder, "no", "such", "a.duckdb"), process);
  expect(facts).toMatchObject({ file: null, folderWritable: true, leftovers: [] });
  expect(facts.freeDisk).toBeGreaterThan(0);
});
