import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Service } from "../service/service.ts";
import { bounded } from "./bounded.ts";
import type { QueryReply, StatusReply } from "./contract.ts";
import { sendProblem } from "./problem-reply.ts";
import { parseQueryRequest } from "./query-request.ts";

/** The longest a query may take, in milliseconds; the store's own statement timeout is shorter. */
const queryTimeout = 60_000;

/** What the routes answer from. */
export interface ApiWorld {
  readonly service: Service;
  readonly clock: Clock;
  readonly log: Log;
}

/** The verbs over HTTP: one route each. */
export function addApiRoutes(server: FastifyInstance, world: ApiWorld): void {
  server.get("/healthz", async () => ({ status: "ok" }));
  server.get("/api/v1/shape", async () => world.service.shape());
  server.get("/api/v1/status", async (): Promise<StatusReply> => {
    return { now: world.clock.now(), instances: await world.service.status() };
  });
  server.post("/api/v1/query", async (request, reply) => answer(world, request, reply));
}

/** A client that goes away aborts its query. */
async function answer(
  world: ApiWorld,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const input = parseQueryRequest(request.body);
  if ("refused" in input) {
    return sendProblem(reply, { status: 400, code: "request_invalid", detail: input.refused });
  }
  const started = world.clock.now();
  const bounds = { clock: world.clock, limit: queryTimeout };
  const answered = await bounded(reply, bounds, (signal) => world.service.query(input, signal));
  world.log.debug("Answered a query", { ok: answered.ok, ms: world.clock.now() - started });
  if (!answered.ok) {
    const { problems } = answered;
    const detail = problems[0]?.message ?? "The query is not valid J1QL.";
    return sendProblem(reply, { status: 400, code: "query_invalid", detail, problems });
  }
  const { result, warnings, ms } = answered;
  return { result, warnings, ms } satisfies QueryReply;
}
