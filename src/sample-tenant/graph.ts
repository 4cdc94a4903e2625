import type { Call, FaultyCall } from "./call.ts";
import { answerBatch } from "./graph-batch.ts";
import { answerGroupsDelta, answerUsersDelta } from "./graph-delta.ts";
import {
  answerDevices,
  answerGroup,
  answerGroups,
  answerMembers,
  answerOrganization,
} from "./graph-directory.ts";
import { answerHunting } from "./graph-hunting.ts";
import { graphFailure, graphProblem } from "./graph-problem.ts";
import { answerManager, answerUser, answerUsers } from "./graph-users.ts";
import type { Reply } from "./reply.ts";
import { rolesOf } from "./roles.ts";
import type { Charge, Route, Surface } from "./surface.ts";
import type { Tenant } from "./tenant.ts";
import { apiOfAudience } from "./token.ts";

const directory = "Directory.Read.All";
const users = ["User.Read.All", "User.ReadBasic.All", directory];
const groups = ["Group.Read.All", "GroupMember.Read.All", directory];

const routes: readonly Route[] = [
  get("graph.organization", /^\/v1\.0\/organization\/?$/i, {
    roles: ["Organization.Read.All", "User.Read.All", directory],
    answer: answerOrganization,
  }),
  get("graph.usersDelta", /^\/v1\.0\/users\/delta(?:\(\))?$/i, {
    roles: users,
    answer: answerUsersDelta,
  }),
  get("graph.users", /^\/v1\.0\/users\/?$/i, { roles: users, answer: answerUsers }),
  get("graph.manager", /^\/v1\.0\/users\/([^/]+)\/manager$/i, {
    roles: users,
    answer: answerManager,
  }),
  get("graph.user", /^\/v1\.0\/users\/([^/]+)$/i, { roles: users, answer: answerUser }),
  get("graph.groupsDelta", /^\/v1\.0\/groups\/delta(?:\(\))?$/i, {
    roles: groups,
    answer: answerGroupsDelta,
  }),
  get("graph.groups", /^\/v1\.0\/groups\/?$/i, { roles: groups, answer: answerGroups }),
  get("graph.groupMembers", /^\/v1\.0\/groups\/([^/]+)\/members$/i, {
    roles: groups,
    answer: answerMembers,
  }),
  get("graph.group", /^\/v1\.0\/groups\/([^/]+)$/i, { roles: groups, answer: answerGroup }),
  get("graph.devices", /^\/v1\.0\/devices\/?$/i, {
    roles: ["Device.Read.All", directory],
    answer: answerDevices,
  }),
  {
    endpoint: "graph.hunting",
    method: "POST",
    path: /^\/v1\.0\/security\/runHuntingQuery$/i,
    roles: ["ThreatHunting.Read.All"],
    answer: answerHunting,
  },
  {
    endpoint: "graph.batch",
    method: "POST",
    path: /^\/v1\.0\/\$batch$/i,
    roles: [],
    answer: (call, tenant) => answerBatch(call, tenant, graph),
  },
];

/** Microsoft Graph v1.0, as far as a directory is read through it. */
export const graph: Surface = { scope: "graph", routes, fail: graphFailure, authorize, charge };

function get(endpoint: string, path: RegExp, rest: Pick<Route, "roles" | "answer">): Route {
  return { endpoint, method: "GET", path, ...rest };
}

function authorize(route: Route, call: FaultyCall, tenant: Tenant): Reply | undefined {
  const token = tenant.tokens.read(call.headers.authorization, tenant.clock.now());
  const unauthorised = (message: string): Reply =>
    graphProblem({ status: 401, code: "InvalidAuthenticationToken", message }, call, tenant);
  switch (token.kind) {
    case "missing":
      return unauthorised("Access token is empty.");
    case "garbled":
      return graphFailure("garbledToken", call, tenant);
    case "expired":
      return unauthorised("Lifetime validation failed, the token is expired.");
    case "valid": {
      if (apiOfAudience(token.claims["aud"], tenant) !== "graph") {
        return unauthorised("Access token validation failure. Invalid audience.");
      }
      const roles = rolesOf(tenant, "graph");
      if (route.roles.length === 0 || route.roles.some((role) => roles.includes(role))) {
        return undefined;
      }
      return graphFailure("forbidden", call, tenant);
    }
  }
}

/** Resource units before `$select`, `$expand` and `$top` change them (`microsoft-apis` §2.7). */
const units: Readonly<Record<string, number>> = { "graph.users": 2, "graph.groupMembers": 3 };

/** What a call costs in resource units. */
function costOf(route: Route, call: Call): number {
  const select = call.query.has("$select") ? -1 : 0;
  const expand = call.query.has("$expand") ? 1 : 0;
  const top = Number(call.query.get("$top") ?? 100) < 20 ? -1 : 0;
  return Math.max(1, (units[route.endpoint] ?? 1) + select + expand + top);
}

function charge(route: Route, call: Call, tenant: Tenant): Charge {
  const cost = route.endpoint === "graph.batch" ? 0 : costOf(route, call);
  const { used, retryAfterSeconds } = tenant.limits.graph(cost, tenant.world.users.length);
  const headers: Record<string, string> = { "x-ms-resource-unit": String(Math.max(1, cost)) };
  if (used >= 0.8) {
    headers["x-ms-throttle-limit-percentage"] = used.toFixed(2);
  }
  if (retryAfterSeconds === undefined) {
    return { headers };
  }
  headers["x-ms-throttle-scope"] =
    `Tenant_Application/ReadWrite/${tenant.identity.clientId}/${tenant.world.tenantId}`;
  headers["x-ms-throttle-information"] = "ResourceUnitLimitExceeded";
  return { headers, retryAfter: String(retryAfterSeconds) };
}
