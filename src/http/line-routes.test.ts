import { request } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import { silent } from "../base/log.ts";
import type { ChangesInput, ExportInput, ServedDesk } from "../service/desk.ts";
import { desk } from "./desk.fixture.ts";
import { listen } from "./listen.ts";
import { createServer } from "./server.ts";

type Line = Awaited<ReturnType<typeof batchOf>>[number];

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(changes: Partial<ServedDesk>, at: Clock = clock) {
  const service = { ...desk, ...changes };
  const server = createServer({ service, consoleDirectory: null, log: silent, clock: at });
  const origin = await listen(server, { port: 0 });
  closing.push(() => server.close());
  return { server, origin };
}

function line(at: number, text = "") {
  const _key = `person:${at}`;
  return { kind: "entity", _key, _type: "person", _class: [], properties: { text } } as const;
}

async function batchOf(from: number, size: number, text = "") {
  return Array.from({ length: size }, (_, index) => line(from + index, text));
}

/** An export without end that tells how far it was read and when it was ended. */
function endless() {
  const ended = Promise.withResolvers<void>();
  const state = { batches: 0, ended: ended.promise };
  async function* lines(): AsyncGenerator<readonly Line[]> {
    try {
      for (;;) {
        state.batches++;
        yield await batchOf(state.batches, 100, "x".repeat(1_000));
      }
    } finally {
      ended.resolve();
    }
  }
  return { state, export: lines };
}

/** Starts to read an export and takes nothing after the first bytes. */
async function stall(origin: string) {
  const started = Promise.withResolvers<void>();
  const asked = request(`${origin}/api/v1/export`, (response) => {
    response.once("data", () => {
      response.pause();
      started.resolve();
    });
    response.on("error", () => {});
  });
  asked.on("error", () => {});
  asked.end();
  await started.promise;
  return asked;
}

describe("GET /api/v1/export and /api/v1/changes", () => {
  test("each object is a line, whatever the batches", async () => {
    const { origin } = await serve({
      async *export() {
        yield await batchOf(1, 2);
        yield [];
        yield await batchOf(3, 1, "two\nlines");
      },
    });
    const response = await fetch(`${origin}/api/v1/export`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/x-ndjson");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const lines = (await response.text()).split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((text) => JSON.parse(text))).toEqual([
      line(1),
      line(2),
      line(3, "two\nlines"),
    ]);
  });

  test("an empty graph is an empty answer", async () => {
    const { origin } = await serve({});
    const response = await fetch(`${origin}/api/v1/changes`);
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  test("moments in either form and the type reach the service", async () => {
    const asked: (ExportInput | ChangesInput)[] = [];
    const { origin } = await serve({
      export(input) {
        asked.push(input);
        return desk.export(input);
      },
      changes(input) {
        asked.push(input);
        return desk.changes(input);
      },
    });
    await fetch(`${origin}/api/v1/export?asOf=2026-11-01T00:00:00Z`);
    await fetch(`${origin}/api/v1/changes?since=0&until=2026-11-01&type=person`);
    await fetch(
      `${origin}/api/v1/changes?net=true&since=1&operation=delete&object=a%7Chas%7Cb&property=x`,
    );
    const moment = Date.UTC(2026, 10, 1);
    expect(asked).toEqual([
      { asOf: moment },
      { since: 0, until: moment, type: "person" },
      { net: true, since: 1, operation: "delete", key: "a|has|b", property: "x" },
    ]);
  });

  test.each([
    ["export?asOf=yesterday", "asOf: no time such as 2026-11-02T06:00:00Z"],
    ["export?asOf=2026-02-30", "asOf: no time such as"],
    ["export?asOf=1&asOf=2", "asOf"],
    ["export?since=1", "since"],
    ["changes?since=", "since"],
    ["changes?colour=red", "colour"],
    ["changes?net=true", "since"],
    ["changes?since=2&until=1", "until"],
    ["changes/counts?operation=break", "operation"],
  ])("%s is refused, naming %s", async (path, named) => {
    const { server } = await serve({});
    const response = await server.inject(`/api/v1/${path}`);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      code: "request_invalid",
      detail: expect.stringContaining(named),
    });
  });

  test("changes are counted by type", async () => {
    const { server } = await serve({
      async *changes() {
        const told = { displayName: "", classes: [], at: 1, run: 1, properties: {} };
        yield [{ kind: "entity", operation: "delete", key: "k", type: "person", ...told }];
      },
    });
    const response = await server.inject("/api/v1/changes/counts?net=true&since=1");
    expect(response.json()).toEqual({
      types: [
        { kind: "entity", type: "person", created: 0, updated: 0, deleted: 1, properties: [] },
      ],
    });
  });

  test("HEAD does not read the graph to throw it away", async () => {
    const { state, ...lines } = endless();
    const { server } = await serve(lines);
    const response = await server.inject({ method: "HEAD", url: "/api/v1/export" });
    expect([response.statusCode, state.batches]).toEqual([404, 0]);
  });

  test("a failure before the first line is a problem in words", async () => {
    const warned: unknown[] = [];
    const log = { ...silent, warn: (...said: unknown[]) => void warned.push(said) };
    const service: ServedDesk = {
      ...desk,
      // oxlint-disable-next-line require-yield
      async *export() {
        throw new Failure("The disk is full.", { code: "disk_full", retryable: true });
      },
    };
    const server = createServer({ service, consoleDirectory: null, log, clock });
    const response = await server.inject("/api/v1/export");
    expect(response.statusCode).toBe(503);
    expect(response.headers["content-type"]).toContain("application/problem+json");
    expect(response.json()).toMatchObject({ code: "disk_full", detail: "The disk is full." });
    expect(warned).toHaveLength(1);
  });

  test("a failure after the first line breaks the answer off: a part is never taken for the whole", async () => {
    const { origin } = await serve({
      async *export() {
        yield await batchOf(1, 1_000, "x".repeat(1_000));
        throw new Failure("The disk is full.", { code: "disk_full", retryable: true });
      },
    });
    const response = await fetch(`${origin}/api/v1/export`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
  });
});

describe("POST /api/v1/backup", () => {
  const headers = { "content-type": "application/json" };

  test("the bytes of the copy come as they are", async () => {
    const { origin } = await serve({
      async *backup() {
        yield Buffer.from([0, 255]);
        yield Buffer.from([13, 10]);
      },
    });
    const response = await fetch(`${origin}/api/v1/backup`, {
      method: "POST",
      headers,
      body: "{}",
    });
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0, 255, 13, 10]));
  });

  test("what a page of another origin can send without asking is refused", async () => {
    const { server } = await serve({});
    const request = { method: "POST", url: "/api/v1/backup" } as const;
    expect((await server.inject(request)).statusCode).toBe(400);
    const plain = { "content-type": "text/plain" };
    const sent = await server.inject({ ...request, headers: plain, payload: "{}" });
    expect(sent.statusCode).toBe(415);
  });

  test("a second one has to wait until the first has ended", async () => {
    const ended = Promise.withResolvers<void>();
    const { origin } = await serve({
      async *backup() {
        yield Buffer.from("a");
        await ended.promise;
      },
    });
    const asking = { method: "POST", headers, body: "{}" };
    const first = await fetch(`${origin}/api/v1/backup`, asking);
    const second = await fetch(`${origin}/api/v1/backup`, asking);
    expect([second.status, await second.json()]).toMatchObject([503, { code: "too_many_streams" }]);
    ended.resolve();
    expect(await first.text()).toBe("a");
    expect((await fetch(`${origin}/api/v1/backup`, asking)).status).toBe(200);
  });
});

describe("a stream and its client", () => {
  test("a client that does not read stops the database stream, one that goes away ends it", async () => {
    const { state, ...lines } = endless();
    const { origin } = await serve(lines);
    const client = await stall(origin);
    let before = -1;
    // The sockets' buffers fill up, then nothing moves any more.
    while (before !== state.batches) {
      before = state.batches;
      await fetch(`${origin}/healthz`).then((response) => response.text());
      await fetch(`${origin}/healthz`).then((response) => response.text());
    }
    expect(state.batches).toBeLessThan(500);
    client.destroy();
    await state.ended;
  });

  test("a client that takes nothing for minutes loses its stream", async () => {
    const { state, ...lines } = endless();
    const minutes = Promise.withResolvers<void>();
    const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
      ms < 300_000 ? new Promise(() => {}) : minutes.promise.then(() => signal?.throwIfAborted());
    const { origin } = await serve(lines, { ...clock, sleep });
    await stall(origin);
    minutes.resolve();
    await state.ended;
    expect(state.batches).toBeGreaterThan(0);
  });

  test("a fifth reader is told to come back, and may when another has ended", async () => {
    const { state, ...lines } = endless();
    const { origin } = await serve({
      ...lines,
      async *changes() {},
    });
    const clients = await Promise.all([1, 2, 3, 4].map(() => stall(origin)));
    const refused = await fetch(`${origin}/api/v1/changes`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: "too_many_streams" });
    clients[0]?.destroy();
    await state.ended;
    const welcome = await fetch(`${origin}/api/v1/changes`);
    expect(welcome.status).toBe(200);
    await welcome.text();
  });

  test("a server that closes ends its streams and waits for the database", async () => {
    const { state, ...lines } = endless();
    const { server, origin } = await serve(lines);
    let ended = false;
    void state.ended.then(() => (ended = true));
    await stall(origin);
    await server.close();
    expect(ended).toBe(true);
  });
});
