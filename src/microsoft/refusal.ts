import { type FailedCall, Failure, type FailureFacts } from "../base/failure.ts";
import type { Json, JsonObject } from "../base/json.ts";
import { isObject } from "./json-object.ts";
import { apiNames, type Api, type Call, failedCall } from "./call.ts";

/** An answer that is not the wanted one. */
export interface Refused {
  readonly status: number;
  readonly body: JsonObject | null;
  readonly requestId: string | undefined;
  /** Roles of the token that was sent; `null` where it cannot be read. */
  readonly roles: readonly string[] | null;
  /** The audience of that token. */
  readonly audience: string;
}

/** The app registration lacks an application permission. */
export class PermissionMissing extends Failure {
  override readonly name = "PermissionMissing";
  readonly api: Api;
  /** The permission to grant. */
  readonly permission: string;
  /** Permissions any of which the API would accept, where it says so. */
  readonly required: readonly string[];
  /** Permissions that the API found in the token, where it says so. */
  readonly present: readonly string[];

  constructor(message: string, facts: PermissionFacts) {
    super(message, { code: "permission_missing", retryable: false, call: facts.call });
    this.api = facts.api;
    this.permission = facts.permission;
    this.required = facts.required;
    this.present = facts.present;
  }
}

interface PermissionFacts {
  readonly api: Api;
  readonly permission: string;
  readonly required: readonly string[];
  readonly present: readonly string[];
  readonly call?: FailedCall | undefined;
}

/** The failure behind an answer that is neither a success nor one to be asked again. */
export function refusalOf(call: Call, refused: Refused): Failure {
  const error = errorOf(refused.body);
  switch (refused.status) {
    case 400:
      return badRequest(call, refused, error);
    case 401:
      return failure(call, refused, {
        code: "unauthorized",
        found: `the token was refused twice (${error.code || "401"})`,
        todo: `Check that cloud and audience (${refused.audience}) belong to this tenant.`,
      });
    case 403:
      return forbidden(call, refused, error);
    case 410:
      return syncStateLost(call, refused);
    case 404:
      return failure(call, refused, {
        code: "not_found",
        found: `the provider has nothing there (${error.code || "404"})`,
        todo: "It may be gone, or this tenant has no such data.",
      });
    default:
      return failure(call, refused, {
        code: "unexpected_answer",
        found: `an answer nobody expected (HTTP ${refused.status}${error.code === "" ? "" : `, ${error.code}`})`,
        todo: "Check the URL; a proxy may have answered in the provider's place.",
      });
  }
}

/** Code and message of an error body, empty where it has none. */
export function errorOf(body: JsonObject | null): {
  readonly code: string;
  readonly message: string;
} {
  const error = body?.["error"];
  if (!isObject(error)) {
    return { code: "", message: "" };
  }
  return { code: textOf(error["code"]), message: textOf(error["message"]) };
}

function badRequest(call: Call, refused: Refused, error: ErrorWords): Failure {
  if (/expiredpagetoken/i.test(error.code)) {
    return failure(call, refused, {
      code: "page_token_expired",
      found: "the provider forgot where the listing was",
      todo: "It is read again from its start.",
    });
  }
  if (/syncstatenotfound|resyncrequired/i.test(error.code)) {
    return syncStateLost(call, refused);
  }
  return failure(call, refused, {
    code: "bad_request",
    found: `the provider did not understand the request (${error.code || "400"}): ${brief(error.message)}`,
    todo: "The provider may have changed; look for a newer version.",
  });
}

function syncStateLost(call: Call, refused: Refused): Failure {
  return failure(call, refused, {
    code: "sync_state_lost",
    found: "the provider no longer knows where the last reading ended",
    todo: "Everything is read again.",
  });
}

function forbidden(call: Call, refused: Refused, error: ErrorWords): Failure {
  if (/account mode is inactive/i.test(error.message)) {
    return failure(call, refused, {
      code: "defender_inactive",
      found: "this tenant has no active Defender for Endpoint (account mode is inactive)",
      todo: "Open the Defender portal once and onboard a device. No permission is missing.",
    });
  }
  if (/^disabledfeature$/i.test(error.code)) {
    return failure(call, refused, {
      code: "feature_disabled",
      found: "the tenant's licence or settings do not include it (DisabledFeature)",
      todo: "Switch the feature on, or leave this data source out.",
    });
  }
  return permissionMissing(call, refused, error);
}

function permissionMissing(call: Call, refused: Refused, error: ErrorWords): Failure {
  const { required, present } = rolesNamed(error.message);
  const seesNone = present?.length === 0;
  if (seesNone && refused.roles !== null && refused.roles.length > 0) {
    return failure(call, refused, {
      code: "audience_wrong",
      found: `the API sees no role in a token made out to ${refused.audience}, though it has some`,
      todo: "Use the audience https://api.securitycenter.microsoft.com (or the one of the tenant's cloud).",
    });
  }
  const permission = required.includes(call.permission)
    ? call.permission
    : (required[0] ?? call.permission);
  const hint = seesNone
    ? ` The token carries no role at all: if this permission is granted already, the audience ${refused.audience} is the wrong one.`
    : "";
  return new PermissionMissing(
    `Cannot read ${call.what}: the app registration lacks ${permission} (${apiNames[call.api]}). ` +
      `Grant it and consent.${hint}${reference(refused)}`,
    {
      api: call.api,
      permission,
      required,
      present: present ?? [],
      call: failedCall(call, refused),
    },
  );
}

/** The role lists of Defender's 403 texts, old and new (`microsoft-apis` §3.1). */
function rolesNamed(message: string): {
  readonly required: readonly string[];
  readonly present: readonly string[] | null;
} {
  const newer = /API required roles:(.*?),\s*application roles:(.*)$/is.exec(message);
  if (newer !== null) {
    return { required: roleList(newer[1]), present: roleList(newer[2]) };
  }
  const older = /required application permissions \(([^)]*)\)/i.exec(message);
  return { required: roleList(older?.[1]), present: null };
}

function roleList(text: string | undefined): readonly string[] {
  return (text ?? "")
    .split(",")
    .map((role) => role.trim().replace(/\.$/, ""))
    .filter((role) => role !== "");
}

interface ErrorWords {
  readonly code: string;
  readonly message: string;
}

interface Words extends Pick<FailureFacts, "code"> {
  readonly found: string;
  readonly todo: string;
}

function failure(call: Call, refused: Refused, { code, found, todo }: Words): Failure {
  return new Failure(`Cannot read ${call.what}: ${found}. ${todo}${reference(refused)}`, {
    code,
    retryable: false,
    call: failedCall(call, refused),
  });
}

function reference(refused: Refused): string {
  return refused.requestId === undefined ? "" : ` (request ${refused.requestId})`;
}

/** A provider's words, short and without what looks like a token or a signature. */
function brief(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(sig=|bearer\s+)[^\s&"]+/gi, "$1…")
    .replaceAll(/eyJ[\w-]+\.[\w.-]+/g, "…")
    .slice(0, 200);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
