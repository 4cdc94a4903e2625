import type { FastifyRequest } from "fastify";
import type { Visit } from "../service/access/visit.ts";
import { sessionTokenOf } from "./session-cookie.ts";

/** From where a request comes. */
export function visitOf(request: FastifyRequest): Visit {
  return {
    address: request.ip,
    agent: (request.headers["user-agent"] ?? "").slice(0, 300),
    session: sessionTokenOf(request),
  };
}
