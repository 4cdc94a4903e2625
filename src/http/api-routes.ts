import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock, EpochMs } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Problem } from "../j1ql/problem.ts";
import type { ServedDesk } from "../service/desk.ts";
import { bounded } from "./bounded.ts";
import type {
  DatabaseReply,
  ExplainReply,
  HealthReply,
  QueryReply,
  StatusReply,
} from "./contract.ts";
import { callerOf, identify, instanceOf, partOf, type ServerAccess } from "./guard.ts";
import { addLineRoutes } from "./line-routes.ts";
import { addObjectRoutes } from "./object-routes.ts";
import { addDescription } from "./description-routes.ts";
import { addWatchRoutes } from "./watch-routes.ts";
import { sendProblem, sendRefusal } from "./problem-reply.ts";
import { RunStreams } from "./run-stream.ts";
import { addSessionRoutes } from "./session-routes.ts";
import { addVerbRoutes } from "./verb-route.ts";
import { addWorkRoutes } from "./work-routes.ts";
import { verbRoutes } from "./verb-table.ts";
import { parseExplainRequest, parseQueryRequest } from "./query-request.ts";

/** The longest a query may take, in milliseconds; the store's own statement timeout is shorter. */
const queryTimeout = 60_000;

/** What the routes answer from. */
export interface ApiWorld {
  readonly service: ServedDesk;
  readonly clock: Clock;
  readonly log: Log;
  /** When the server starts; the present moment when absent. */
  readonly startedOn?: EpochMs | undefined;
  readonly access?: ServerAccess | undefined;
}

const isPublic = { config: { access: "public" } } as const;

/** For every role. What is asked is answered for the one instance that a caller may see, too. */
const forAll = { config: { access: "viewer", heedsInstance: true } } as const;

/** The verbs over HTTP: one route each. */
export function addApiRoutes(server: FastifyInstance, world: ApiWorld): void {
  const startedOn = world.startedOn ?? world.clock.now();
  addSessionRoutes(server, world);
  server.get("/healthz", isPublic, async (): Promise<HealthReply> => ({ status: "ok", startedOn }));
  server.get("/api/v1/shape", forAll, async (request) => world.service.shape(instanceOf(request)));
  server.get(
    "/api/v1/database",
    { config: { access: "viewer" } },
    async (): Promise<DatabaseReply> => world.service.facts(),
  );
  server.get("/api/v1/status", forAll, async (request): Promise<StatusReply> => {
    const only = instanceOf(request);
    const instances = (await world.service.status()).filter(
      ({ id }) => only === undefined || id === only,
    );
    return { now: world.clock.now(), instances };
  });
  server.post("/api/v1/query", forAll, async (request, reply) => answer(world, request, reply));
  server.post("/api/v1/explain", forAll, async (request, reply) => explain(world, request, reply));
  addLineRoutes(server, world);
  addWorkRoutes(server, world);
  addObjectRoutes(server, world);
  const callerNow = (request: FastifyRequest) => identify(request, world.access);
  const streams = new RunStreams(server, { ...world, callerNow });
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
  const parsed = parseQueryRequest(request.body);
  if ("refused" in parsed) return sendRefusal(reply, parsed);
  const input = { ...parsed, ...partOf(request) };
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
  const parsed = parseExplainRequest(request.body);
  if ("refused" in parsed) return sendRefusal(reply, parsed);
  const input = { ...parsed, ...partOf(request) };
  const bounds = { clock: world.clock, limit: queryTimeout };
  const answered = await bounded(reply, bounds, (signal) => world.service.explain(input, signal));
  if (!answered.ok) return sendWrongQuery(reply, answered.problems);
  return answered.explanation satisfies ExplainReply;
}

function sendWrongQuery(reply: FastifyReply, problems: readonly Problem[]): FastifyReply {
  const detail = problems[0]?.message ?? "The query is not valid J1QL.";
  return sendProblem(reply, { status: 400, code: "query_invalid", detail, problems });
}
