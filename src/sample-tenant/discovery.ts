import type { JsonObject } from "../base/json.ts";
import { type Call, percentDecoded } from "./call.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { Tenant } from "./tenant.ts";
import { refuseTenant } from "./token.ts";
import { refuse } from "./token-problem.ts";

const headers = { "content-type": "application/json; charset=utf-8" };

/** The metadata that sign-in libraries read before they ask for a token; `undefined` for another address. */
export function answerDiscovery(call: Call, tenant: Tenant): Reply | undefined {
  const path = call.path.toLowerCase();
  const [, named = ""] = call.path.split("/");
  if (path === "/common/discovery/instance") {
    return jsonReply(200, instanceMetadata(origin(call), tenant.world.tenantId), headers);
  }
  if (path.endsWith("/.well-known/openid-configuration")) {
    return openIdConfiguration(percentDecoded(named), call, tenant);
  }
  // No id tokens are issued, so there is no key to publish.
  return path.endsWith("/discovery/v2.0/keys") ? jsonReply(200, { keys: [] }, headers) : undefined;
}

/** The address that the caller used: a library compares it with the authority that it was given. */
function origin(call: Call): string {
  const scheme = call.headers["x-forwarded-proto"] === "https" ? "https" : "http";
  return `${scheme}://${call.headers.host ?? ""}`;
}

function openIdConfiguration(named: string, call: Call, tenant: Tenant): Reply {
  const refusal = named === "common" ? undefined : refuseTenant(named, tenant);
  if (refusal !== undefined) {
    const trace = {
      traceId: tenant.requestId(),
      correlationId: tenant.requestId(),
      now: tenant.clock.now(),
    };
    return refuse({ ...refusal, error: "invalid_tenant" }, trace);
  }
  const base = `${origin(call)}/${named}`;
  const body = {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: [
      "client_secret_post",
      "private_key_jwt",
      "client_secret_basic",
    ],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: ["RS256"],
    scopes_supported: ["openid", "profile", "email", "offline_access"],
    issuer: `${origin(call)}/${tenant.world.tenantId}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    tenant_region_scope: "EU",
    msgraph_host: new URL(tenant.urls.graph).host,
  };
  return jsonReply(200, body, headers);
}

function instanceMetadata(base: string, tenantId: string): JsonObject {
  const { host } = new URL(base);
  return {
    tenant_discovery_endpoint: `${base}/${tenantId}/v2.0/.well-known/openid-configuration`,
    "api-version": "1.1",
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
