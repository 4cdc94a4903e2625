import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock, EpochMs } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Problem } from "../j1ql/problem.ts";
import { type Caller, localCaller } from "../service/caller.ts";
import type { ReadingDesk } from "../service/desk.ts";
import { bounded } from "./bounded.ts";
import type {
  DatabaseReply,
  ExplainReply,
  HealthReply,
  QueryReply,
  StatusReply,
} from "./contract.ts";
import { addLineRoutes } from "./line-routes.ts";
import { addObjectRoutes } from "./object-routes.ts";
import { addDescription } from "./description-routes.ts";
import { addWatchRoutes } from "./watch-routes.ts";
import { sendProblem, sendRefusal } from "./problem-reply.ts";
import { RunStreams } from "./run-stream.ts";
import { addVerbRoutes } from "./verb-route.ts";
import { verbRoutes } from "./verb-table.ts";
import { parseExplainRequest, parseQueryRequest } from "./query-request.ts";

/** The longest a query may take, in milliseconds; the store's own statement timeout is shorter. */
const queryTimeout = 60_000;

/** What the routes answer from. */
export interface ApiWorld {
  readonly service: ReadingDesk;
  readonly clock: Clock;
  readonly log: Log;
  /** When the server starts; the present moment when absent. */
  readonly startedOn?: EpochMs | undefined;
}

/** The verbs over HTTP: one route each. */
export function addApiRoutes(server: FastifyInstance, world: ApiWorld): void {
  const startedOn = world.startedOn ?? world.clock.now();
  server.get("/healthz", async (): Promise<HealthReply> => ({ status: "ok", startedOn }));
  server.get("/api/v1/shape", async () => world.service.shape());
  server.get("/api/v1/database", async (): Promise<DatabaseReply> => world.service.facts());
  server.get("/api/v1/status", async (): Promise<StatusReply> => {
    return { now: world.clock.now(), instances: await world.service.status() };
  });
  server.post("/api/v1/query", async (request, reply) => answer(world, request, reply));
  server.post("/api/v1/explain", async (request, reply) => explain(world, request, reply));
  addLineRoutes(server, world);
  addObjectRoutes(server, world);
  // Until there are log-ins, whoever reaches the server is its owner.
  const callerOf = async (): Promise<Caller> => localCaller;
  const streams = new RunStreams(server, world);
  const tellLive = streams.send.bind(streams);
  addVerbRoutes(server, { service: world.service, callerOf, tellLive }, verbRoutes);
  addDescription(server);
  addWatchRoutes(server, world);
}

/** A client that goes away aborts its query. */
async function answer(
  world: ApiWorld,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const input = parseQueryRequest(request.body);
  if ("refused" in input) return sendRefusal(reply, input);
  const started = world.clock.now();
  const bounds = { clock: world.clock, limit: queryTimeout };
  const answered = await bounded(reply, bounds, (signal) => world.service.query(input, signal));
  world.log.debug("Answered a query", { ok: answered.ok, ms: world.clock.now() - started });
  if (!answered.ok) return sendWrongQuery(reply, answered.problems);
  const { result, warnings, ms } = answered;
  return { result, warnings, ms } satisfies QueryReply;
}

async function explain(
  world: ApiWorld,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const input = parseExplainRequest(request.body);
  if ("refused" in input) return sendRefusal(reply, input);
  const bounds = { clock: world.clock, limit: queryTimeout };
  const answered = await bounded(reply, bounds, (signal) => world.service.explain(input, signal));
  if (!answered.ok) return sendWrongQuery(reply, answered.problems);
  return answered.explanation satisfies ExplainReply;
}

function sendWrongQuery(reply: FastifyReply, problems: readonly Problem[]): FastifyReply {
  const detail = problems[0]?.message ?? "The query is not valid J1QL.";
  return sendProblem(reply, { status: 400, code: "query_invalid", detail, problems });
}
