import type { FastifyInstance } from "fastify";
import { Failure } from "../base/failure.ts";
import type { ReadingDesk } from "../service/desk.ts";
import { RequestCounts } from "./request-counts.ts";
import { metricsText } from "./metrics-text.ts";

/** What a monitor asks: whether the server can answer, and its figures. */
export function addWatchRoutes(
  server: FastifyInstance,
  { service }: { readonly service: ReadingDesk },
): void {
  const requests = new RequestCounts();
  server.addHook("onResponse", async (request, reply) => {
    const route = request.routeOptions.url ?? "none";
    requests.count({
      method: request.method,
      route,
      status: reply.statusCode,
      ms: reply.elapsedTime,
    });
  });
  server.get("/readyz", { config: { access: "public" } }, async () => {
    try {
      await service.status();
      return { status: "ready" };
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      const message = `The server cannot answer: ${failure.message}`;
      throw new Failure(message, { code: "not_ready", retryable: true, cause: failure });
    }
  });
  server.get("/metrics", { config: { access: "viewer" } }, async (_request, reply) => {
    const figures = [...(await service.figures()), ...requests.figures()];
    return reply.type("text/plain; version=0.0.4; charset=utf-8").send(metricsText(figures));
  });
}
