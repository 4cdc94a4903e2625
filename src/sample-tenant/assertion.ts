import { constants, createPublicKey, verify } from "node:crypto";
import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { parseObject } from "./json-text.ts";
import { badClient, type TokenProblem } from "./token-problem.ts";

/** What a client assertion is checked against. */
export interface AssertionCheck {
  readonly clientId: string;
  /** Where the request arrived; the scheme is not compared, because a proxy may have changed it. */
  readonly tokenUrl: string;
  readonly now: EpochMs;
  /** PEM. Without it only the claims are checked. */
  readonly certificate?: string | undefined;
}

/** Checks a certificate assertion (`microsoft-apis` §1.1); the refusal, or `undefined` where it is good. */
export function checkAssertion(assertion: string, check: AssertionCheck): TokenProblem | undefined {
  const [head = "", body = "", mark = "", ...rest] = assertion.split(".");
  const header = decoded(head);
  const claims = decoded(body);
  if (header === undefined || claims === undefined || mark === "" || rest.length > 0) {
    return badClient(50027, "JWT token is invalid or malformed.");
  }
  if (
    check.certificate !== undefined &&
    !isSigned(header, { head, body, mark }, check.certificate)
  ) {
    return badClient(
      700027,
      "The certificate with identifier used to sign the client assertion is not registered on application.",
    );
  }
  return checkClaims(claims, check);
}

function checkClaims(claims: JsonObject, check: AssertionCheck): TokenProblem | undefined {
  if (claims["iss"] !== check.clientId || claims["sub"] !== check.clientId) {
    return badClient(50013, "Assertion failed issuer or subject validation.");
  }
  if (withoutScheme(claims["aud"]) !== withoutScheme(check.tokenUrl)) {
    return badClient(50013, "Assertion failed audience validation.");
  }
  const { exp, nbf } = claims;
  const seconds = check.now / 1000;
  // Five minutes of clock difference are forgiven, as Entra does.
  const inTime =
    typeof exp === "number" &&
    exp + 300 > seconds &&
    (typeof nbf !== "number" || nbf - 300 <= seconds);
  return inTime
    ? undefined
    : badClient(700024, "Client assertion is not within its valid time range.");
}

function withoutScheme(value: unknown): string | undefined {
  return typeof value === "string" ? value.replace(/^https?:/i, "").toLowerCase() : undefined;
}

interface Parts {
  readonly head: string;
  readonly body: string;
  readonly mark: string;
}

function isSigned(header: JsonObject, { head, body, mark }: Parts, certificate: string): boolean {
  const key = createPublicKey(certificate);
  const padding =
    header["alg"] === "PS256"
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : {};
  if (header["alg"] !== "PS256" && header["alg"] !== "RS256") {
    return false;
  }
  return verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key, ...padding },
    Buffer.from(mark, "base64url"),
  );
}

function decoded(part: string): JsonObject | undefined {
  return parseObject(Buffer.from(part, "base64url").toString());
}
