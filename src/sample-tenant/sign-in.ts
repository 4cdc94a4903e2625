import type { Call } from "./call.ts";
import { encode } from "./deliver.ts";
import { answerDiscovery } from "./discovery.ts";
import { type Job, meet } from "./exchange.ts";
import type { Fired } from "./fault-book.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { Tenant } from "./tenant.ts";
import { answerToken } from "./token.ts";
import { problem, refuse } from "./token-problem.ts";

/** Tokens, and what libraries read before they ask for one. */
export function signIn(call: Call, tenant: Tenant): Job {
  const isToken = /^\/[^/]+\/oauth2\/v2\.0\/token\/?$/i.test(call.path) && call.method === "POST";
  const endpoint = isToken ? "token" : "discovery";
  const fired = meet(call, { endpoint, scope: "token" }, tenant);
  const answer = isToken ? answerToken : answerDiscovery;
  return {
    endpoint,
    fired,
    make: async () =>
      encode(refuseByFault(fired, tenant) ?? answer(call, tenant) ?? notFound, "identity", fired),
  };
}

const notFound = jsonReply(
  404,
  { error: "not_found" },
  { "content-type": "application/json; charset=utf-8" },
);

function refuseByFault(fired: Fired, tenant: Tenant): Reply | undefined {
  const throttled = fired.get("http429");
  const status = fired.has("http503") ? 503 : 500;
  if (throttled === undefined && !fired.has("http500") && !fired.has("http503")) {
    return undefined;
  }
  const trace = {
    traceId: tenant.requestId(),
    correlationId: tenant.requestId(),
    now: tenant.clock.now(),
  };
  const transient = problem(90033, "A transient error has occurred. Please try again.", {
    status,
    error: "temporarily_unavailable",
  });
  const reply = refuse(transient, trace);
  return throttled === undefined
    ? reply
    : { ...reply, status: 429, headers: { ...reply.headers, ...wait(throttled) } };
}

function wait(fault: { readonly retryAfterSeconds?: number }): Readonly<Record<string, string>> {
  const { retryAfterSeconds } = fault;
  return retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
}
