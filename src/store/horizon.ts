import type { EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Session } from "./session.ts";

/** From when on history is whole; `null` when none of it was ever let go. */
export async function historyBegin(session: Session): Promise<EpochMs | null> {
  const [row] = await session.all("select max(begins_on) as begins_on from history_horizon");
  const begin = row?.["begins_on"];
  return typeof begin === "number" ? begin : null;
}

/**
 * Throws `history_gone` when what was at a moment cannot be told any more. To be asked in the transaction that reads: a
 * compaction in between would make the answer wrong.
 */
export async function refuseForgotten(
  session: Session,
  moment: EpochMs | undefined,
): Promise<void> {
  if (moment === undefined) return;
  const begin = await historyBegin(session);
  if (begin === null || moment >= begin) return;
  const message = `Cannot answer as of ${new Date(moment).toISOString()}: history begins at ${new Date(begin).toISOString()}, what was before is not kept. Ask for that moment or a later one.`;
  throw new Failure(message, { code: "history_gone", retryable: false });
}
