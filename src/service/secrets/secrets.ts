import { Failure } from "../../base/failure.ts";
import type { Database } from "../../store/database.ts";
import { listSecrets, readSecret, writeSecret } from "../../store/secret.ts";
import type { Session } from "../../store/session.ts";
import type { DeskParts } from "../desk-parts.ts";
import { type KeyStore, readKeys, sealingKey } from "./key-store.ts";
import { keyText, newKey, open, seal, type SealingKey } from "./seal.ts";

function storeOf({ world, database }: DeskParts): KeyStore {
  const store = world.keys?.(database.name);
  if (store !== undefined) return store;
  const message =
    "Cannot keep a secret: there is no place for the key. Set DEFENDER_GRAPH_KEY or DEFENDER_GRAPH_KEY_FILE.";
  throw new Failure(message, { code: "key_missing", retryable: false });
}

/** Seals a secret for its owner, such as `instance:3`, in place of an earlier one. Throws `key_invalid`, `key_missing`. */
export async function keepSecret(
  parts: DeskParts,
  session: Session,
  { owner, text }: { readonly owner: string; readonly text: string },
): Promise<void> {
  const key = await sealingKey(storeOf(parts));
  const sealedOn = parts.world.clock.now();
  await writeSecret(session, { owner, keyId: key.id, sealed: seal(key, owner, text), sealedOn });
}

/** The secret of an owner; `null` where there is none. Throws `secret_unreadable`, `key_invalid`. */
export async function revealSecret(
  parts: DeskParts,
  on: Pick<Database | Session, "all">,
  owner: string,
): Promise<string | null> {
  const secret = await readSecret(on, owner);
  if (secret === null) return null;
  const store = storeOf(parts);
  return opened(await readKeys(store), store, secret);
}

function opened(
  keys: readonly SealingKey[],
  { origin }: KeyStore,
  {
    owner,
    sealed,
    keyId,
  }: { readonly owner: string; readonly sealed: string; readonly keyId: string },
): string {
  for (const key of keys) {
    const text = open(key, owner, sealed);
    if (text !== null) return text;
  }
  const message = `Cannot read the secret of ${owner.replace(":", " ")}: it was sealed with the key ${keyId}, which is not in ${origin}. Give that key back, or enter the secret again.`;
  throw new Failure(message, { code: "secret_unreadable", retryable: false });
}

/** What a rotation did. */
export interface Rotated {
  readonly secrets: number;
  readonly keyId: string;
  /** Whether earlier keys are still where the new one is: a variable is its owner's to change. */
  readonly oldKeysRemain: boolean;
}

/**
 * Seals every secret anew with a new key and lets the old keys go. In a variable, whose owner has put the new key before the
 * old one, only the sealing is left to do. Killed at any moment, every secret can still be opened.
 */
export async function rotateKey(parts: DeskParts): Promise<Rotated> {
  const { database } = parts;
  const store = storeOf(parts);
  const known = await readKeys(store);
  const first = known[0];
  const key = store.writable || first === undefined ? newKey() : first;
  if (store.writable) await store.write([key, ...known].map(keyText).join("\n") + "\n");
  const keys = [key, ...known];
  const secrets = await database.transaction(async (session) => {
    const all = await listSecrets(session);
    const sealedOn = parts.world.clock.now();
    for (const secret of all) {
      const { owner } = secret;
      const sealed = seal(key, owner, opened(keys, store, secret));
      await writeSecret(session, { owner, keyId: key.id, sealed, sealedOn });
    }
    return all.length;
  });
  if (store.writable) await store.write(`${keyText(key)}\n`);
  return { secrets, keyId: key.id, oldKeysRemain: !store.writable && known.length > 1 };
}
