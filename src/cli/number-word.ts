import { onlyWord } from "./at-desk.ts";
import { type Given, misuse } from "./flags.ts";

/** The number that a command wants. Throws a `usage` failure when it is none. */
export function numberOf(given: Given, what: string): number {
  const word = onlyWord(given, what);
  if (/^\d{1,15}$/.test(word)) return Number(word);
  throw misuse(`A ${what} is named by its number, not by "${word}".`);
}
