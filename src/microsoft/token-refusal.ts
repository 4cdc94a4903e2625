import { Failure } from "../base/failure.ts";

/** What the token endpoint answered. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: TokenBody;
  /** `Retry-After` as sent. */
  readonly retryAfter?: string | undefined;
}

/** The members of a token answer that matter; tolerant of anything else. */
interface TokenBody {
  readonly access_token?: unknown;
  readonly expires_in?: unknown;
  readonly expires_on?: unknown;
  readonly error?: unknown;
  readonly error_codes?: unknown;
  readonly error_description?: unknown;
  readonly trace_id?: unknown;
}

/** What was asked for, as far as it may be told. */
export interface TokenQuestion {
  readonly tenantId: string;
  readonly clientId: string;
  readonly authority: string;
  /** `Microsoft Graph` or `WindowsDefenderATP`. */
  readonly api: string;
  /** Whether the secret has the shape of a GUID, that is of a secret's id. */
  readonly secretLooksLikeId: boolean;
}

interface Refusal {
  readonly code: string;
  readonly say: (question: TokenQuestion) => string;
}

const wrongSecret: Refusal = {
  code: "secret_wrong",
  say: ({ secretLooksLikeId, clientId }) =>
    `the client secret of app ${clientId} is wrong. ` +
    (secretLooksLikeId
      ? "What was given looks like the secret's id (a GUID); the secret's value is needed, shown once when it is created."
      : "Give the secret's value (not its id), or create a new secret under Certificates & secrets."),
};
const unknownClient: Refusal = {
  code: "client_unknown",
  say: ({ clientId, tenantId }) =>
    `there is no app ${clientId} in tenant ${tenantId}. Check the application (client) id and the tenant id.`,
};
const malformedTenant: Refusal = {
  code: "tenant_malformed",
  say: ({ tenantId }) =>
    `"${tenantId}" is neither a tenant id (a GUID) nor a domain of a tenant. ` +
    "Copy the directory (tenant) id from the app registration's overview.",
};
const absentService: Refusal = {
  code: "service_absent",
  say: ({ api, tenantId }) =>
    `tenant ${tenantId} has no ${api}. ` +
    (api === "Microsoft Graph"
      ? "Check the cloud and the Graph URL."
      : "Either it never had a Defender for Endpoint licence, or the Defender audience is of another cloud."),
};
const wrongAssertion: Refusal = {
  code: "certificate_refused",
  say: ({ clientId }) =>
    `the certificate given for app ${clientId} was not accepted. Upload its public part under ` +
    "Certificates & secrets, and check that it is in date and this machine's clock is right.",
};
const wrongCloud: Refusal = {
  code: "cloud_wrong",
  say: ({ tenantId, authority }) =>
    `tenant ${tenantId} lives in another cloud than ${authority}. Choose its cloud.`,
};
const blocked: Refusal = {
  code: "access_blocked",
  say: ({ clientId }) =>
    `a conditional access policy of the tenant blocks app ${clientId}. Exclude it or allow this address.`,
};

/** AADSTS codes in plain words (`microsoft-apis` §1.4). */
const refusals: ReadonlyMap<number, Refusal> = new Map([
  [7_000_215, wrongSecret],
  [
    7_000_222,
    {
      code: "secret_expired",
      say: ({ clientId }) =>
        `the client secret of app ${clientId} has expired. Create a new one under Certificates & secrets.`,
    },
  ],
  [
    7_000_218,
    { code: "secret_wrong", say: () => "no client secret or certificate was sent. Give one." },
  ],
  [900_023, malformedTenant],
  [9_001_023, malformedTenant],
  [
    90_002,
    {
      code: "tenant_unknown",
      say: ({ tenantId, authority }) =>
        `${authority} knows no tenant ${tenantId}. Check the directory (tenant) id and the cloud.`,
    },
  ],
  [700_016, unknownClient],
  [70_001, unknownClient],
  [700_011, unknownClient],
  [
    7_000_112,
    {
      code: "app_disabled",
      say: ({ clientId }) => `app ${clientId} is disabled in the tenant. Enable it.`,
    },
  ],
  [500_011, absentService],
  [650_052, absentService],
  [50_001, absentService],
  [
    70_011,
    { code: "audience_wrong", say: ({ api }) => `the audience for ${api} is not a valid one.` },
  ],
  [65_001, { code: "consent_missing", say: () => "nobody consented to the app. Grant consent." }],
  [90_094, { code: "consent_missing", say: () => "an administrator must consent to the app." }],
  [700_027, wrongAssertion],
  [50_012, wrongAssertion],
  [50_013, wrongAssertion],
  [700_024, wrongAssertion],
  [700_229, wrongAssertion],
  [53_003, blocked],
  [530_032, blocked],
  [90_038, wrongCloud],
  [900_382, wrongCloud],
  [900_432, wrongCloud],
]);

/** Codes after which the same request may succeed. 50196 (loop detected) wants patience. */
const passing: ReadonlySet<number> = new Set([
  50_033, 50_196, 90_006, 90_012, 90_024, 90_033, 90_055, 90_090,
]);

/** The failure behind a token answer that carries no token. Quotes no text of the answer: it may echo a secret. */
export function tokenRefusal(answer: TokenAnswer, question: TokenQuestion): Failure {
  const aadsts = firstCode(answer.body.error_codes);
  const refusal = aadsts === undefined ? undefined : refusals.get(aadsts);
  const attempted = `Cannot get a token for ${question.api}: `;
  const seen = aadsts === undefined ? `HTTP ${answer.status}` : `AADSTS${aadsts}`;
  if (refusal !== undefined) {
    return new Failure(`${attempted}${refusal.say(question)} (${seen}${trace(answer)})`, {
      code: refusal.code,
      retryable: false,
    });
  }
  const retryable = isPassing(answer.status, aadsts);
  const advice = retryable
    ? "It may pass; try again later."
    : aadsts === undefined
      ? "Check its address."
      : "Look the code up in Microsoft's list.";
  return new Failure(
    `${attempted}${question.authority} gave none (${seen}${trace(answer)}). ${advice}`,
    { code: retryable ? "token_unavailable" : "token_refused", retryable },
  );
}

function isPassing(status: number, aadsts: number | undefined): boolean {
  // A success without a token is a proxy's or a moment's mistake.
  return (
    status < 300 || status >= 500 || status === 429 || status === 408 || passing.has(aadsts ?? 0)
  );
}

function firstCode(codes: unknown): number | undefined {
  const first: unknown = Array.isArray(codes) ? codes[0] : undefined;
  return typeof first === "number" ? first : undefined;
}

function trace(answer: TokenAnswer): string {
  const id = answer.body.trace_id;
  return typeof id === "string" && /^[0-9a-f-]{36}$/i.test(id) ? `, trace ${id}` : "";
}
