import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { silent } from "../../src/base/log.ts";
import type { ServerAccess } from "../../src/http/guard.ts";
import { createServer } from "../../src/http/server.ts";
import { tokensCreate } from "../../src/service/access/tokens.ts";
import { usersCreate } from "../../src/service/access/users.ts";
import { localCaller, type Role } from "../../src/service/caller.ts";
import type { Desk } from "../../src/service/desk.ts";
import { openDesk } from "../../src/service/open-desk.ts";
import { expectAsDescribed } from "./as-described.ts";

/** The password of everybody whom a test makes. */
export const goodPassword = "four words of no use";

type Headers = Readonly<Record<string, string>>;

/** What is sent to a server. */
interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly body?: object | undefined;
  readonly headers?: Headers;
}

/** A server over an empty database that lets in only whom it knows; its clock moves when told. */
export interface Guarded {
  readonly desk: Desk;
  readonly server: FastifyInstance;
  forward(ms: number): void;
  now(): number;
  send(sent: Sent): Promise<{
    readonly status: number;
    readonly code: string | undefined;
    readonly body: unknown;
    readonly headers: Readonly<Record<string, unknown>>;
  }>;
  makeUser(name: string, role: Role): Promise<number>;
  /** Logs in, and gives the headers of a browser that did. */
  logIn(name: string, password?: string): Promise<Headers>;
  /** The headers of a program that shows a new token. */
  token(input: {
    readonly role: Role;
    readonly instanceId?: number;
    readonly days?: number;
  }): Promise<Headers>;
  verbs(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const ownPage = { "sec-fetch-site": "same-origin" };

/** Opens one, in a file of its own or over the database at an address. */
export async function openGuarded(
  access: Partial<ServerAccess> = {},
  at?: string,
): Promise<Guarded> {
  const folder = await mkdtemp(join(tmpdir(), "guarded-"));
  let now = Date.UTC(2026, 10, 2);
  const sleepers = new Map<() => void, number>();
  const clock = {
    now: () => now,
    sleep: (ms: number, signal?: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        const wake = (): void => void (sleepers.delete(wake) && resolve());
        sleepers.set(wake, now + ms);
        signal?.addEventListener("abort", () => sleepers.delete(wake) && reject(signal.reason));
      }),
  };
  const world = {
    clock,
    random: () => 0.5,
    log: silent,
    peakMemoryBytes: () => 0,
    collectGarbage() {},
    readIfThere: async () => null,
  };
  const desk = await openDesk(world, {
    database: at ?? join(folder, "graph.duckdb"),
    mode: "write",
  });
  const { doorkeeper } = desk;
  if (doorkeeper === null) throw new Error("nobody at the door");
  const server = createServer({
    service: desk,
    consoleDirectory: null,
    clock,
    log: silent,
    access: { doorkeeper, ...access },
  });
  const owner = (input: object) => ({ caller: localCaller, input });
  const guarded: Guarded = {
    desk,
    server,
    forward(ms) {
      now += ms;
      for (const [wake, due] of sleepers) if (due <= now) wake();
    },
    now: () => now,
    async send({ method = "GET", url, body, headers = {} }) {
      const reply = await server.inject({
        method,
        url,
        headers: { host: "localhost:4400", ...headers },
        ...(body === undefined ? {} : { body }),
      });
      const type = String(reply.headers["content-type"]);
      expectAsDescribed({ method, url }, { status: reply.statusCode, type, text: reply.body });
      const isJson = /\/(problem\+)?json/.test(type);
      const value: unknown = isJson ? reply.json() : reply.body;
      const code =
        typeof value === "object" && value !== null && "code" in value
          ? String(value.code)
          : undefined;
      return { status: reply.statusCode, code, body: value, headers: reply.headers };
    },
    async makeUser(name, role) {
      const made = await desk.perform(usersCreate, owner({ name, role, password: goodPassword }));
      return made.id;
    },
    async logIn(name, password = goodPassword) {
      const reply = await guarded.send({
        method: "POST",
        url: "/api/v1/session",
        body: { name, password },
      });
      if (reply.status !== 200) throw new Error(JSON.stringify(reply.body));
      return { cookie: cookieOf(reply.headers), ...ownPage };
    },
    async token(input) {
      const made = await desk.perform(tokensCreate, owner({ name: "a program", ...input }));
      return { authorization: `Bearer ${made.token}` };
    },
    async verbs() {
      const rows = await server.inject({
        url: "/api/v1/audit?limit=1000",
        headers: { host: "localhost", authorization: `Bearer ${doorkeeper.localToken}` },
      });
      return rows.json<{ items: { verb: string }[] }>().items.map(({ verb }) => verb);
    },
    async close() {
      await server.close();
      await desk.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return guarded;
}

/** What a browser sends back of a cookie that it was given. */
export function cookieOf(headers: Readonly<Record<string, unknown>>): string {
  return String(headers["set-cookie"]).split(";")[0] ?? "";
}
