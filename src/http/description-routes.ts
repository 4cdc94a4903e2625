import type { FastifyInstance } from "fastify";
import { apiPage, apiStyle } from "./api-page.ts";
import { describedRoutes } from "./described-routes.ts";
import { openApiOf } from "./openapi.ts";
import { type Operation, operationOfRoute, operationOfVerb } from "./operation.ts";
import { verbRoutes } from "./verb-table.ts";

/** Every route of the API. */
function operations(): readonly Operation[] {
  return [...describedRoutes.map(operationOfRoute), ...verbRoutes.map(operationOfVerb)];
}

const isPublic = { config: { access: "public" } } as const;

/** The API's description: for programs, and as a page for people. */
export function addDescription(server: FastifyInstance): void {
  const described = openApiOf(operations(), "1");
  const page = apiPage(operations());
  server.get("/api/v1/openapi.json", isPublic, async () => described);
  server.get("/api/v1/docs", isPublic, async (_request, reply) =>
    reply.type("text/html; charset=utf-8").send(page),
  );
  server.get("/api/v1/docs.css", isPublic, async (_request, reply) =>
    reply.type("text/css; charset=utf-8").send(apiStyle),
  );
}
