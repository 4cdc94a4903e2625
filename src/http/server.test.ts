import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { Failure } from "../base/failure.ts";
import { silent } from "../base/log.ts";
import type { ServedDesk } from "../service/desk.ts";
import type { QueryAnswer, QueryInput } from "../service/service.ts";
import { desk as service, emptyList } from "./desk.fixture.ts";
import { listen } from "./listen.ts";
import { createServer, type ServerOptions } from "./server.ts";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

function serve(options: Partial<ServerOptions> = {}) {
  return createServer({ service, consoleDirectory: null, log: silent, clock, ...options });
}

/** A server whose service remembers what it was asked. */
function remember(answer: QueryAnswer = emptyList) {
  const asked: QueryInput[] = [];
  const remembering: ServedDesk = {
    ...service,
    query: async (input) => {
      asked.push(input);
      return answer;
    },
  };
  return { asked, server: serve({ service: remembering }) };
}

function post(server: ReturnType<typeof serve>, payload: unknown) {
  return server.inject({ method: "POST", url: "/api/v1/query", payload: payload as object });
}

const directories: string[] = [];

afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

function builtConsole(): string {
  const directory = mkdtempSync(join(tmpdir(), "console-"));
  directories.push(directory);
  mkdirSync(join(directory, "assets"));
  writeFileSync(join(directory, "index.html"), "<title>the console</title>");
  writeFileSync(join(directory, "assets", "index-abc.js"), "export {}");
  return directory;
}

describe("POST /api/v1/query", () => {
  test("a good query answers with its result, warnings and the time it took", async () => {
    const response = await post(serve(), { query: "FIND person" });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ result: emptyList.result, warnings: [], ms: 3 });
  });

  test("view, limit, parameters and a moment in either form reach the service", async () => {
    const { asked, server } = remember();
    await post(server, { query: "FIND a", view: "tree", limit: 5, asOf: "2026-11-01T00:00:00Z" });
    const parameters = { name: "x", list: [1, true] };
    await post(server, { query: "FIND b", asOf: 12, parameters });
    const asOf = Date.UTC(2026, 10, 1);
    expect(asked).toEqual([
      { text: "FIND a", asTree: true, limit: 5, asOf },
      { text: "FIND b", parameters, asTree: false, limit: undefined, asOf: 12 },
    ]);
  });

  test("a wrong query is a 400 with every problem at its place", async () => {
    const problems = [{ code: "unexpected_token", message: "Expected a type.", from: 5, to: 9 }];
    const { server } = remember({ ok: false, problems });
    const response = await post(server, { query: "FIND WITH" });
    expect(response.statusCode).toBe(400);
    expect(response.headers["content-type"]).toContain("application/problem+json");
    expect(response.json()).toMatchObject({
      status: 400,
      code: "query_invalid",
      detail: "Expected a type.",
      problems,
    });
  });

  test.each([
    [{}, "query"],
    [{ query: 1 }, "query"],
    [{ query: "FIND a", limit: 0 }, "limit"],
    [{ query: "FIND a", view: "circle" }, "view"],
    [{ query: "FIND a", asOf: "yesterday" }, "asOf"],
    [{ query: "FIND a", parameters: { name: null } }, "parameters"],
    [{ query: "FIND a", colour: "red" }, "colour"],
  ])("the body %j is refused, naming %s", async (body, named) => {
    const { asked, server } = remember();
    const response = await post(server, body);
    expect(response.statusCode).toBe(400);
    expect(response.json().detail).toContain(named);
    expect(asked).toEqual([]);
  });

  test("a body that is not JSON never reaches the service", async () => {
    const { asked, server } = remember();
    const request = {
      method: "POST",
      url: "/api/v1/query",
      payload: '{"query":"FIND a"}',
    } as const;
    const asText = await server.inject({ ...request, headers: { "content-type": "text/plain" } });
    const broken = await server.inject({
      ...request,
      payload: "{",
      headers: { "content-type": "application/json" },
    });
    expect([asText.statusCode, broken.statusCode]).toEqual([415, 400]);
    expect(asText.headers["content-type"]).toContain("application/problem+json");
    expect(asked).toEqual([]);
  });

  test("a body beyond the limit is a 413", async () => {
    const response = await post(serve(), { query: "x".repeat(300_000) });
    expect(response.statusCode).toBe(413);
  });

  test("a failure of the world keeps its words; a fault of ours keeps them in the log", async () => {
    const logged: string[] = [];
    const log = { ...silent, error: (message: string) => void logged.push(message) };
    const failing = (error: Error) =>
      post(serve({ log, service: { ...service, query: () => Promise.reject(error) } }), {
        query: "FIND a",
      });
    const slow = await failing(
      new Failure("The query took 30 s.", { code: "query_timeout", retryable: false }),
    );
    expect(slow.statusCode).toBe(504);
    expect(slow.json()).toMatchObject({ code: "query_timeout", detail: "The query took 30 s." });
    const busy = await failing(
      new Failure("Locked.", { code: "database_locked", retryable: true }),
    );
    expect(busy.statusCode).toBe(503);
    const fault = await failing(new TypeError("secret detail"));
    expect(fault.statusCode).toBe(500);
    expect(fault.body).not.toContain("secret detail");
    expect(logged).toHaveLength(1);
  });

  test("a client that goes away aborts its query", async () => {
    const aborted = Promise.withResolvers<string>();
    const started = Promise.withResolvers<void>();
    const waiting: ServedDesk = {
      ...service,
      query: (_input, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => {
            aborted.resolve("aborted");
            reject(new Failure("Cancelled.", { code: "query_cancelled", retryable: true }));
          });
          started.resolve();
        }),
    };
    const server = serve({ service: waiting });
    const { port, host } = new URL(await listen(server, { port: 0 }));
    const socket = connect(Number(port), "127.0.0.1");
    const body = '{"query":"FIND a"}';
    socket.write(
      `POST /api/v1/query HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await started.promise;
    socket.destroy();
    expect(await aborted.promise).toBe("aborted");
    await server.close();
  });

  test("a query that takes its time is not taken for one whose client left", async () => {
    const slow: ServedDesk = {
      ...service,
      query: async (_input, signal) => {
        for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
        signal?.throwIfAborted();
        return emptyList;
      },
    };
    const server = serve({ service: slow });
    const url = await listen(server, { port: 0 });
    const headers = { "content-type": "application/json" };
    const init = { method: "POST", headers, body: '{"query":"FIND a"}' };
    const response = await fetch(`${url}/api/v1/query`, init);
    expect(response.status).toBe(200);
    await response.text();
    await server.close();
  });

  test("a query beyond its time is aborted, and the client is told", async () => {
    const reasons: unknown[] = [];
    const endless: ServedDesk = {
      ...service,
      query: (_input, signal) =>
        new Promise(() => signal?.addEventListener("abort", () => reasons.push(signal.reason))),
    };
    const server = serve({ service: endless, clock: { ...clock, sleep: async () => {} } });
    const response = await post(server, { query: "FIND a" });
    expect(response.statusCode).toBe(504);
    expect(response.json()).toMatchObject({ code: "query_timeout" });
    expect(reasons).toHaveLength(1);
  });
});

describe("the other routes", () => {
  test("the shape and the status are given as they are, with the server's time", async () => {
    const shape = await serve().inject("/api/v1/shape");
    expect(shape.json().entities[0].type).toBe("person");
    const status = await serve().inject("/api/v1/status");
    expect(status.json()).toMatchObject({ now: 1_000, instances: [{ accountName: "Contoso" }] });
    expect(status.headers["cache-control"]).toBe("no-store");
    expect((await serve().inject("/healthz")).json()).toEqual({
      status: "ok",
      startedOn: 1_000,
    });
  });

  test("an unknown address under /api is a 404 problem, whatever the console", async () => {
    const response = await serve({ consoleDirectory: builtConsole() }).inject("/api/v1/nothing");
    expect(response.statusCode).toBe(404);
    expect(response.json().code).toBe("not_found");
  });
});

describe("the console's files", () => {
  test("the page is asked for anew, assets are kept for ever", async () => {
    const server = serve({ consoleDirectory: builtConsole() });
    const page = await server.inject("/?q=FIND");
    expect(page.body).toContain("the console");
    expect(page.headers["cache-control"]).toBe("no-cache");
    const asset = await server.inject("/assets/index-abc.js");
    expect(asset.headers["cache-control"]).toContain("immutable");
    expect(asset.headers["content-type"]).toContain("javascript");
  });

  test("an address without an extension is the page; a missing file is not", async () => {
    const server = serve({ consoleDirectory: builtConsole() });
    expect((await server.inject("/devices")).body).toContain("the console");
    expect((await server.inject("/assets/gone.js")).statusCode).toBe(404);
    expect((await server.inject({ method: "POST", url: "/" })).statusCode).toBe(404);
    expect((await server.inject("/..%2f..%2fpackage.json")).statusCode).toBeGreaterThanOrEqual(400);
  });

  test.each([null, "/no/such/directory"])(
    "without a build (%s) the page says how",
    async (directory) => {
      const response = await serve({ consoleDirectory: directory }).inject("/");
      expect(response.statusCode).toBe(503);
      expect(response.body).toContain("npm run build:console");
    },
  );
});

describe("safety", () => {
  test.each(["/", "/api/v1/shape", "/api/v1/nothing", "/healthz"])(
    "%s carries the security headers",
    async (url) => {
      const { headers } = await serve().inject(url);
      expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self'");
      expect(headers["content-security-policy"]).not.toContain("unsafe");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["x-frame-options"]).toBe("DENY");
    },
  );

  test.each([
    ["localhost:8080", 200],
    ["127.0.0.1", 200],
    ["[::1]:8080", 200],
    ["graph.contoso.example", 200],
    ["evil.example", 421],
    ["localhost.evil.example", 421],
    ["127.0.0.1.evil.example:80", 421],
    ["evil.example@localhost", 421],
    ["two words", 421],
  ])("bound to loopback, the host %j gets %i", async (host, status) => {
    const server = serve({ allowedHosts: ["Graph.Contoso.example"] });
    const response = await server.inject({ url: "/healthz", headers: { host } });
    expect(response.statusCode).toBe(status);
  });

  test("a port in use is a failure that says what to do", async () => {
    const first = serve();
    const { port } = new URL(await listen(first, { port: 0 }));
    const second = listen(serve(), { port: Number(port) });
    await expect(second).rejects.toMatchObject({
      code: "port_in_use",
      message: expect.stringContaining("--port"),
    });
    await first.close();
  });
});
