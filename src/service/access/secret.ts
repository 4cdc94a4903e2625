import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new secret that nobody can guess: 256 bits, fit for an address, a header or a cookie. */
export function newSecret(prefix = ""): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

/** What is stored in place of a secret: enough to know it again, useless to who reads it. */
export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Whether two secrets are the same, in a time that tells nothing. */
export function sameSecret(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash("sha256").update(text).digest());
  return left !== undefined && right !== undefined && timingSafeEqual(left, right);
}
