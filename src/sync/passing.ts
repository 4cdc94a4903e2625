import { Failure } from "../base/failure.ts";

const passingCodes = new Set(["network", "provider_unavailable", "throttled", "unauthorized"]);

/** Whether a failure is the provider's mood, so that another way of asking would meet it, too. */
export function isPassing(failure: Failure): boolean {
  const cause = failure.cause instanceof Failure ? failure.cause : failure;
  return passingCodes.has(cause.code);
}
