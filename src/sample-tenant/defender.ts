import type { Call, FaultyCall } from "./call.ts";
import { answerExport } from "./defender-export.ts";
import { answerFindingChanges, answerFindings } from "./defender-findings.ts";
import {
  answerAntivirus,
  answerLogonUsers,
  answerMachine,
  answerMachines,
} from "./defender-machines.ts";
import { otherRoutes } from "./defender-other.ts";
import { defenderFailure, defenderProblem } from "./defender-problem.ts";
import {
  answerCatalogue,
  answerMachineVulnerabilities,
  answerPairs,
} from "./defender-vulnerabilities.ts";
import type { Reply } from "./reply.ts";
import { rolesOf } from "./roles.ts";
import type { Charge, Route, Surface } from "./surface.ts";
import type { Tenant } from "./tenant.ts";
import { apiOfAudience } from "./token.ts";

const machine = ["Machine.Read.All", "Machine.ReadWrite.All"];
const user = ["User.Read.All"];
const vulnerability = ["Vulnerability.Read.All"];

const routes: readonly Route[] = [
  route("machines", "machines", { roles: machine, answer: answerMachines }),
  route("findings", "machines/softwarevulnerabilitiesbymachine", {
    roles: vulnerability,
    answer: answerFindings,
  }),
  route("findingExport", "machines/softwarevulnerabilitiesexport", {
    roles: vulnerability,
    answer: answerExport,
  }),
  route(
    "findingChanges",
    "machines/(?:softwarevulnerabilitychangesbymachine|softwarevulnerabilitiestimeline)",
    {
      roles: vulnerability,
      answer: answerFindingChanges,
    },
  ),
  ...otherRoutes,
  route("antivirus", "deviceavinfo", { roles: machine, answer: answerAntivirus }),
  route("pairs", "vulnerabilities/machinesvulnerabilities", {
    roles: vulnerability,
    answer: answerPairs,
  }),
  route("catalogue", "vulnerabilities", { roles: vulnerability, answer: answerCatalogue }),
  route("logonUsers", "machines/([^/]+)/logonusers", { roles: user, answer: answerLogonUsers }),
  route("machineVulnerabilities", "machines/([^/]+)/vulnerabilities", {
    roles: vulnerability,
    answer: answerMachineVulnerabilities,
  }),
  route("machine", "machines/([^/]+)", { roles: machine, answer: answerMachine }),
];

/** The Defender for Endpoint API. */
export const defender: Surface = {
  scope: "defender",
  routes,
  fail: defenderFailure,
  authorize,
  charge,
};

function route(name: string, path: string, rest: Pick<Route, "roles" | "answer">): Route {
  return {
    endpoint: `defender.${name}`,
    method: "GET",
    path: new RegExp(`^/api/(?:v1\\.0/)?${path}/?$`, "i"),
    ...rest,
  };
}

function authorize({ roles }: Route, call: FaultyCall, tenant: Tenant): Reply | undefined {
  const token = tenant.tokens.read(call.headers.authorization, tenant.clock.now());
  switch (token.kind) {
    case "missing":
    case "garbled":
      return defenderFailure("garbledToken", call, tenant);
    case "expired":
      return defenderProblem(
        { status: 401, code: "Unauthorized", message: "The access token has expired." },
        tenant,
      );
    case "valid":
      return refuse(
        roles,
        { call, isOurs: apiOfAudience(token.claims["aud"], tenant) === "defender" },
        tenant,
      );
  }
}

/** 403: the tenant has no Defender, or the token has none of the roles (`microsoft-apis` §3.1). */
function refuse(
  required: readonly string[],
  { call, isOurs }: { readonly call: FaultyCall; readonly isOurs: boolean },
  tenant: Tenant,
): Reply | undefined {
  if (call.fired.has("inactiveAccount")) {
    const message = "Unauthorized request - reason of failure: Account mode is inactive";
    return defenderProblem({ status: 403, code: "Unauthorized", message }, tenant);
  }
  // A token made out to another audience is not refused as such: it only has no roles here.
  const present = isOurs ? rolesOf(tenant, "defender") : [];
  if (required.some((role) => present.includes(role))) {
    return undefined;
  }
  const message =
    `Missing application roles. API required roles: ${required.join(",")}, ` +
    `application roles: ${present.join(",")}.`;
  return defenderProblem({ status: 403, code: "Forbidden", message }, tenant);
}

function charge({ endpoint }: Route, _call: Call, tenant: Tenant): Charge {
  const seconds = tenant.limits.defender(endpoint);
  return { headers: {}, ...(seconds === undefined ? {} : { retryAfter: String(seconds) }) };
}
