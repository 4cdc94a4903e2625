import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/base/clock.ts";
import { silent } from "../../src/base/log.ts";
import { hostsOf, type Hosts } from "../../src/microsoft/cloud.ts";
import type { Listing } from "../../src/microsoft/page.ts";
import { readAll } from "../../src/microsoft/page.ts";
import { openTenant, type Tenant, type TenantOptions } from "../../src/microsoft/tenant.ts";

/** A request as it reached the provider. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What the provider answers. `cut`: that many body bytes, then the connection ends. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly cut?: number;
  readonly reset?: boolean;
}

type Handler = (seen: Seen) => Answer;

/** A provider over real HTTP on this machine, told what to answer path by path. */
export interface Provider {
  readonly url: string;
  readonly seen: Seen[];
  /** Requests to a path. */
  to(path: string): readonly Seen[];
  on(path: string, handler: Handler): void;
  /** One answer after the other; the last stays. */
  script(path: string, answers: readonly Answer[]): void;
  close(): Promise<void>;
}

/** Starts a provider that gives tokens `token-1`, `token-2`, … and knows nothing else. */
export async function startProvider(): Promise<Provider> {
  const handlers = new Map<string, Handler>();
  const seen: Seen[] = [];
  let tokens = 0;
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const url = new URL(request.url ?? "/", "http://provider");
      const one: Seen = {
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
      };
      seen.push(one);
      const handler =
        handlers.get(url.pathname) ??
        (() => ({ status: 404, json: { error: { code: "NotFound" } } }));
      send(response, handler(one));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const on = (path: string, handler: Handler) => void handlers.set(path, handler);
  on("/contoso/oauth2/v2.0/token", () => {
    tokens += 1;
    return { json: { token_type: "Bearer", expires_in: 3599, access_token: `token-${tokens}` } };
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    to: (path) => seen.filter((one) => one.path === path),
    on,
    script: (path, answers) => {
      let next = 0;
      on(path, () => answers[Math.min(next++, answers.length - 1)] ?? {});
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  return body;
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer.reset === true) {
    response.socket?.resetAndDestroy();
    return;
  }
  const bytes = answer.bytes ?? Buffer.from(JSON.stringify(answer.json ?? {}));
  response.writeHead(answer.status ?? 200, {
    "content-type": "application/json",
    "content-length": String(bytes.length),
    ...answer.headers,
  });
  if (answer.cut === undefined) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, answer.cut), () => response.socket?.destroy());
}

/** A clock that stands still until somebody sleeps. */
export interface TestClock extends Clock {
  readonly sleeps: number[];
  forward(ms: number): void;
}

/** Starts at noon on 1 November 2026; sleeping takes no time but moves it. */
export function testClock(): TestClock {
  let now = Date.UTC(2026, 10, 1, 12);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => now,
    forward: (ms) => {
      now += ms;
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
    },
  };
}

/** The hosts of a provider. */
function hostsAt(provider: Provider): Hosts {
  const { url } = provider;
  return hostsOf("commercial", { authority: url, graph: url, defender: url });
}

/** A tenant read through a provider, with a clock that never really waits. */
export function tenantAt(provider: Provider, options: Partial<TenantOptions> = {}): Tenant {
  return openTenant({
    hosts: hostsAt(provider),
    tenantId: "contoso",
    clientId: "2f1cbb1e-4f1c-4b0a-9b3d-1f6f0a6f7d11",
    credential: { kind: "secret", secret: "the-secret-value" },
    clock: testClock(),
    random: () => 0.5,
    log: silent,
    ...options,
  });
}

/** Reads a listing into a list, with its receipt. */
export async function collect<Item>(listing: Listing<Item>) {
  const items: Item[] = [];
  let current = 1;
  const receipt = await readAll(listing, (some, attempt) => {
    // Items without a key come again when the collection is read anew.
    if (attempt !== current && listing.key === null) items.length = 0;
    current = attempt;
    items.push(...some);
  });
  return { items, receipt };
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error("it was not rejected"),
    (error: unknown) => error,
  );
}
