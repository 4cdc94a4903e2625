import type { Joiner, JoinStart } from "../store/edge-join.ts";
import type { RunInput } from "./run-input.ts";
import { Thread } from "./thread.ts";

/** Rows to join; `null` asks for the last edge. */
export type JoinQuestion = string | null;

// What is joined dies young, a few thousand rows at a time.
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** Joins edges as `merges` says in a thread of its own, while this one reads others. */
export function joinAside(
  start: JoinStart,
  { areServed }: Pick<RunInput, "areServed"> = {},
): Joiner {
  const thread = new Thread<JoinQuestion, Uint8Array<ArrayBuffer>>("join-thread", {
    start,
    givesWay: areServed === true,
    resourceLimits,
  });
  return {
    join: (rows) => thread.ask(rows),
    end: () => thread.ask(null),
    close: () => thread.close(),
  };
}
