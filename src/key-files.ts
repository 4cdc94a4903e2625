import { open, readFile, rename, rm } from "node:fs/promises";
import { Failure } from "./base/failure.ts";
import type { KeyStore } from "./service/secrets/key-store.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a database's keys are: `DEFENDER_GRAPH_KEY`, the file that `DEFENDER_GRAPH_KEY_FILE` names, or one beside the database. */
export function keyStoreOf(environment: Environment, database: string): KeyStore {
  const given = environment["DEFENDER_GRAPH_KEY"] || undefined;
  if (given !== undefined) return variable("DEFENDER_GRAPH_KEY", given);
  const named = environment["DEFENDER_GRAPH_KEY_FILE"] || undefined;
  if (named !== undefined) return file(named);
  // A database on a server has no folder; in memory there is nothing to keep.
  return /^[a-z]+:\/\//i.test(database)
    ? variable("DEFENDER_GRAPH_KEY", null)
    : file(`${database}.key`);
}

function variable(origin: string, text: string | null): KeyStore {
  return {
    origin,
    writable: false,
    read: () => Promise.resolve(text),
    write: () => Promise.reject(new TypeError("A variable cannot be written.")),
  };
}

function file(path: string): KeyStore {
  return {
    origin: path,
    writable: true,
    read: () => readKey(path),
    write: (text) => writeKey(path, text),
  };
}

async function readKey(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw unusable(path, cause);
  }
}

/** Written beside and renamed, so that no reader and no crash ever sees half a key. */
async function writeKey(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  try {
    await rm(draft, { force: true });
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
  } catch (cause) {
    throw unusable(path, cause);
  }
}

function unusable(path: string, cause: unknown): Failure {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `Cannot use the key file ${path}: ${reason}. Check its permissions, or set DEFENDER_GRAPH_KEY.`;
  return new Failure(message, { code: "key_unusable", retryable: false, cause });
}
