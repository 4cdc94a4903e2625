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
