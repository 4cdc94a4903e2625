import { createServer as createPlainServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { Failure } from "./base/failure.ts";
import { silent } from "./base/log.ts";
import type { Change } from "./graph/change.ts";
import { desk, emptyList } from "./http/desk.fixture.ts";
import { listen } from "./http/listen.ts";
import { createServer } from "./http/server.ts";
import { remoteDesk } from "./remote-desk.ts";
import type { ServedDesk } from "./service/desk.ts";
import type { QueryResult } from "./j1ql/result.ts";
import type { ExportLine } from "./store/export.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };
const never = new AbortController().signal;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function remoteAt(url: string) {
  return remoteDesk("acme.duckdb", { fetch, server: { url, pid: 7, startedOn: 1_000 } });
}

/** A desk behind a server, as another process reaches it. */
async function behindServer(changes: Partial<ServedDesk> = {}) {
  const service = { ...desk, ...changes };
  const server = createServer({ service, consoleDirectory: null, log: silent, clock });
  closing.push(() => server.close());
  return remoteAt(await listen(server, { port: 0 }));
}

/** A program that is no server of ours. */
async function stranger(status: number, body: string) {
  const server = createPlainServer((_request, response) => response.writeHead(status).end(body));
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return remoteAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function all<Item>(batches: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const batch of batches) items.push(...batch);
  return items;
}

function entity(at: number, text = "naïve\n\u2028"): ExportLine {
  const properties = { text, at };
  return { kind: "entity", _key: `person:${at}`, _type: "person", _class: ["Person"], properties };
}

describe("a desk behind a server", () => {
  test("a query's every wish arrives, and its answer comes back whole", async () => {
    const asked: unknown[] = [];
    const table: QueryResult = {
      type: "table",
      columns: ["b", "1"],
      data: [{ b: "x", "1": null }],
      totalCount: 1,
    };
    const warnings = [{ code: "unknown_type", message: "No Persn.", from: 5, to: 10 }];
    const remote = await behindServer({
      query: async (input) => {
        asked.push(input);
        return { ok: true, result: table, warnings, ms: 4.5 };
      },
    });
    const input = { text: "FIND Persn", parameters: { a: 1 }, asOf: 5, asTree: true, limit: 9 };
    expect(await remote.query(input)).toEqual({ ok: true, result: table, warnings, ms: 4.5 });
    expect(asked).toEqual([input]);
  });

  test("what is wrong with a query is told as on the file", async () => {
    const problems = [{ code: "unexpected_token", message: "Expected a type.", from: 5, to: 9 }];
    const remote = await behindServer({
      query: async () => ({ ok: false, problems }),
      explain: async () => ({ ok: false, problems }),
    });
    expect(await remote.query({ text: "FIND WITH" })).toEqual({ ok: false, problems });
    expect(await remote.facts()).toEqual(await desk.facts());
    expect(await remote.explain({ text: "FIND WITH" })).toEqual({ ok: false, problems });
  });

  test("shape, status and explanation are those of the server", async () => {
    const remote = await behindServer();
    expect(await remote.shape()).toEqual(await desk.shape());
    expect(await remote.status()).toEqual(await desk.status());
    expect(await remote.facts()).toEqual(await desk.facts());
    const input = { text: "FIND person", asOf: 3 };
    expect(await remote.explain(input)).toEqual(await desk.explain(input));
  });

  test("an export comes whole, however the network cuts it", async () => {
    const lines = Array.from({ length: 5_000 }, (_, at) => entity(at));
    const remote = await behindServer({
      async *export() {
        yield lines.slice(0, 1);
        yield lines.slice(1);
      },
    });
    expect(await all(remote.export({}))).toEqual(lines);
  });

  test("changes are asked for by moments and type, also at moment 0", async () => {
    const asked: unknown[] = [];
    const change: Change = {
      kind: "entity",
      operation: "delete",
      key: "person:1",
      type: "person",
      classes: ["Person"],
      displayName: "Ada",
      at: 12,
      run: 2,
      properties: {},
    };
    const remote = await behindServer({
      async *changes(input) {
        asked.push(input);
        yield [change];
      },
    });
    const inputs = [
      { since: 0, until: 20, type: "a & b" },
      { since: 5, net: true, operation: "update", key: "a|has|b", property: "risk?" },
    ] as const;
    for (const input of inputs) expect(await all(remote.changes(input))).toEqual([change]);
    expect(asked).toEqual(inputs);
  });

  test("lives, entities, checks and a backup are those of the server", async () => {
    const checked = { check: "feed", holds: "It holds.", todo: "Nothing.", count: 0, examples: [] };
    const asked: unknown[] = [];
    const remote = await behindServer({
      history: async ({ key }) => {
        asked.push(key);
        return [{ kind: "entity", key, instance: 1, historyBeginsOn: null, versions: [] }];
      },
      entity: async (input) => {
        asked.push(input);
        return [];
      },
      async *verify() {
        yield [checked];
      },
      async *backup() {
        yield Buffer.from([1, 2]);
        yield Buffer.from([3]);
      },
    });
    expect(await remote.history({ key: "a&b" })).toMatchObject([{ kind: "entity", key: "a&b" }]);
    expect(await remote.entity({ key: "ö|", asOf: 0, limit: 3 })).toEqual([]);
    expect(asked).toEqual(["a&b", { key: "ö|", asOf: 0, limit: 3 }]);
    expect(await all(remote.verify())).toEqual([checked]);
    const parts: Uint8Array[] = [];
    for await (const bytes of remote.backup()) parts.push(bytes);
    expect(Buffer.concat(parts)).toEqual(Buffer.from([1, 2, 3]));
  });

  test("a backup that breaks off is a failure, not a short backup", async () => {
    const remote = await behindServer({
      async *backup() {
        yield Buffer.alloc(100_000);
        throw new Failure("The disk is full.", { code: "disk_full", retryable: true });
      },
    });
    const read = async () => {
      for await (const _ of remote.backup());
    };
    await expect(read()).rejects.toMatchObject({ code: "server_unreachable" });
  });

  test("nothing is collected through it with settings of one's own: it has to be stopped first", async () => {
    const remote = await behindServer();
    const collecting = remote.collect({} as never, never);
    await expect(remote.rotateKey()).rejects.toMatchObject({ code: "database_locked" });
    await expect(collecting).rejects.toMatchObject({
      code: "database_locked",
      message: expect.stringMatching(/acme\.duckdb.*http:.*process 7.*Stop it first/),
    });
  });
});

describe("a server that fails", () => {
  test("a failure keeps its code and its words", async () => {
    const failure = new Failure("It took 30 s.", { code: "query_timeout", retryable: false });
    const remote = await behindServer({ query: () => Promise.reject(failure) });
    const { code, message, retryable } = failure;
    await expect(remote.query({ text: "FIND a" })).rejects.toMatchObject({
      code,
      message,
      retryable,
    });
  });

  test("an export that breaks off is a failure, not a short export", async () => {
    const remote = await behindServer({
      async *export() {
        yield [entity(1, "x".repeat(100_000))];
        throw new Failure("The disk is full.", { code: "disk_full", retryable: true });
      },
    });
    await expect(all(remote.export({}))).rejects.toMatchObject({ code: "server_unreachable" });
  });

  test("a server that is gone is named", async () => {
    const remote = remoteAt("http://127.0.0.1:9");
    await expect(remote.status()).rejects.toMatchObject({
      code: "server_unreachable",
      message: expect.stringContaining("http://127.0.0.1:9, process 7"),
    });
  });

  test.each([
    [200, "<!doctype html>"],
    [200, "{}"],
    [404, "not found"],
  ])("an answer of another program (%i %s) is not taken for ours", async (status, body) => {
    const remote = await stranger(status, body);
    const unexpected = { code: "server_unexpected" };
    await expect(remote.query({ text: "FIND a" })).rejects.toMatchObject(unexpected);
    await expect(all(remote.export({}))).rejects.toBeInstanceOf(Failure);
  });

  test("an interrupted export is cancelled on the server, and said to be", async () => {
    const ended = Promise.withResolvers<void>();
    const remote = await behindServer({
      async *export(_input, signal) {
        signal?.addEventListener("abort", () => ended.resolve());
        yield [entity(1, "x".repeat(100_000))];
        await ended.promise;
      },
    });
    const controller = new AbortController();
    const lines = remote.export({}, controller.signal)[Symbol.asyncIterator]();
    await lines.next();
    controller.abort(new Error("interrupted"));
    await expect(lines.next()).rejects.toMatchObject({ code: "query_cancelled" });
    await ended.promise;
  });

  test("an interrupted query is cancelled on the server, and said to be", async () => {
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const remote = await behindServer({
      query: (_input, signal) => {
        signal?.addEventListener("abort", () => ended.resolve());
        started.resolve();
        return ended.promise.then(() => emptyList);
      },
    });
    const controller = new AbortController();
    const asking = remote.query({ text: "FIND a" }, controller.signal);
    void started.promise.then(() => controller.abort(new Error("interrupted")));
    await expect(asking).rejects.toMatchObject({ code: "query_cancelled" });
    await ended.promise;
  });
});
