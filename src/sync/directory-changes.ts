import { Failure } from "../base/failure.ts";
import type { DeltaPlace } from "../microsoft/delta-walk.ts";
import type { Listing } from "../microsoft/page.ts";
import { walk } from "./collections.ts";
import type { DirectoryMemory } from "./memory.ts";
import { isCommon } from "./other-way.ts";
import type { StepContext, StepOutcome } from "./step.ts";

type Changes<Item> = (place: DeltaPlace) => Listing<Item>;

/**
 * Where changes begin that come from now on: asked for before everything is read, so that none is lost between. `null`
 * where Graph does not tell; then everything is read next time, too.
 */
export async function placeNow<Item>(
  context: StepContext,
  changes: Changes<Item>,
): Promise<string | null> {
  let place: string | null = null;
  const keep = (at: string): void => {
    place = at;
  };
  try {
    const listing = changes({ from: null, keep });
    await walk(context, { listing, counter: { count: 0 }, quiet: true, take: async () => {} });
    return place;
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    context.log.info("changes will not be told", { code: failure.code });
    return null;
  }
}

/** Whether changes alone lead from what the graph holds to what is. */
export function isRecent(
  context: StepContext,
  memory: DirectoryMemory | null,
): memory is DirectoryMemory {
  if (memory === null || context.full) return false;
  return context.clock.now() - memory.fullOn < context.fullEveryMs;
}

/** Tries to do with changes; `null` when everything has to be read after all. */
export async function tryChanges(
  context: StepContext,
  what: string,
  attempt: () => Promise<StepOutcome>,
): Promise<StepOutcome | null> {
  try {
    return await attempt();
  } catch (failure) {
    if (!(failure instanceof Failure) || isCommon(failure)) throw failure;
    const text = `Changes of ${what} could not be used, so everything was to be read. ${failure.message}`;
    context.note("delta_unused", text);
    return null;
  }
}
