import { Failure } from "../base/failure.ts";
import { type Api, grantedRoles } from "./resource.ts";
import type { Tenant } from "./tenant.ts";

/** Further permissions that the sample tenant has something to tell for, by the API that they belong to. */
export const furtherRoles: Readonly<Record<Api, readonly string[]>> = {
  graph: ["ThreatHunting.Read.All"],
  defender: [
    "Alert.Read.All",
    "Software.Read.All",
    "SecurityRecommendation.Read.All",
    "Score.Read.All",
  ],
};

/** The further permissions that are asked for by name, or `all` of them. Throws a `usage` failure for another name. */
export function askedRoles(asked: readonly string[]): readonly string[] {
  const known = [...furtherRoles.graph, ...furtherRoles.defender];
  if (asked.includes("all")) return known;
  const unknown = asked.find((role) => !known.includes(role));
  if (unknown === undefined) return asked;
  const message = `The sample tenant has nothing to tell for the permission ${unknown}. It has for ${known.join(", ")}, or all.`;
  throw new Failure(message, { code: "usage", retryable: false });
}

/** The application permissions that a token has now. */
export function rolesOf(tenant: Pick<Tenant, "faults" | "roles">, api: Api): readonly string[] {
  const further = furtherRoles[api].filter((role) => tenant.roles.includes(role));
  return tenant.faults.roles([...grantedRoles[api], ...further]);
}
