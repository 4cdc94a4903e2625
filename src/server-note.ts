import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { Failure } from "./base/failure.ts";

const serverNote = z.object({
  url: z.url({ protocol: /^https?$/ }),
  pid: z.number().int(),
  startedOn: z.number().int(),
  /** Lets in who can read the note: the database's owner. Made anew with each start. */
  token: z.string().optional(),
});

/**
 * What a server leaves beside its database, so that other commands find it: DuckDB lets one process at a time open a
 * file. A note may be stale: a server that was killed takes nothing away.
 */
export type ServerNote = Readonly<z.infer<typeof serverNote>>;

function noteOf(database: string): string {
  return `${database}.server`;
}

/** Leaves a note that only the database's owner can read, in place of an older one. */
export async function leaveServerNote(database: string, note: ServerNote): Promise<void> {
  const path = noteOf(database);
  const draft = `${path}.${note.pid}`;
  // A file that exists keeps its mode, and a reader must never see half a note: write anew, then rename.
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(note)}\n`, { mode: 0o600, flag: "wx" });
  await rename(draft, path);
}

/** Reads the note beside a database; `null` where there is none that makes sense. */
export async function readServerNote(database: string): Promise<ServerNote | null> {
  try {
    const text: unknown = JSON.parse(await readFile(noteOf(database), "utf8"));
    return serverNote.safeParse(text).data ?? null;
  } catch {
    return null;
  }
}

/** Takes a server's note away, unless another server has left its own meanwhile. */
export async function removeServerNote(database: string, note: ServerNote): Promise<void> {
  const left = await readServerNote(database);
  if (left?.pid !== note.pid || left.startedOn !== note.startedOn) return;
  await rm(noteOf(database), { force: true });
}

/** That a server holds a database which is to be written to. */
export function heldBy({ url, pid }: ServerNote, database: string): Failure {
  const message = `Cannot write to the database ${database}: the server at ${url} (process ${pid}) holds it. Stop it first, or name another --database.`;
  return new Failure(message, { code: "database_locked", retryable: true });
}
