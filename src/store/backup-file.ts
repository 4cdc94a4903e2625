import { existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { Failure } from "../base/failure.ts";
import { openDatabase } from "./database.ts";
import { fileFailure } from "./file-failure.ts";
import { type Verified, verify } from "./verify.ts";

/** Where a backup goes. */
export interface BackupFile {
  readonly out: string;
  /** Replace a file that is there. */
  readonly overwrite: boolean;
  /** Take it for whole without looking into it. */
  readonly unchecked: boolean;
}

async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await rm(path, { force: true });
  // It holds what the tenant told: nobody else's business.
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of bytes) await file.writeFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function* check(path: string): AsyncGenerator<readonly Verified[], number> {
  const database = await openDatabase({ path, readOnly: true });
  let broken = 0;
  try {
    for await (const results of verify(database)) {
      broken += results.filter(({ count }) => count > 0).length;
      yield results;
    }
  } finally {
    await database.close();
  }
  return broken;
}

/**
 * Writes a backup to a file: under another name until it is whole and checked, so that an earlier backup is replaced by a
 * sound one or not at all. Tells what the checks found. Throws `backup_exists`, `backup_unsound`, `disk_full`.
 */
export async function* saveBackup(
  bytes: AsyncIterable<Uint8Array>,
  { out, overwrite, unchecked }: BackupFile,
): AsyncGenerator<readonly Verified[]> {
  if (!overwrite && existsSync(out)) throw exists(out);
  const partial = `${out}.partial`;
  try {
    await write(partial, bytes);
    const broken = unchecked ? 0 : yield* check(partial);
    if (broken > 0) throw unsound(out);
    await rename(partial, out);
  } catch (error) {
    throw fileFailure(error, `write the backup ${out}`);
  } finally {
    await rm(partial, { force: true });
  }
}

function exists(out: string): Failure {
  const message = `Cannot write the backup ${out}: there is such a file already. Name another --out, or say --overwrite.`;
  return new Failure(message, { code: "backup_exists", retryable: false });
}

function unsound(out: string): Failure {
  const message = `The backup was not written to ${out}: what the database holds is not sound (see above). Restore an earlier backup, or say --unchecked to keep this one all the same.`;
  return new Failure(message, { code: "backup_unsound", retryable: false });
}
