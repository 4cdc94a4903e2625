import { isOnServer } from "./base/database-name.ts";
import { Failure } from "./base/failure.ts";
import { ask, type Fetch, valueOf } from "./remote-call.ts";
import { remoteDesk } from "./remote-desk.ts";
import { healthReply } from "./http/reply-schemas.ts";
import { heldBy, readServerNote, type ServerNote } from "./server-note.ts";
import type { Desk } from "./service/desk.ts";
import type { DeskOptions } from "./service/desk-options.ts";

/** How long a server may take to say that it is there, in milliseconds. */
const patience = 5_000;

/** The ways to a database. */
export interface Ways {
  /** Opens the file itself. */
  open(options: DeskOptions): Promise<Desk>;
  exists(path: string): boolean;
  readonly fetch: Fetch;
}

/**
 * Opens a database: the file, or unless it is the file that is wanted, when a server holds it, that server. Throws `database_missing`,
 * `database_locked`.
 */
export async function reachDesk(ways: Ways, options: DeskOptions): Promise<Desk> {
  const { database, mode, isNew = mode !== "read" } = options;
  // A server's database is shared: nobody has to ask another process for it.
  if (isOnServer(database)) return ways.open(options);
  if (!isNew && !ways.exists(database)) throw missing(database);
  try {
    return await ways.open(options);
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.code !== "database_locked") throw failure;
    const server = await holderOf(ways, database, failure);
    if (mode === "write") throw heldBy(server, database);
    return remoteDesk(database, { fetch: ways.fetch, server });
  }
}

/** The server that holds a database. Throws the failure to open it where none does. */
async function holderOf(ways: Ways, database: string, failure: Failure): Promise<ServerNote> {
  const server = await readServerNote(database);
  if (server === null) throw failure;
  if (!(await isServing(ways.fetch, server))) throw unanswered(server, failure);
  return server;
}

/** Another server may be at the address of one that was killed: only the one that left the note will do. */
async function isServing(fetch: Fetch, server: ServerNote): Promise<boolean> {
  const signal = AbortSignal.timeout(patience);
  try {
    const answered = await ask({ fetch, server }, { path: "/healthz", signal });
    if (!answered.ok) return false;
    return (await valueOf(answered.reply, healthReply)).startedOn === server.startedOn;
  } catch (failure) {
    if (failure instanceof Failure) return false;
    throw failure;
  }
}

function missing(database: string): Failure {
  const message = `There is no database at ${database} yet. Run defender-graph collect (or demo) first.`;
  return new Failure(message, { code: "database_missing", retryable: false });
}

function unanswered({ url, pid }: ServerNote, cause: Failure): Failure {
  const message = `${cause.message} A server left a note that it serves this database at ${url} (process ${pid}), but it does not answer there.`;
  return new Failure(message, { code: cause.code, retryable: cause.retryable, cause });
}
