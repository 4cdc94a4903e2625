import { expect, test } from "vitest";
import type { FastifyInstance } from "fastify";
import { silent } from "../base/log.ts";
import { addApiRoutes } from "./api-routes.ts";
import { apiExamples } from "./api-examples.ts";
import { apiGroups } from "./api-groups.ts";
import { describedRoutes } from "./described-routes.ts";
import { desk as service } from "./desk.fixture.ts";
import { operationOfRoute, operationOfVerb } from "./operation.ts";
import { verbRoutes } from "./verb-table.ts";
import { z } from "zod";
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

test("every group of the description is told, every example is what its route takes, nothing refers to nowhere", async () => {
  const { server } = await served();
  const document = (await server.inject("/api/v1/openapi.json")).body;
  const operations = [...describedRoutes.map(operationOfRoute), ...verbRoutes.map(operationOfVerb)];
  const groups = new Set(operations.map(({ name }) => name.split(".")[0]));
  expect(new Set(Object.keys(apiGroups))).toEqual(groups);
  const wrong = Object.entries(apiExamples).flatMap(([name, body]) => {
    const operation = operations.find((one) => one.name === name);
    // A number in a path comes as text.
    const inPath = operation?.path.includes(":id") === true ? { id: "1" } : {};
    const parsed = operation?.input.safeParse({ ...body, ...inPath });
    return parsed?.success === true ? [] : [[name, parsed?.error?.message]];
  });
  expect(wrong).toEqual([]);
  const { components } = z
    .object({ components: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(document));
  const known = Object.entries(components).flatMap(([kind, of]) =>
    Object.keys(of).map((name) => `#/components/${kind}/${name}`),
  );
  const referred = [...document.matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => to);
  expect(referred.filter((to) => !known.includes(to ?? ""))).toEqual([]);
  expect((await server.inject("/api/v1/docs")).body).not.toContain("undefined");
});
