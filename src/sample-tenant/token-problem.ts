import type { EpochMs } from "../base/clock.ts";
import { jsonReply, type Reply } from "./reply.ts";

/** A refusal of the token endpoint, as Entra words it (`microsoft-apis` §1.4). */
export interface TokenProblem {
  readonly status: 400 | 401 | 500 | 503;
  readonly error: string;
  /** The AADSTS number. */
  readonly code: number;
  readonly text: string;
}

/** Ids and time that every answer of the token endpoint carries. */
export interface Trace {
  readonly traceId: string;
  readonly correlationId: string;
  readonly now: EpochMs;
}

/** The headers that every answer of the token endpoint carries. */
export function tokenHeaders(trace: Trace): Readonly<Record<string, string>> {
  return {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store, no-cache",
    pragma: "no-cache",
    "x-ms-request-id": trace.traceId,
    "x-ms-ests-server": "2.1.99999.1 - SAMPLE ProdSlices",
    "x-ms-srs": "1.P",
  };
}

/** The answer for a refusal. */
export function refuse(problem: TokenProblem, trace: Trace): Reply {
  const timestamp = `${new Date(trace.now).toISOString().slice(0, 19).replace("T", " ")}Z`;
  const body = {
    error: problem.error,
    error_description:
      `AADSTS${problem.code}: ${problem.text} Trace ID: ${trace.traceId} ` +
      `Correlation ID: ${trace.correlationId} Timestamp: ${timestamp}`,
    error_codes: [problem.code],
    timestamp,
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${problem.code}`,
  };
  const headers = { ...tokenHeaders(trace), "x-ms-clitelem": `1,${problem.code},0,,` };
  return jsonReply(problem.status, body, headers);
}

/** Short form of a refusal: most are 400 `invalid_request`. */
export function problem(
  code: number,
  text: string,
  kind: Partial<Pick<TokenProblem, "status" | "error">> = {},
): TokenProblem {
  return { code, text, status: kind.status ?? 400, error: kind.error ?? "invalid_request" };
}

/** Short form of a refused credential: 401 `invalid_client`. */
export function badClient(code: number, text: string): TokenProblem {
  return { code, text, status: 401, error: "invalid_client" };
}
