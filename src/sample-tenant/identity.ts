import { createHash } from "node:crypto";

/** The app registration through which the sample tenant is read. */
export interface Identity {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs access tokens and file addresses. */
  readonly signingKey: Buffer;
}

/** The app registration of a seed: the same seed gives the same client id and secret. */
export function identityOf(seed: number): Identity {
  const id = digest(seed, "client id").toString("hex");
  const variant = "89ab"[Number.parseInt(id.slice(16, 17), 16) % 4] ?? "8";
  return {
    clientId: [
      id.slice(0, 8),
      id.slice(8, 12),
      `4${id.slice(13, 16)}`,
      `${variant}${id.slice(17, 20)}`,
      id.slice(20, 32),
    ].join("-"),
    // Entra's secrets have 40 characters with `8Q~` from the fourth on.
    clientSecret: `smp8Q~${digest(seed, "client secret").toString("base64url").slice(0, 34)}`,
    signingKey: digest(seed, "signing key"),
  };
}

function digest(seed: number, purpose: string): Buffer {
  return createHash("sha256").update(`sample tenant ${seed} ${purpose}`).digest();
}
