import type { Call } from "./call.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { CommonFailure } from "./surface.ts";
import type { Tenant } from "./tenant.ts";

/** What a Defender error says. */
export interface DefenderError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const common: Readonly<Record<CommonFailure, DefenderError>> = {
  // The message of a real 500 is empty.
  internal: { status: 500, code: "InternalServerError", message: "" },
  unavailable: { status: 503, code: "ServiceUnavailable", message: "The service is unavailable." },
  throttled: { status: 429, code: "TooManyRequests", message: "Too many requests." },
  garbledToken: { status: 401, code: "Unauthorized", message: "The access token is not valid." },
  forbidden: { status: 403, code: "Forbidden", message: "The caller may not see this resource." },
  notFound: { status: 404, code: "ResourceNotFound", message: "Resource was not found." },
  expiredPageToken: {
    status: 400,
    code: "InvalidInput",
    message: "The continuation token has expired.",
  },
  noSuchRoute: { status: 404, code: "NotFound", message: "No API is found at this address." },
};

/** The body of a Defender error (`microsoft-apis` §3.1). */
export function defenderProblem(error: DefenderError, tenant: Tenant): Reply {
  const target = tenant.requestId();
  return jsonReply(error.status, { error: { code: error.code, message: error.message, target } });
}

/** A failure that both APIs know, in Defender's words. */
export function defenderFailure(failure: CommonFailure, _call: Call, tenant: Tenant): Reply {
  return defenderProblem(common[failure], tenant);
}

/** 400 with a code and a message. */
export function badInput(code: string, message: string, tenant: Tenant): Reply {
  return defenderProblem({ status: 400, code, message }, tenant);
}
