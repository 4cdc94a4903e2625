import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../src/base/clock.ts";
import type { Log } from "../../src/base/log.ts";
import { createServer } from "../../src/http/server.ts";
import { keyStoreOf } from "../../src/key-files.ts";
import {
  type SampleTenant,
  type SampleTenantOptions,
  startSampleTenant,
} from "../../src/sample-tenant/sample-tenant.ts";
import type { Desk } from "../../src/service/desk.ts";
import { openDesk } from "../../src/service/open-desk.ts";
import { expectAsDescribed } from "./as-described.ts";
import { speed } from "./world.ts";

/** The real clock. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** A log that keeps what it is told. */
function keepingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const say =
    (level: string) =>
    (message: string, facts?: object): void => {
      lines.push(JSON.stringify({ level, message, ...facts }));
    };
  return {
    lines,
    debug: say("debug"),
    info: say("info"),
    warn: say("warn"),
    error: say("error"),
  };
}

/** What an answer was. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

/** A database with the server over it, and what it logs. */
export interface Managed {
  readonly folder: string;
  readonly database: string;
  readonly desk: Desk;
  readonly log: ReturnType<typeof keepingLog>;
  /** Asks such as `POST /runs/1/cancel`, under `/api/v1`. */
  ask(what: string, body?: object | null, headers?: object): Promise<Answered>;
  /** Sends a request to a path of the server, with any body. */
  send(method: string, path: string, body: unknown): Promise<Answered>;
  close(): Promise<void>;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
  readonly headers: object;
}

async function inject(
  server: ReturnType<typeof createServer>,
  { method, url, body, headers }: Sent,
): Promise<Answered> {
  const payload = body === null || body === undefined ? {} : { payload: JSON.stringify(body) };
  const contentType = "payload" in payload ? { "content-type": "application/json" } : {};
  const reply = await server.inject({
    method: method as "GET",
    url,
    headers: { host: "localhost", ...contentType, ...headers },
    ...payload,
  });
  const type = String(reply.headers["content-type"]);
  expectAsDescribed({ method, url }, { status: reply.statusCode, type, text: reply.body });
  const isJson = /[/+]json\b/.test(type);
  const parsed =
    isJson && reply.body !== "" ? (JSON.parse(reply.body) as Record<string, unknown>) : {};
  return { status: reply.statusCode, headers: reply.headers, text: reply.body, body: parsed };
}

/** Opens a database, a new file unless one on a server is given, and the server over it, without a port. */
export async function openManaged(
  clock: Clock,
  onServer: { readonly url?: string; readonly key?: string } = {},
): Promise<Managed> {
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-managed-"));
  const database = onServer.url ?? join(folder, "graph.duckdb");
  const log = keepingLog();
  const world = {
    clock,
    random: Math.random,
    log,
    peakMemoryBytes: () => 0,
    collectGarbage() {},
    readIfThere: async (path: string) => (existsSync(path) ? readFile(path, "utf8") : null),
    keys: (path: string) => keyStoreOf({ DEFENDER_GRAPH_KEY: onServer.key }, path),
    outbound: { allowed: ["127.0.0.1"], publicUrl: "https://graph.example/" },
  };
  const desk = await openDesk(world, { database, mode: "write" });
  const server = createServer({ service: desk, consoleDirectory: null, clock, log });
  return {
    folder,
    database,
    desk,
    log,
    ask(what, body = null, headers = {}) {
      const [method = "", path = ""] = what.split(" ");
      return inject(server, { method, url: `/api/v1${path}`, body, headers });
    },
    send: (method, url, body) => inject(server, { method, url, body, headers: {} }),
    async close() {
      await server.close();
      await desk.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A small sample tenant. */
export function smallTenant(
  clock: Clock,
  options: Partial<SampleTenantOptions> = {},
): Promise<SampleTenant> {
  const size = { devices: 12, users: 10, groups: 4, cves: 20, findingsPerDevice: 3 };
  return startSampleTenant({ clock, speed, logonsPerDevice: 2, seed: 3, ...size, ...options });
}

/** What creates an instance for a sample tenant. */
export function instanceFor(tenant: SampleTenant, changes: object = {}): object {
  return {
    tenantId: tenant.tenantId,
    accountName: "Acme",
    clientId: tenant.clientId,
    credential: { kind: "secret", secret: tenant.clientSecret },
    hosts: {
      authority: tenant.authorityUrl,
      graph: tenant.graphUrl,
      defender: tenant.defenderUrl,
      defenderAudience: tenant.defenderAudience,
    },
    rateFactor: speed,
    ...changes,
  };
}
