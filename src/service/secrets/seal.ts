import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { Failure } from "../../base/failure.ts";

/** A key that seals: 32 bytes. */
export interface SealingKey {
  /** Tells keys apart without telling them: the start of a digest. */
  readonly id: string;
  readonly bytes: Buffer;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A new key. */
export function newKey(): SealingKey {
  return keyOf(randomBytes(keyBytes));
}

/** A key as one line of text. */
export function keyText({ bytes }: SealingKey): string {
  return bytes.toString("base64");
}

/** The keys of a text, one a line (or between commas): the first one seals, each may open. Throws `key_invalid`. */
export function keysOf(text: string, origin: string): readonly SealingKey[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length === 0) throw invalid(origin, "it is empty");
  return words.map((word) => {
    const bytes = /^[0-9a-f]{64}$/i.test(word)
      ? Buffer.from(word, "hex")
      : Buffer.from(word, "base64");
    if (bytes.length === keyBytes) return keyOf(bytes);
    throw invalid(origin, `a key in it has ${bytes.length} bytes`);
  });
}

function keyOf(bytes: Buffer): SealingKey {
  return {
    id: createHash("sha256").update("key id").update(bytes).digest("hex").slice(0, 12),
    bytes,
  };
}

function invalid(origin: string, found: string): Failure {
  const message = `Cannot use the key in ${origin}: ${found}. A key is 32 random bytes in base64 or hex, such as openssl rand -base64 32 gives.`;
  return new Failure(message, { code: "key_invalid", retryable: false });
}

/** Seals a text with AES-256-GCM. It opens only for the same owner: a sealed text moved to another row is worth nothing. */
export function seal(key: SealingKey, owner: string, text: string): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce);
  cipher.setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
}

/** The text that was sealed; `null` where the key or the owner is another, or the text was changed. */
export function open(key: SealingKey, owner: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, "base64");
  if (bytes.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, nonceBytes));
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    const body = decipher.update(bytes.subarray(nonceBytes + tagBytes));
    return Buffer.concat([body, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
