import type { Call } from "./call.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { CommonFailure } from "./surface.ts";
import type { Refuser } from "./tenant.ts";

/** What a Graph error says. */
export interface GraphError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const common: Readonly<Record<CommonFailure, GraphError>> = {
  internal: { status: 500, code: "InternalServerError", message: "" },
  unavailable: {
    status: 503,
    code: "serviceNotAvailable",
    message: "The service is temporarily unavailable.",
  },
  throttled: { status: 429, code: "TooManyRequests", message: "Too many requests." },
  garbledToken: {
    status: 401,
    code: "InvalidAuthenticationToken",
    message: "CompactToken parsing failed with error code: 80049217",
  },
  forbidden: {
    status: 403,
    code: "Authorization_RequestDenied",
    message: "Insufficient privileges to complete the operation.",
  },
  notFound: {
    status: 404,
    code: "Request_ResourceNotFound",
    message:
      "Resource does not exist or one of its queried reference-property objects are not present.",
  },
  expiredPageToken: {
    status: 400,
    code: "Directory_ExpiredPageToken",
    message:
      "The specified page token value has expired and can no longer be included in your request.",
  },
  noSuchRoute: { status: 400, code: "BadRequest", message: "Resource not found for the segment." },
};

/** The body of a Graph error (`microsoft-apis` §2.7). */
export function graphProblem(error: GraphError, call: Call, tenant: Refuser): Reply {
  const requestId = tenant.requestId();
  const clientRequestId = call.headers["client-request-id"]?.toString() ?? requestId;
  const body = {
    error: {
      code: error.code,
      message: error.message,
      innerError: {
        date: new Date(tenant.clock.now()).toISOString().slice(0, 19),
        "request-id": requestId,
        "client-request-id": clientRequestId,
      },
    },
  };
  return jsonReply(error.status, body, {
    "request-id": requestId,
    "client-request-id": clientRequestId,
  });
}

/** A failure that both APIs know, in Graph's words. */
export function graphFailure(failure: CommonFailure, call: Call, tenant: Refuser): Reply {
  return graphProblem(common[failure], call, tenant);
}

/** 400 with the message. */
export function badRequest(message: string, call: Call, tenant: Refuser): Reply {
  return graphProblem({ status: 400, code: "BadRequest", message }, call, tenant);
}

/** 400 for a `$select` that names a property which the type does not have. */
export function noSuchProperty(
  { name, type }: { readonly name: string; readonly type: string },
  call: Call,
  tenant: Refuser,
): Reply {
  const found = `Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`;
  return badRequest(`Parsing OData Select and Expand failed: ${found}`, call, tenant);
}

/** 400 for an `$expand` that the request does not support. */
export function noSuchExpand(text: string, call: Call, tenant: Refuser): Reply {
  return badRequest(`Parsing OData Select and Expand failed: '${text}'.`, call, tenant);
}
