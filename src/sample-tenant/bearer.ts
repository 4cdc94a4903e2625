import { createHmac, timingSafeEqual } from "node:crypto";
import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import { parseObject } from "./json-text.ts";

/** A JWT of the sample tenant: three base64url parts, signed with the tenant's own key. */
export function signToken(claims: JsonObject, key: Buffer): string {
  const head = encode({ typ: "JWT", alg: "HS256", kid: "sample-tenant" });
  const content = `${head}.${encode(claims)}`;
  return `${content}.${signature(content, key).toString("base64url")}`;
}

/** What a presented token turned out to be. */
export type Presented =
  | { readonly kind: "missing" | "garbled" | "expired" }
  | { readonly kind: "valid"; readonly claims: JsonObject };

/** Checks an `Authorization` header. */
export function readBearer(header: string | undefined, key: Buffer, now: EpochMs): Presented {
  const token = /^bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
  if (token === undefined) {
    return { kind: "missing" };
  }
  const claims = signedClaims(token, key);
  if (claims === undefined) {
    return { kind: "garbled" };
  }
  const expires = claims["exp"];
  return typeof expires === "number" && expires * 1000 > now
    ? { kind: "valid", claims }
    : { kind: "expired" };
}

function signedClaims(token: string, key: Buffer): JsonObject | undefined {
  const [head = "", body = "", mark = ""] = token.split(".");
  const expected = signature(`${head}.${body}`, key);
  const given = Buffer.from(mark, "base64url");
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? parseObject(Buffer.from(body, "base64url").toString())
    : undefined;
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signature(content: string, key: Buffer): Buffer {
  return createHmac("sha256", key).update(content).digest();
}
