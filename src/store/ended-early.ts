import { Failure } from "../base/failure.ts";
import type { Bounds } from "./session.ts";

/** What aborts when a statement is to end early. */
export function endOf({ signal, timeoutMs }: Bounds): AbortSignal {
  const ends = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)];
  return AbortSignal.any(ends.filter((each) => each !== undefined));
}

/** Why a statement ended early. */
export function endedEarly({ signal, timeoutMs }: Bounds): Failure {
  if (signal?.aborted === true) {
    return new Failure("The query was cancelled.", { code: "query_cancelled", retryable: true });
  }
  const message = `The query took longer than ${(timeoutMs ?? 0) / 1_000} s and was stopped. Ask for less: filter earlier, or add LIMIT.`;
  return new Failure(message, { code: "query_timeout", retryable: false });
}
