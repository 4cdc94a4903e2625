import { Failure } from "../base/failure.ts";

const common = new Set([
  "audience_wrong",
  "defender_inactive",
  "network",
  "permission_missing",
  "provider_unavailable",
  "throttled",
  "unauthorized",
]);

/** Whether another way of asking would meet the same failure: the provider's mood, or a permission that is wanting. */
export function isCommon(failure: Failure): boolean {
  const cause = failure.cause instanceof Failure ? failure.cause : failure;
  return common.has(cause.code);
}
