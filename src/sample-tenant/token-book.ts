import { createHmac } from "node:crypto";
import type { EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";

/** What a presented token turned out to be. */
export type Presented =
  | { readonly kind: "missing" | "garbled" | "expired" }
  | { readonly kind: "valid"; readonly claims: JsonObject };

interface Issued {
  readonly claims: JsonObject;
  readonly expiresOn: EpochMs;
}

/** The most tokens that are remembered; the oldest go first. */
const mostTokens = 10_000;

/** Issues access tokens and recognises them again. */
export class TokenBook {
  readonly #key: Buffer;
  readonly #issued = new Map<string, Issued>();

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** A JWT with these claims: three base64url parts, signed with the tenant's own key. */
  issue(claims: JsonObject, expiresOn: EpochMs): string {
    const head = encode({ typ: "JWT", alg: "HS256", kid: "sample-tenant" });
    const content = `${head}.${encode(claims)}`;
    const mark = createHmac("sha256", this.#key).update(content).digest("base64url");
    const token = `${content}.${mark}`;
    const [oldest] = this.#issued.keys();
    if (this.#issued.size >= mostTokens && oldest !== undefined) {
      this.#issued.delete(oldest);
    }
    this.#issued.set(token, { claims, expiresOn });
    return token;
  }

  /** Checks an `Authorization` header. */
  read(header: string | undefined, now: EpochMs): Presented {
    const token = /^bearer\s+(\S+)$/i.exec(header ?? "")?.[1];
    if (token === undefined) {
      return { kind: "missing" };
    }
    const issued = this.#issued.get(token);
    if (issued === undefined) {
      return { kind: "garbled" };
    }
    return issued.expiresOn > now ? { kind: "valid", claims: issued.claims } : { kind: "expired" };
  }
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
