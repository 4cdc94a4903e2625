import type { FastifyReply } from "fastify";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import type { Problem } from "../j1ql/problem.ts";
import type { ProblemReply } from "./contract.ts";
import { knownError } from "../service/errors/catalogue.ts";
import type { Refused } from "./refused.ts";

const titles: Readonly<Record<number, string>> = {
  400: "The request is not valid",
  401: "Nobody is signed in",
  403: "The request was refused",
  404: "Not found",
  405: "Method not allowed",
  409: "The state of things does not allow it",
  408: "The request took too long to arrive",
  413: "The request is too large",
  415: "The request's media type is not supported",
  429: "Too many tries",
  431: "The request's head is too large",
  421: "This host name is not served here",
  500: "The server failed",
  502: "Microsoft's answer is not the wanted one",
  503: "The server cannot answer now",
  504: "The query took too long",
};

/** What a problem says; the title follows from the status. */
export interface ProblemFacts {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly problems?: readonly Problem[];
}

/** The body of `application/problem+json`. */
export function problemBody({ status, code, detail, problems }: ProblemFacts): ProblemReply {
  return {
    type: `urn:defender-graph:problem:${code}`,
    title: titles[status] ?? "The request failed",
    status,
    detail,
    code,
    ...(problems === undefined ? {} : { problems }),
  };
}

/** Answers with `application/problem+json`. */
export function sendProblem(reply: FastifyReply, facts: ProblemFacts): FastifyReply {
  const body = JSON.stringify(problemBody(facts));
  return reply.code(facts.status).type("application/problem+json").send(body);
}

/** Answers a request that is not valid. */
export function sendRefusal(reply: FastifyReply, { refused }: Refused): FastifyReply {
  return sendProblem(reply, { status: 400, code: "request_invalid", detail: refused });
}

/**
 * What to answer for something thrown: a `Failure` in its own words, Fastify's refusals (body too large, not JSON)
 * in theirs, and for a fault of ours no detail: that goes to the log.
 */
export function problemOf(error: unknown, log: Log): ProblemFacts {
  if (error instanceof Failure) {
    const status = knownError(error.code)?.status ?? (error.retryable ? 503 : 500);
    if (status >= 500) log.warn("A request failed", { code: error.code, detail: error.message });
    return { status, code: error.code, detail: error.message };
  }
  return hungUp(error) ?? refusalOf(error) ?? fault(error, log);
}

/** Fastify's refusals in our words, by its code. */
const refusals: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "The body is larger than is taken. Send less at a time.",
  FST_ERR_CTP_INVALID_MEDIA_TYPE:
    "The body's media type is not supported: send JSON, with content-type: application/json.",
  FST_ERR_CTP_EMPTY_JSON_BODY:
    "The body is empty, but said to be JSON: send {} at least, or no content-type.",
  FST_ERR_CTP_INVALID_JSON_BODY:
    "The body is said to be JSON and is not: check its quotes and commas.",
};

/** A client that goes away before an answer begins is no fault, and nobody reads what it is told. */
function hungUp(error: unknown): ProblemFacts | undefined {
  if (codeOf(error) !== "ERR_STREAM_PREMATURE_CLOSE") return undefined;
  const detail = "The client went away before the answer was there.";
  return { status: 503, code: "query_cancelled", detail };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function refusalOf(error: unknown): ProblemFacts | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = "statusCode" in error ? error.statusCode : undefined;
  if (typeof status !== "number" || status < 400 || status > 499) return undefined;
  return { status, code: "request_invalid", detail: refusals[codeOf(error)] ?? error.message };
}

function fault(error: unknown, log: Log): ProblemFacts {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error("A request met a fault of the program", { stack });
  const detail = "The program made a mistake. Its log has the details; please report it.";
  return { status: 500, code: "internal_error", detail };
}
