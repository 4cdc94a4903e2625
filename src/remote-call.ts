import type { z } from "zod";
import { Failure } from "./base/failure.ts";
import type { Problem } from "./j1ql/problem.ts";
import { problemReply } from "./remote-reply.ts";
import type { ServerNote } from "./server-note.ts";

/** The network's way out, as `program.ts` gives it. */
export type Fetch = typeof globalThis.fetch;

/** A server and the way to it. */
export interface Remote {
  readonly fetch: Fetch;
  readonly server: ServerNote;
}

/** What a server is asked. */
export interface Ask {
  /** The path with its query, such as `/api/v1/status`. */
  readonly path: string;
  /** POST when there is a body, else GET, unless said. */
  readonly method?: string | undefined;
  /** As JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** An answer that has begun. */
export interface Reply {
  readonly remote: Remote;
  readonly asked: Ask;
  readonly response: Response;
}

/** The server's answer, or what is wrong with the query. */
export type Answered =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Asks a server. Throws its refusals and failures in its own words, `server_unreachable`, `query_cancelled`. */
export async function ask(remote: Remote, asked: Ask): Promise<Answered> {
  const reply = { remote, asked, response: await send(remote, asked) };
  if (reply.response.ok) return { ok: true, reply };
  const refused = problemReply.safeParse(await json(reply)).data;
  if (refused === undefined) throw unexpected(reply);
  if (refused.code === "query_invalid") return { ok: false, problems: refused.problems ?? [] };
  const retryable = reply.response.status === 503;
  throw new Failure(refused.detail, { code: refused.code, retryable });
}

/** The value of an answer in JSON. Throws `server_unexpected` when it is not what was asked for. */
export async function valueOf<Schema extends z.ZodType>(
  reply: Reply,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await json(reply));
  if (!parsed.success) throw unexpected(reply);
  return parsed.data;
}

/** The lines of an answer in NDJSON, as they come. Throws `server_unreachable` when they end too early. */
export async function* linesOf<Line>(
  reply: Reply,
  isLine: (value: unknown) => value is Line,
): AsyncGenerator<readonly Line[]> {
  let rest = "";
  for await (const text of textOf(reply)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield lines.map((line): Line => {
      const value = parsed(line);
      if (isLine(value)) return value;
      throw unexpected(reply);
    });
  }
  if (rest !== "") throw ended(reply);
}

/** The bytes of an answer, as they come. Throws `server_unreachable` when they end too early. */
export async function* bytesOf(reply: Reply): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of reply.response.body ?? []) yield bytes;
  } catch (error) {
    throw ended(reply, error);
  }
}

async function send(remote: Remote, asked: Ask): Promise<Response> {
  const { path, body, signal } = asked;
  // The server is mostly on this machine, where compressing costs more than it saves.
  const { token } = remote.server;
  const headers = {
    "accept-encoding": "identity",
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const post = {
    method: asked.method ?? "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    return await remote.fetch(new URL(path, remote.server.url), {
      ...(body === undefined ? { headers, method: asked.method ?? "GET" } : post),
      redirect: "error",
      signal: signal ?? null,
    });
  } catch (error) {
    throw ended({ remote, asked }, error);
  }
}

async function json(reply: Reply): Promise<unknown> {
  let text = "";
  for await (const part of textOf(reply)) text += part;
  return parsed(text);
}

async function* textOf(reply: Reply): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const bytes of reply.response.body ?? [])
      yield decoder.decode(bytes, { stream: true });
  } catch (error) {
    throw ended(reply, error);
  }
}

/** The value of a JSON text; `undefined` when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** That an answer ended before it was whole, or the asker does not want it any more. */
export function ended(
  { remote, asked }: Pick<Reply, "remote" | "asked">,
  cause?: unknown,
): Failure {
  if (asked.signal?.aborted === true) {
    return new Failure("The query was cancelled.", { code: "query_cancelled", retryable: true });
  }
  const message = `${nameOf(remote)} ended before its answer did. Ask again.`;
  return new Failure(message, { code: "server_unreachable", retryable: true, cause });
}

/** That an answer is not what was asked for. */
export function unexpected({ remote, asked }: Reply): Failure {
  const path = asked.path.split("?", 1)[0];
  const message = `${nameOf(remote)} answers ${path} in a way that this release does not understand. Stop it, and start it with this release.`;
  return new Failure(message, { code: "server_unexpected", retryable: false });
}

function nameOf({ server: { url, pid } }: Remote): string {
  return `The server that holds the database (${url}, process ${pid})`;
}
