import { Failure } from "../base/failure.ts";
import { type Compacted, compactHistory } from "../store/compact.ts";
import type { RunNote } from "../sync/report.ts";
import type { DeskParts } from "./desk-parts.ts";

/** What a compaction let go, as the doors show it. */
export type CompactReport = Compacted;

const dayMs = 86_400_000;

/** Forgets history that is older than so many days. */
export function compact({ database, world }: DeskParts, keepDays: number): Promise<CompactReport> {
  return compactHistory(database, Math.floor(world.clock.now() - keepDays * dayMs));
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
    const compacted = await compact(parts, keepDays);
    const count = compacted.versions + compacted.changes;
    return count === 0 ? [] : [{ code: "history_let_go", text: compactText(compacted), count }];
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return [
      { code: "history_kept", text: `Old history is still there. ${failure.message}`, count: 1 },
    ];
  }
}
