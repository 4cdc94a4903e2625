import type { FastifyRequest } from "fastify";
import { type Caller, refuseOtherInstance } from "../service/caller.ts";

const ofInstance = /^\/api\/v1\/instances\/:(\w+)(?:\/|$)/;

/** Throws a `forbidden` failure when a caller who may see one instance asks for more than that one. */
export function refuseOtherInstances(
  { routeOptions, params }: FastifyRequest,
  caller: Caller,
): void {
  if (routeOptions.config.heedsInstance === true) return;
  const parameter = ofInstance.exec(routeOptions.url ?? "")?.[1];
  const asked = parameter === undefined ? undefined : valueOf(params, parameter);
  const known = String(caller.instanceId) === asked ? caller.instanceId : undefined;
  refuseOtherInstance(caller, known);
}

function valueOf(params: unknown, name: string): string | undefined {
  if (typeof params !== "object" || params === null) return undefined;
  const found = Object.entries(params).find(([key]) => key === name)?.[1];
  return typeof found === "string" ? found : undefined;
}
