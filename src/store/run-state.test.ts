import { expect, test } from "vitest";
import { openStates, runMoves, type RunMove, runStates } from "./run-state.ts";

const moves = Object.keys(runMoves.queued) as RunMove[];

/** Where a run can come from a state. */
function reach(from: string, seen = new Set<string>()): Set<string> {
  if (seen.has(from)) return seen;
  seen.add(from);
  const known = runStates.find((state) => state === from);
  if (known !== undefined)
    for (const move of moves)
      if (runMoves[known][move] !== "ignored") reach(runMoves[known][move], seen);
  return seen;
}

test("every state can be reached from the queue", () => {
  expect([...reach("queued")].toSorted()).toEqual([...runStates].toSorted());
});

test("a run that is over stays over", () => {
  const over = runStates.filter((state) => !openStates.includes(state));
  for (const state of over) for (const next of reach(state)) expect(openStates).not.toContain(next);
});

test("whatever is open can fail, and what is being applied cannot be cancelled", () => {
  for (const state of openStates) expect(runMoves[state].fail).toBe("failed");
  expect(runMoves.applying.cancel).toBe("ignored");
  expect(runMoves.queued.crash).toBe("ignored");
});
