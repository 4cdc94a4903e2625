import type { FastifyReply } from "fastify";
import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";

/** What bounds the work for an answer. */
export interface Bounds {
  readonly clock: Clock;
  /** The most time the work may take, in milliseconds. */
  readonly limit: number;
}

/**
 * Works for an answer until it is there, its client hangs up, or its time is over; the latter two abort the signal and
 * throw `query_cancelled` or `query_timeout`. (Fastify 5.12's own `request.signal` also aborts once a POST body is read.)
 */
export async function bounded<Result>(
  reply: FastifyReply,
  { clock, limit }: Bounds,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = new AbortController();
  const hungUp = (): void => controller.abort(cancelled());
  const tooLong = (): void => controller.abort(timedOut(limit));
  reply.raw.once("close", hungUp);
  clock.sleep(limit, waiting.signal).then(tooLong, () => {});
  try {
    return await Promise.race([work(signal), aborted(signal)]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    waiting.abort();
    reply.raw.off("close", hungUp);
  }
}

/** Rejects when the signal aborts, for work that does not heed it at once. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function cancelled(): Failure {
  const message = "The query was cancelled: its client went away before the answer was there.";
  return new Failure(message, { code: "query_cancelled", retryable: true });
}

function timedOut(limit: number): Failure {
  const message = `The query took longer than ${limit / 1_000} seconds and was stopped. Narrow it, or add a LIMIT.`;
  return new Failure(message, { code: "query_timeout", retryable: false });
}
