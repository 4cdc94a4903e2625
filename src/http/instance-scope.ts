import type { FastifyRequest } from "fastify";
import { Failure } from "../base/failure.ts";
import type { Caller } from "../service/caller.ts";

const ofInstance = /^\/api\/v1\/instances\/:(\w+)(?:\/|$)/;

/** Throws a `forbidden` failure when a caller who may see one instance asks for more than that one. */
export function refuseOtherInstances(
  { routeOptions, params }: FastifyRequest,
  { name, instanceId }: Caller,
): void {
  if (instanceId === undefined || routeOptions.config.heedsInstance === true) return;
  const parameter = ofInstance.exec(routeOptions.url ?? "")?.[1];
  if (parameter !== undefined && valueOf(params, parameter) === String(instanceId)) return;
  const message = `Cannot do this with the token ${name}: it is for instance ${instanceId} alone. Use a token for all instances.`;
  throw new Failure(message, { code: "forbidden", retryable: false });
}

function valueOf(params: unknown, name: string): string | undefined {
  if (typeof params !== "object" || params === null) return undefined;
  const found = Object.entries(params).find(([key]) => key === name)?.[1];
  return typeof found === "string" ? found : undefined;
}
