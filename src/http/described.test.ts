import { expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import { silent } from "../base/log.ts";
import { addApiRoutes } from "./api-routes.ts";
import { desk as service } from "./desk.fixture.ts";
import Fastify from "fastify";

const clock = { now: () => 1_000, sleep: () => new Promise<void>(() => {}) };

/** Every route that the server has, and its description. */
async function served(): Promise<{ server: FastifyInstance; routes: readonly string[] }> {
  const server = Fastify();
  const routes: string[] = [];
  server.addHook("onRoute", ({ method, url }) => {
    for (const one of [method].flat())
      if (one !== "HEAD") routes.push(`${one} ${url.replaceAll(/:(\w+)/g, "{$1}")}`);
  });
  addApiRoutes(server, { service, clock, log: silent });
  await server.ready();
  return { server, routes };
}

// The description itself, as a page and as a document.
const itself = /^GET \/api\/v1\/(openapi\.json|docs|docs\.css)$/;

// There only where not everybody is let in.
const forUsers = ["POST /api/v1/session", "DELETE /api/v1/session", "POST /api/v1/set-up"];

test("the description tells every route that the server has, and no other", async () => {
  const { server, routes } = await served();
  const reply = await server.inject("/api/v1/openapi.json");
  const { paths } = reply.json<{ paths: Record<string, Record<string, unknown>> }>();
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const wanted = routes.filter((route) => !itself.test(route));
  expect(described.toSorted()).toEqual([...wanted, ...forUsers].toSorted());
});
