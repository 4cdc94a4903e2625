import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { FastifyInstance } from "fastify";
import { silent } from "../base/log.ts";
import type { Desk } from "../service/desk.ts";
import { openDesk } from "../service/open-desk.ts";
import { changeVerb } from "../service/verb.ts";
import { createServer } from "./server.ts";
import { addVerbRoutes } from "./verb-route.ts";

const rename = changeVerb({
  name: "things.rename",
  summary: "Names a thing",
  role: "editor",
  input: z.strictObject({ id: z.coerce.number(), name: z.string().min(1) }),
  output: z.object({ name: z.string() }),
  async run({ note }, { id, name }) {
    note({ object: `thing ${id}`, details: { name } });
    if (name === "cursed") throw new RangeError("no such name");
    return { name };
  },
});

let folder = "";
let desk: Desk;
let server: FastifyInstance;
const clock = { now: () => 1_000, sleep: async () => undefined };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "verbs-"));
  const world = {
    clock,
    random: () => 0.5,
    log: silent,
    peakMemoryBytes: () => 0,
    collectGarbage: () => undefined,
    readIfThere: async () => null,
  };
  desk = await openDesk(world, { database: join(folder, "graph.duckdb"), mode: "write" });
  server = createServer({ service: desk, consoleDirectory: null, clock, log: silent });
  const callerOf = async (request: { readonly headers: object }) => ({
    kind: "user" as const,
    id: 1,
    name: "Ada",
    role: "viewer" in request.headers ? ("viewer" as const) : ("editor" as const),
  });
  addVerbRoutes(server, { service: desk, callerOf }, [
    { method: "PUT", path: "/api/v1/things/:id", verb: rename },
  ]);
});

afterAll(async () => {
  await server.close();
  await desk.close();
  await rm(folder, { recursive: true });
});

async function put(body: object, headers: Record<string, string> = {}) {
  return server.inject({
    method: "PUT",
    url: "/api/v1/things/7",
    headers: { host: "localhost", ...headers },
    body,
  });
}

async function audited(): Promise<unknown[]> {
  const reply = await server.inject({ url: "/api/v1/audit", headers: { host: "localhost" } });
  return reply.json<{ items: unknown[] }>().items;
}

test("a change is done and recorded; one refused or failed leaves no record", async () => {
  expect((await put({ name: "lamp" })).json()).toEqual({ name: "lamp" });
  const record = {
    id: 1,
    happenedOn: 1_000,
    callerKind: "user",
    callerId: 1,
    callerName: "Ada",
    verb: "things.rename",
    object: "thing 7",
    details: { name: "lamp" },
  };
  expect(await audited()).toEqual([record]);

  const refused = await put({ name: "lamp" }, { viewer: "yes" });
  expect([refused.statusCode, refused.json<{ code: string }>().code]).toEqual([403, "forbidden"]);
  const wrong = await put({ name: "", more: 1 });
  expect([wrong.statusCode, wrong.json<{ code: string }>().code]).toEqual([400, "request_invalid"]);
  expect((await put({ name: "cursed" })).statusCode).toBe(500);
  expect(await audited()).toEqual([record]);
});

test("the API describes each verb with its role and schemas", async () => {
  const reply = await server.inject({
    url: "/api/v1/openapi.json",
    headers: { host: "localhost" },
  });
  const described = reply.json<{ paths: Record<string, Record<string, object>> }>();
  expect(described.paths["/api/v1/audit"]?.["get"]).toMatchObject({
    operationId: "audit.list",
    "x-role": "administrator",
    parameters: [{ name: "cursor" }, { name: "limit" }, { name: "find" }],
  });
});
