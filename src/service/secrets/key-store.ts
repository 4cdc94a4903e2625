import { Failure } from "../../base/failure.ts";
import { keysOf, keyText, newKey, type SealingKey } from "./seal.ts";

/** Where the keys that seal secrets are. `program.ts` builds it: a variable, a file that was named, or a file of ours. */
export interface KeyStore {
  /** As a message calls it, such as `DEFENDER_GRAPH_KEY` or `/data/graph.duckdb.key`. */
  readonly origin: string;
  /** Whether a new key can be kept here; a variable is its owner's to change. */
  readonly writable: boolean;
  /** The keys' text; `null` where there is none yet. Read anew each time: another process may have changed it. */
  read(): Promise<string | null>;
  /** Keeps a text that only the owner of this process can read. */
  write(text: string): Promise<void>;
}

/** The keys there are, the sealing one first; none where there is no key yet. Throws `key_invalid`. */
export async function readKeys(store: KeyStore): Promise<readonly SealingKey[]> {
  const text = await store.read();
  return text === null ? [] : keysOf(text, store.origin);
}

/** The key that seals, made when there is none yet. Throws `key_invalid`, `key_missing`. */
export async function sealingKey(store: KeyStore): Promise<SealingKey> {
  const [key] = await readKeys(store);
  if (key !== undefined) return key;
  if (!store.writable) {
    const message = `Cannot keep a secret: there is no key in ${store.origin}. Put 32 random bytes there, such as openssl rand -base64 32 gives.`;
    throw new Failure(message, { code: "key_missing", retryable: false });
  }
  const made = newKey();
  await store.write(`${keyText(made)}\n`);
  return made;
}
