import { Failure } from "../base/failure.ts";
import { type Compacted, compactHistory } from "../store/compact.ts";
import { retried } from "../store/retried.ts";
import type { RunNote } from "../sync/report.ts";
import { type Caller, refuseUnlessMay } from "./caller.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { Told } from "./told.ts";
import { recordDeed } from "./record-deed.ts";

/** What a compaction let go, as the doors show it. */
export type CompactReport = Compacted;

/** What to forget, and for whom. */
export interface CompactInput {
  readonly caller: Caller;
  /** History that is older goes. */
  readonly keepDays: number;
  /** Told before so many of something are let go. */
  readonly progress: (told: Told) => void;
}

const dayMs = 86_400_000;
const verb = { name: "database.compact", role: "administrator" } as const;

function momentOf({ world }: DeskParts, keepDays: number): number {
  return Math.floor(world.clock.now() - keepDays * dayMs);
}

/**
 * Forgets history that is older than so many days, whatever runs and is read meanwhile. Throws `forbidden`, and
 * `compaction_interrupted` when the signal aborts before it is done.
 */
export async function compact(
  parts: DeskParts,
  { caller, keepDays, progress }: CompactInput,
  signal: AbortSignal,
): Promise<CompactReport> {
  refuseUnlessMay(caller, verb);
  const { database, world } = parts;
  const now = world.clock.now();
  try {
    return await retried(() =>
      compactHistory(database, momentOf(parts, keepDays), {
        signal,
        progress: (what, count) => progress({ what, count }),
        record: (session, { versions, changes }) =>
          recordDeed(session, {
            caller,
            now,
            verb: verb.name,
            object: "history",
            details: { keepDays, versions, changes },
          }),
      }),
    );
  } catch (error) {
    throw signal.aborted ? interrupted(error) : error;
  }
}

function interrupted(cause: unknown): Failure {
  const message = "The compaction was interrupted: all history is still there.";
  return new Failure(message, { code: "compaction_interrupted", retryable: true, cause });
}

/** What a compaction let go, in a sentence. */
export function compactText({ versions, changes, beginsOn }: CompactReport): string {
  const begin = beginsOn === null ? "all of it is kept" : `it begins at ${timeOf(beginsOn)}`;
  return versions + changes === 0
    ? `No history is old enough to be let go: ${begin}.`
    : `Old history was let go (${versions} versions, ${changes} changes): ${begin}.`;
}

function timeOf(moment: number): string {
  return new Date(moment).toISOString();
}

/** Forgets old history after a run: what there is to say of it. The run stands, even if this fails. */
export async function compactAfterRun(parts: DeskParts, keepDays: number): Promise<RunNote[]> {
  try {
    const compacted = await compactHistory(parts.database, momentOf(parts, keepDays));
    const count = compacted.versions + compacted.changes;
    return count === 0 ? [] : [{ code: "history_let_go", text: compactText(compacted), count }];
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return [
      { code: "history_kept", text: `Old history is still there. ${failure.message}`, count: 1 },
    ];
  }
}
