import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, watch } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { silent } from "../src/base/log.ts";
import { listen } from "../src/http/listen.ts";
import { createServer } from "../src/http/server.ts";
import type { Desk, ServedDesk } from "../src/service/desk.ts";
import { openDesk } from "../src/service/open-desk.ts";
import { openDatabase } from "../src/store/database.ts";
import { impatientClock } from "./support/world.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const verbs = ["export", "changes"] as const;

let folder: string;
let database: string;

/** A graph that no statement reads to its end. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "defender-graph-"));
  database = join(folder, "endless.duckdb");
  const opened = await openDatabase({ path: database });
  for (const table of ["entity", "change"]) {
    await opened.run(`alter table ${table} rename to ${table}_row`);
    await opened.run(`create view ${table} as select ${table}_row.* from ${table}_row
      right join (from range(1000000) a, range(1000000) b where a.range * b.range = 7) on true`);
  }
  await opened.close();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function open(): Promise<Desk> {
  const world = {
    clock: impatientClock(),
    random: Math.random,
    log: silent,
    peakMemoryBytes: () => 0,
    collectGarbage() {},
    readIfThere: () => Promise.resolve(null),
  };
  return openDesk(world, { database, mode: "read" });
}

describe.each(verbs)("an endless %s", (verb) => {
  test("is stopped when its asker goes, and its connection can be used again", async () => {
    const desk = await open();
    // Readers share eight connections.
    for (let time = 0; time < 10; time++) {
      const asker = new AbortController();
      const lines = desk[verb]({}, asker.signal)[Symbol.asyncIterator]();
      const first = lines.next();
      for (let turn = 0; turn < time; turn++) await new Promise(setImmediate);
      asker.abort();
      await expect(first).rejects.toMatchObject({ code: "query_cancelled" });
    }
    expect(await desk.status()).toEqual([]);
    await desk.close();
  });

  test("is stopped when its HTTP client goes away", async () => {
    const desk = await open();
    const asked = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const service: ServedDesk = {
      ...desk,
      async *[verb](input: object, signal?: AbortSignal) {
        asked.resolve();
        try {
          yield* desk[verb](input, signal);
        } finally {
          ended.resolve();
        }
      },
    };
    const server = createServer({
      service,
      consoleDirectory: null,
      log: silent,
      clock: impatientClock(),
    });
    const client = request(`${await listen(server, { port: 0 })}/api/v1/${verb}`).end();
    client.on("error", () => {});
    await asked.promise;
    client.destroy();
    await ended.promise;
    expect(await desk.status()).toEqual([]);
    await server.close();
    await desk.close();
  });

  test("does not keep a server from closing", async () => {
    const desk = await open();
    const asked = Promise.withResolvers<void>();
    const service: ServedDesk = {
      ...desk,
      [verb]: (input: object, signal?: AbortSignal) => {
        asked.resolve();
        return desk[verb](input, signal);
      },
    };
    const server = createServer({
      service,
      consoleDirectory: null,
      log: silent,
      clock: impatientClock(),
    });
    const client = request(`${await listen(server, { port: 0 })}/api/v1/${verb}`).end();
    client.on("error", () => {});
    await asked.promise;
    const gone = once(client, "close");
    await server.close();
    await gone;
    expect(await desk.status()).toEqual([]);
    await desk.close();
  });
});

/** Resolves when a file of this name is there. */
async function created(name: string): Promise<void> {
  for await (const { filename } of watch(folder)) if (filename === name) return;
}

async function ended(child: ChildProcess): Promise<{ code: number | null; err: string }> {
  const { stderr } = child;
  const [err] = await Promise.all([stderr === null ? "" : text(stderr), once(child, "close")]);
  return { code: child.exitCode, err };
}

test("Ctrl+C stops an export of the command line", async () => {
  const there = created("graph.ndjson");
  const out = join(folder, "graph.ndjson");
  const args = [main, "export", "--database", database, "--out", out];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  await there;
  child.kill("SIGINT");
  const { code, err } = await ended(child);
  expect(code).toBe(1);
  expect(err).toContain("cancelled");
});
