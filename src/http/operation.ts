import type { DescribedRoute } from "./described-routes.ts";
import type { VerbRoute } from "./verb-route.ts";

/** One route as the description needs it. */
export interface Operation extends Omit<DescribedRoute, "method" | "role" | "status"> {
  readonly method: VerbRoute["method"];
  readonly role: string | null;
  readonly status: number;
  /** Also told as server-sent events. */
  readonly isLive: boolean;
}

/** A verb's route as the description needs it. */
export function operationOfVerb({
  method,
  path,
  verb,
  status = 200,
  isLive,
}: VerbRoute): Operation {
  const { name, summary, role, input, output: schema } = verb;
  const answer = { type: "application/json", schema };
  return { method, path, name, summary, role, input, answer, status, isLive: isLive === true };
}

/** Another route as the description needs it. */
export function operationOfRoute(route: DescribedRoute): Operation {
  return { ...route, status: route.status ?? 200, isLive: false };
}

/** Whether a route's input is in its address alone. */
export function isInAddress(method: VerbRoute["method"]): boolean {
  return method === "GET" || method === "DELETE";
}
