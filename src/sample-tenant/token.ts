import type { JsonObject } from "../base/json.ts";
import { checkAssertion } from "./assertion.ts";
import { type Call, percentDecoded } from "./call.ts";
import { isObject } from "./json-text.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { type Api, apiOf } from "./resource.ts";
import { rolesOf } from "./roles.ts";
import type { Tenant } from "./tenant.ts";
import {
  badClient,
  problem,
  refuse,
  type TokenProblem,
  tokenHeaders,
  type Trace,
} from "./token-problem.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const domain = /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/i;

/** `POST /{tenant}/oauth2/v2.0/token` for client credentials (`microsoft-apis` §1). */
export function answerToken(call: Call, tenant: Tenant): Reply {
  const form = new URLSearchParams(call.body);
  const trace: Trace = {
    traceId: tenant.requestId(),
    correlationId: call.headers["client-request-id"]?.toString() ?? tenant.requestId(),
    now: tenant.clock.now(),
  };
  const named = percentDecoded(call.path.split("/")[1] ?? "");
  const refusal =
    refuseTenant(named, tenant) ??
    refuseGrant(form) ??
    refuseClient(form, call, tenant) ??
    refuseScope(form.get("scope"), tenant);
  return refusal === undefined ? issue(form, tenant, trace) : refuse(refusal, trace);
}

/** Why a tenant named in an address is refused; `undefined` where it is ours. */
export function refuseTenant(named: string, tenant: Tenant): TokenProblem | undefined {
  if (["common", "consumers", "organizations"].includes(named.toLowerCase())) {
    return problem(
      9001023,
      `The grant type is not supported over the /${named} endpoint. Please use the tenant-specific endpoint.`,
    );
  }
  if (!guid.test(named) && !domain.test(named)) {
    return problem(
      900023,
      `Specified tenant identifier '${named}' is neither a valid DNS name, nor a valid external domain.`,
    );
  }
  return namesOf(tenant).has(named.toLowerCase())
    ? undefined
    : problem(
        90002,
        `Tenant '${named}' not found. Check to make sure you have the correct tenant ID and are signing into ` +
          `the correct cloud. This may happen if there are no active subscriptions for the tenant.`,
      );
}

function namesOf(tenant: Tenant): ReadonlySet<string> {
  const { organization, tenantId } = tenant.world;
  const domains = organization["verifiedDomains"];
  const names = Array.isArray(domains) ? domains.filter(isObject).map((item) => item["name"]) : [];
  return new Set(
    [tenantId, ...names.filter((name) => typeof name === "string")].map((name) =>
      name.toLowerCase(),
    ),
  );
}

function refuseGrant(form: URLSearchParams): TokenProblem | undefined {
  const grant = form.get("grant_type");
  if (grant === null) {
    return problem(900144, "The request body must contain the following parameter: 'grant_type'.");
  }
  return grant === "client_credentials"
    ? undefined
    : problem(70003, `The app requested an unsupported grant type '${grant}'.`, {
        error: "unsupported_grant_type",
      });
}

interface Credentials {
  readonly clientId: string | null;
  readonly secret: string | null;
}

function credentialsOf(form: URLSearchParams, call: Call): Credentials {
  const basic = /^basic\s+(\S+)$/i.exec(call.headers.authorization ?? "")?.[1];
  if (basic === undefined) {
    return { clientId: form.get("client_id"), secret: form.get("client_secret") };
  }
  const [clientId = "", secret = ""] = Buffer.from(basic, "base64").toString().split(":");
  return { clientId: percentDecoded(clientId), secret: percentDecoded(secret) };
}

function refuseClient(form: URLSearchParams, call: Call, tenant: Tenant): TokenProblem | undefined {
  const { clientId, secret } = credentialsOf(form, call);
  if (clientId === null) {
    return problem(900144, "The request body must contain the following parameter: 'client_id'.");
  }
  if (clientId.toLowerCase() !== tenant.identity.clientId) {
    return problem(
      700016,
      `Application with identifier '${clientId}' was not found in the directory. This can happen if the ` +
        `application has not been installed by the administrator of the tenant.`,
      { error: "unauthorized_client" },
    );
  }
  const assertion = form.get("client_assertion");
  if (assertion !== null && form.get("client_assertion_type") === assertionType) {
    const { certificate } = tenant;
    const tokenUrl = `http://${call.headers.host ?? ""}${call.path}`;
    return checkAssertion(assertion, { clientId, tokenUrl, now: tenant.clock.now(), certificate });
  }
  return refuseSecret(secret, tenant);
}

function refuseSecret(secret: string | null, tenant: Tenant): TokenProblem | undefined {
  if (secret === null || secret === "") {
    return badClient(
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  return secret === tenant.identity.clientSecret
    ? undefined
    : badClient(
        7000215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret " +
          `value, not the client secret ID, for a secret added to app '${tenant.identity.clientId}'.`,
      );
}

function refuseScope(scope: string | null, tenant: Tenant): TokenProblem | undefined {
  const scopes = (scope ?? "").split(/\s+/).filter((text) => text !== "");
  const [first] = scopes;
  if (first === undefined) {
    return problem(700023, "Client credential requests must carry a scope with /.default.", {
      error: "invalid_scope",
    });
  }
  if (new Set(scopes.map((text) => resourceOf(text) ?? text)).size > 1) {
    return problem(
      700022,
      `The provided value for the input parameter scope names more than one resource.`,
      {
        error: "invalid_scope",
      },
    );
  }
  const resource = resourceOf(first);
  if (resource === undefined) {
    return problem(
      70011,
      `The provided request must include a 'scope' input parameter. The provided value for the input ` +
        `parameter 'scope' is not valid. The scope ${first} is not valid.`,
      { error: "invalid_scope" },
    );
  }
  return apiOf(resource, tenant.urls.graph) === undefined
    ? problem(
        500011,
        `The resource principal named ${resource} was not found in the tenant named ${tenant.world.tenantId}.`,
        { error: "invalid_resource" },
      )
    : undefined;
}

function resourceOf(scope: string): string | undefined {
  return scope.endsWith("/.default") ? scope.slice(0, -"/.default".length) : undefined;
}

function issue(form: URLSearchParams, tenant: Tenant, trace: Trace): Reply {
  const resource = resourceOf(form.get("scope")?.trim() ?? "") ?? "";
  const seconds = Math.floor(trace.now / 1000);
  const api = apiOf(resource, tenant.urls.graph);
  const roles = api === undefined || api === "none" ? [] : rolesOf(tenant, api);
  const claims: JsonObject = {
    aud: api === "graph" ? "https://graph.microsoft.com" : resource,
    iss: `https://sts.windows.net/${tenant.world.tenantId}/`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + tenant.tokenLifetimeSeconds,
    appid: tenant.identity.clientId,
    idtyp: "app",
    // A token without any consented permission has no `roles` claim at all.
    ...(roles.length === 0 ? {} : { roles: [...roles] }),
    tid: tenant.world.tenantId,
    uti: trace.traceId,
    ver: "1.0",
  };
  return jsonReply(
    200,
    {
      token_type: "Bearer",
      expires_in: tenant.tokenLifetimeSeconds,
      ext_expires_in: tenant.tokenLifetimeSeconds,
      access_token: tenant.tokens.issue(claims, (seconds + tenant.tokenLifetimeSeconds) * 1000),
    },
    tokenHeaders(trace),
  );
}

/** The API that a token's audience opens. */
export function apiOfAudience(audience: unknown, tenant: Tenant): Api | "none" {
  return (typeof audience === "string" ? apiOf(audience, tenant.urls.graph) : undefined) ?? "none";
}
