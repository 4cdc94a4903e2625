import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../service/caller.ts";
import type { ReadingDesk } from "../service/desk.ts";
import type { Verb } from "../service/verb.ts";

/** Where a verb is reached. `:name` in the path, the address's parameters and the body together are its input. */
export interface VerbRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: `/api/v1/${string}`;
  readonly verb: Verb;
  /** 201 where something came into being, 202 where it goes on after the answer; else 200. */
  readonly status?: 200 | 201 | 202;
  /** Told live to who accepts `text/event-stream`. */
  readonly isLive?: true;
}

/** What the routes of verbs work with. */
export interface VerbWorld {
  readonly service: Pick<ReadingDesk, "perform">;
  /** Who sent a request. Throws `unauthenticated` when nobody known did. */
  callerOf(request: FastifyRequest): Caller | Promise<Caller>;
  /** Tells live what a route that can be live is about. */
  tellLive?(request: FastifyRequest, reply: FastifyReply, caller: Caller): Promise<FastifyReply>;
}

function inputOf(request: FastifyRequest): object {
  const { query, body, params } = request;
  const given = [query, body, params].filter((part) => typeof part === "object" && part !== null);
  return Object.assign({}, ...given);
}

/** Adds a route for each verb. */
export function addVerbRoutes(
  server: FastifyInstance,
  world: VerbWorld,
  routes: readonly VerbRoute[],
): void {
  for (const route of routes)
    server.route({
      method: route.method,
      url: route.path,
      config: { access: route.verb.role, heedsInstance: route.verb.heedsInstance === true },
      exposeHeadRoute: false,
      handler: handlerOf(world, route),
    });
}

function wantsLive({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? "").includes("text/event-stream");
}

function handlerOf(world: VerbWorld, { verb, status = 200, isLive }: VerbRoute) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const caller = await world.callerOf(request);
    if (isLive === true && world.tellLive !== undefined && wantsLive(request))
      return world.tellLive(request, reply, caller);
    const answer = await world.service.perform(verb, { caller, input: inputOf(request) });
    return reply.code(status).send(answer);
  };
}
