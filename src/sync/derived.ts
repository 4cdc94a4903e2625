import type { StepContext, StepOutcome } from "./step.ts";
import type { StepId } from "./source.ts";

/** Ends that leave a collection as this run saw it, or as an earlier run proved it. */
const proven = new Set(["complete", "carried_over"]);

/**
 * The end of a step that computes from the graph: it may lose objects only when all that it was computed from was
 * read to the end. Its receipts are those of its inputs.
 */
export function inputsAreProven(
  context: StepContext,
  inputs: readonly StepId[],
  made: { readonly received: number; readonly loses: readonly string[] },
): StepOutcome {
  const outcomes = inputs
    .map((input) => context.outcomes.get(input))
    .filter((outcome) => outcome !== undefined);
  const receipts = outcomes.flatMap((outcome) => outcome.receipts);
  const unproven = inputs.filter((input) => {
    const outcome = context.outcomes.get(input);
    return outcome?.isProven !== true && !proven.has(outcome?.status ?? "failed");
  });
  if (unproven.length === 0)
    return { status: "complete", received: made.received, receipts, loses: made.loses };
  const off = unproven.every((input) => context.outcomes.get(input)?.status === "skipped");
  const reason = `Computed with what is known; nothing is taken back, since these were not read to the end: ${unproven.join(", ")}.`;
  return {
    status: off ? "complete" : "partial",
    reason,
    received: made.received,
    receipts,
    loses: [],
  };
}
