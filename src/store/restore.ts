import { existsSync } from "node:fs";
import { copyFile, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { Failure } from "../base/failure.ts";
import { openDatabase } from "./database.ts";
import { isOnServer } from "../base/database-name.ts";
import { migrateGraph } from "./migrate-graph.ts";
import { fileFailure } from "./file-failure.ts";
import { type Verified, verify } from "./verify.ts";

/** What to restore, and in place of what. */
export interface RestoreInput {
  /** A backup, of this or an older release. */
  readonly from: string;
  /** The database that it becomes. */
  readonly to: string;
  /** Replace a database that is there; it is kept beside, as `.replaced`. */
  readonly overwrite: boolean;
}

// What DuckDB has not yet written into a file stands beside it.
const parts = ["", ".wal"] as const;

function refused(message: string, code: string): Failure {
  return new Failure(message, { code, retryable: code === "database_locked" });
}

function refuseImpossible({ from, to, overwrite }: RestoreInput): void {
  if (resolve(from) === resolve(to))
    throw refused(`Cannot restore ${from} in place of itself.`, "restore_same_file");
  if (!existsSync(from))
    throw refused(`Cannot restore ${from}: there is no such file.`, "backup_missing");
  if (overwrite || !existsSync(to)) return;
  const message = `Cannot restore to ${to}: there is a database already. Name another --database, or say --overwrite (the present one is then kept as ${to}.replaced).`;
  throw refused(message, "database_exists");
}

/** A database that a process has open is not replaced under its feet; what else is wrong with it does not matter. */
async function refuseIfHeld(to: string): Promise<void> {
  if (!existsSync(to)) return;
  try {
    await (await openDatabase({ path: to, readOnly: true })).close();
  } catch (error) {
    if (error instanceof Failure && error.code === "database_locked") throw error;
  }
}

async function* check(path: string, from: string): AsyncGenerator<readonly Verified[]> {
  // To write: an older release's backup is brought up to date, and what stood beside the file gets into it.
  const database = await openDatabase({ path });
  let broken = 0;
  try {
    for await (const results of verify(database)) {
      broken += results.filter(({ count }) => count > 0).length;
      yield results;
    }
  } finally {
    await database.close();
  }
  if (broken === 0) return;
  const message = `Cannot restore ${from}: it is not sound (see above). Nothing was changed; take another backup.`;
  throw refused(message, "backup_unsound");
}

async function removeAll(path: string): Promise<void> {
  for (const part of [...parts, ".tmp", ".stage"])
    await rm(`${path}${part}`, { recursive: true, force: true });
}

async function moveAll(from: string, to: string): Promise<void> {
  await removeAll(to);
  // The file first: cut off here, a database is plainly missing rather than quietly without its last changes.
  for (const part of parts)
    if (existsSync(`${from}${part}`)) await rename(`${from}${part}`, `${to}${part}`);
}

/**
 * Makes a database of a backup: a copy is brought up to date and checked, and only then takes the database's name. Tells
 * what the checks found. Throws, with everything as it was: `database_exists`, `database_locked`, `backup_missing`,
 * `backup_unsound`, `database_corrupt`, `database_newer`, `disk_full`.
 */
export async function* restore(input: RestoreInput): AsyncGenerator<readonly Verified[]> {
  if (isOnServer(input.to)) yield restoreOnServer(input);
  else yield* restoreFile(input);
}

/** A database of a server is never replaced: an empty one is filled. */
async function restoreOnServer({ from, to }: RestoreInput): Promise<readonly Verified[]> {
  if (!existsSync(from))
    throw refused(`Cannot restore ${from}: there is no such file.`, "backup_missing");
  return migrateGraph({ from, to });
}

async function* restoreFile(input: RestoreInput): AsyncGenerator<readonly Verified[]> {
  const { from, to } = input;
  refuseImpossible(input);
  await refuseIfHeld(to);
  const draft = `${to}.restoring`;
  try {
    await removeAll(draft);
    for (const part of parts)
      if (existsSync(`${from}${part}`)) await copyFile(`${from}${part}`, `${draft}${part}`);
    yield* check(draft, from);
    if (existsSync(to)) await moveAll(to, `${to}.replaced`);
    await moveAll(draft, to);
  } catch (error) {
    throw fileFailure(error, `restore ${from} to ${to}`);
  } finally {
    await removeAll(draft);
  }
}
