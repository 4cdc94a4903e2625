import type { Failure } from "../base/failure.ts";

// A tenant that does not have something at all is whole without it.
const lastingCodes = new Set(["not_found", "bad_request", "feature_disabled"]);

/** Whether the next run would meet the same failure: the tenant has nothing there. */
export function isLasting(failure: Failure): boolean {
  return lastingCodes.has(failure.code);
}
