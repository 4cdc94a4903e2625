const over = new Set([
  "completed",
  "completed_with_problems",
  "failed",
  "interrupted",
  "cancelled",
]);

/** Whether a run has ended. */
export function isOver(state: string): boolean {
  return over.has(state);
}
