import { localCaller } from "../service/caller.ts";
import type { Desk } from "../service/desk.ts";
import { databaseOf } from "./command.ts";
import { type Given, misuse } from "./flags.ts";
import type { World } from "./world.ts";

/** Who a command acts for: whoever can read the database. */
export const asOwner = (input: object) => ({ caller: localCaller, input });

/** Works at the database, or through the server that holds it, and leaves it again. */
export async function atDesk<Result>(
  world: World,
  given: Given,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const desk = await world.openDesk({ database: databaseOf(given), mode: "change" });
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
}

const looks = { most: 40, everyMs: 250 };

/**
 * Has rules evaluated and deliveries made that are due, and finds what came of it. Where a server does that, it is looked for
 * until it is done, for ten seconds at most.
 */
export async function attended<Found>(
  { world, desk }: { readonly world: World; readonly desk: Desk },
  find: () => Promise<Found>,
  isDone: (found: Found) => boolean,
): Promise<Found> {
  await desk.attend();
  let found = await find();
  for (let look = 1; desk.server !== null && !isDone(found) && look < looks.most; look++) {
    await world.clock.sleep(looks.everyMs, world.interrupted).catch(() => undefined);
    if (world.interrupted.aborted) return found;
    found = await find();
  }
  return found;
}

/** The one word that a command wants. Throws a `usage` failure when there is none, or more. */
export function onlyWord({ positionals }: Given, what: string): string {
  const [word, ...more] = positionals;
  if (word !== undefined && more.length === 0) return word;
  throw misuse(
    word === undefined
      ? `Which ${what}? Name it.`
      : `One ${what} is wanted, not ${positionals.length}.`,
  );
}

/** A moment as people read it; a dash for none. */
export function dayOf(moment: number | null): string {
  return moment === null ? "–" : new Date(moment).toISOString().slice(0, 16).replace("T", " ");
}
