import type { Complete } from "../base/complete.ts";
import { Failure } from "../base/failure.ts";
import type { StepOutcome } from "./step.ts";

/** All was read: the types may lose what was not seen. */
export function completed(
  receipts: readonly Complete[],
  loses: readonly string[],
  received?: number,
): StepOutcome {
  const counted = receipts.reduce((sum, receipt) => sum + receipt.received, 0);
  const expected = receipts.length === 1 ? receipts[0]?.expected : undefined;
  return { status: "complete", received: received ?? counted, expected, receipts, loses };
}

/** Switched off, or without what it needs: what was there stays. */
export function skipped(reason: string): StepOutcome {
  return { status: "skipped", reason, received: 0, receipts: [], loses: [] };
}

/**
 * Turns what a step threw into its end: a failure of the world ends the step (`partial` when something was read,
 * `failed` otherwise); anything else is a defect of ours and is thrown on.
 */
export function ended(thrown: unknown, received: number): StepOutcome {
  if (!(thrown instanceof Failure)) throw thrown;
  const status = received > 0 ? "partial" : "failed";
  const { message: reason, code, call } = thrown;
  return { status, reason, code, call, received, receipts: [], loses: [] };
}
