/** How a run stands. */
export const runStates = [
  "queued",
  "running",
  "applying",
  "completed",
  "completed_with_problems",
  "failed",
  "interrupted",
  "cancelled",
] as const;

export type RunState = (typeof runStates)[number];

/** What can happen to a run. */
export type RunMove =
  | "start"
  | "apply"
  | "complete"
  | "find_problems"
  | "fail"
  | "crash"
  | "cancel";

type Moves = Readonly<Record<RunMove, RunState | "ignored">>;

const over: Moves = {
  start: "ignored",
  apply: "ignored",
  complete: "ignored",
  find_problems: "ignored",
  fail: "ignored",
  crash: "ignored",
  cancel: "ignored",
};

/** What becomes of a run in each state when something happens to it. A run that is over stays as it ended. */
export const runMoves: Readonly<Record<RunState, Moves>> = {
  // One that waits survives a crash: whoever comes next takes it up.
  queued: { ...over, start: "running", fail: "failed", cancel: "cancelled" },
  running: {
    ...over,
    apply: "applying",
    fail: "failed",
    crash: "interrupted",
    cancel: "cancelled",
  },
  // Once the snapshot is being applied it is not cancelled: that ends within moments, with all or with nothing.
  applying: {
    ...over,
    complete: "completed",
    find_problems: "completed_with_problems",
    fail: "failed",
    crash: "interrupted",
  },
  // The transaction that applies the snapshot completes the run; what is worth telling is known only after it.
  completed: { ...over, find_problems: "completed_with_problems" },
  completed_with_problems: over,
  failed: over,
  interrupted: over,
  cancelled: over,
};

/** States from which something takes a run to another one. */
export function statesBefore(move: RunMove): readonly RunState[] {
  return runStates.filter((state) => runMoves[state][move] !== "ignored");
}

/** The states as a list of texts in a statement. They are ours, not a user's. */
export function stateList(states: readonly RunState[]): string {
  return states.map((state) => `'${state}'`).join(", ");
}

/** States of a run that is not over. */
export const openStates: readonly RunState[] = ["queued", "running", "applying"];
