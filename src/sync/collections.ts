import { setImmediate as nextTurn } from "node:timers/promises";
import type { Complete } from "../base/complete.ts";
import type { Converted } from "../convert/converted.ts";
import { withTags } from "../convert/tag.ts";
import { type Listing, readAll, recordsIn } from "../microsoft/page.ts";
import type { StepContext } from "./step.ts";

/** A page may have ten thousand records: whoever is served meanwhile has a turn after so many. */
const atOnce = 200;

/** Gives some at a time, with a turn for others after each. */
async function* someAtOnce<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
  for (let from = 0; from < items.length; from += atOnce) {
    if (from > 0) await nextTurn();
    yield items.length <= atOnce ? items : items.slice(from, from + atOnce);
  }
}

/** Stages what a converter made, tagged with the account name. */
export async function stage(context: StepContext, made: Converted): Promise<void> {
  const { tags, staging } = context;
  const isTagged = Object.keys(tags).length > 0;
  for await (const some of someAtOnce(made.entities))
    await staging.addEntities(isTagged ? some.map((entity) => withTags(entity, tags)) : some);
  for await (const some of someAtOnce(made.relationships)) await staging.addRelationships(some);
}

/** Several conversions as one. */
export function together(made: readonly Converted[]): Converted {
  return {
    entities: made.flatMap((one) => one.entities),
    relationships: made.flatMap((one) => one.relationships),
  };
}

/** What to do with the records of a collection while it is read. */
export interface Walk<Item> {
  readonly listing: Listing<Item>;
  /** Counts towards the step's progress from here on. */
  readonly counter: { count: number };
  /** How many items there will be, where the caller knows. */
  readonly expected?: number;
  /** Does not count towards the step's progress. */
  readonly quiet?: boolean;
  readonly take: (items: readonly Item[]) => Promise<void>;
  /** Called when the collection has to be read again from its start: what was taken so far does not count. */
  readonly restart?: () => Promise<void>;
}

/** Reads a collection to its end and tells the progress. Throws `IncompleteWalk` or another `Failure`. */
export function walk<Item>(context: StepContext, walking: Walk<Item>): Promise<Complete> {
  const { listing, counter, expected } = walking;
  const before = counter.count;
  let received = 0;
  let current = 1;
  return readAll(
    listing,
    async (items, attempt) => {
      if (attempt !== current && walking.restart !== undefined) {
        await walking.restart();
        received = 0;
      }
      current = attempt;
      for await (const some of someAtOnce(items)) await walking.take(some);
      received += recordsIn(listing, items);
      counter.count = before + received;
      if (walking.quiet !== true) context.progress(counter.count, expected);
    },
    context.signal,
  );
}
