import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../src/store/database.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const size = "--devices 12 --users 8 --groups 2 --cves 10 --findings-per-device 2".split(" ");

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "defender-graph-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child);
  await rm(folder, { recursive: true, force: true });
});

function demo(name: string, ...flags: readonly string[]) {
  const args = [main, "demo", "--database", join(folder, name), ...size, ...flags];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** A demo that has come to serve its console. */
async function served(name: string, ...flags: readonly string[]) {
  const child = demo(name, ...flags);
  child.stderr.resume();
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /The graph is at (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error("the demo ended before it served");
}

async function ended(child: ReturnType<typeof demo>) {
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, "exit");
  return { code: child.exitCode, out, err };
}

async function entitiesAt(url: string): Promise<unknown> {
  const response = await fetch(`${url}/api/v1/shape`);
  return response.json();
}

test("a demo that serves keeps its database, and a second one says who has it", async () => {
  const first = await served("demo.duckdb", "--port", "0");
  const before = await entitiesAt(first.url);
  const { code, out, err } = await ended(demo("demo.duckdb", "--port", "0"));
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain(`the server at ${first.url} (process ${first.child.pid}) holds it`);
  expect(existsSync(join(folder, "demo.duckdb"))).toBe(true);
  expect(await entitiesAt(first.url)).toEqual(before);
});

test("what a dead demo left behind is made anew", async () => {
  const first = await served("demo.duckdb", "--port", "0");
  await kill(first.child);
  expect(existsSync(join(folder, "demo.duckdb.server"))).toBe(true);
  const { code, out } = await ended(demo("demo.duckdb", "--port", "0", "--stop"));
  expect(code).toBe(0);
  expect(out).toContain("To see it: defender-graph start");
  expect(existsSync(join(folder, "demo.duckdb.server"))).toBe(false);
});

test("a file that is no database is left alone", async () => {
  const path = join(folder, "demo.duckdb");
  await writeFile(path, "damaged".repeat(1_000));
  const { code } = await ended(demo("demo.duckdb", "--port", "0", "--stop"));
  expect(code).toBe(1);
  expect(await readFile(path, "utf8")).toBe("damaged".repeat(1_000));
});

test("a database of an older release is left alone, with what to do", async () => {
  const path = join(folder, "demo.duckdb");
  const database = await openDatabase({ path });
  await database.transaction((session) =>
    session.run("delete from schema_version where version > 3"),
  );
  await database.close();
  const { code, err } = await ended(demo("demo.duckdb", "--port", "0", "--stop"));
  expect(code).toBe(1);
  expect(err).toContain("an older release wrote it");
  expect(err).toContain("name another --database");
  expect(existsSync(path)).toBe(true);
});

test("a database that a process without a server has open is not removed", async () => {
  const database = await openDatabase({ path: join(folder, "demo.duckdb") });
  const { code, err } = await ended(demo("demo.duckdb", "--port", "0"));
  expect(code).toBe(1);
  expect(err).toMatch(/Cannot open the database .*another process/);
  expect(await database.all("select 1 as x")).toEqual([{ x: 1 }]);
  await database.close();
  expect(existsSync(join(folder, "demo.duckdb"))).toBe(true);
});

test("a port in use is told before anything is read", async () => {
  const first = await served("one.duckdb", "--port", "0");
  const { port } = new URL(first.url);
  const { code, out, err } = await ended(demo("two.duckdb", "--port", port));
  expect([code, out]).toEqual([1, ""]);
  expect(err).toBe(
    `error: Cannot listen on 127.0.0.1:${port}: another program uses that port. Stop it, or choose another port with --port or DEFENDER_GRAPH_PORT (0 takes any free one).\n`,
  );
});
