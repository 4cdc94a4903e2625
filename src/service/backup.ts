import { saveBackup } from "../store/backup-file.ts";
import { migrateGraph } from "../store/migrate-graph.ts";
import { type RestoreInput, restore } from "../store/restore.ts";
import type { Desk, VerifiedView } from "./desk.ts";

/** Where a backup goes, whether it may replace a file, and whether to take it for whole unseen. */
export type BackupInput = Parameters<typeof saveBackup>[1];

/** Writes a backup of a desk's database to a file; tells what checking it found. */
export function backupTo(
  desk: Desk,
  input: BackupInput,
  signal: AbortSignal,
): AsyncIterable<readonly VerifiedView[]> {
  return saveBackup(desk.backup(signal), input);
}

/** Copies a graph from a file into an empty database on a server; gives what checking it came to. */
export function migrateTo(
  input: Parameters<typeof migrateGraph>[0],
  signal: AbortSignal,
): Promise<readonly VerifiedView[]> {
  return migrateGraph(input, signal);
}

/** Makes a database of a backup; tells what checking it found. */
export function restoreFrom(input: RestoreInput): AsyncIterable<readonly VerifiedView[]> {
  return restore(input);
}
