import { firstNames, lastNames } from "./name-lists.ts";
import { at } from "./random.ts";

/** What a human is called. */
export interface HumanName {
  readonly given: string;
  readonly family: string;
  /** Distinct among all humans, unless the tenant wants namesakes. */
  readonly display: string;
  /** Part of an address before the `@`: ASCII, lower case, distinct like `display`. */
  readonly local: string;
}

const pairs = firstNames.length * lastNames.length;
/** Prime and no divisor of the number of pairs: neighbours get unlike names. */
const STRIDE = 7919;

/** The name of the human with an index; `married` after a wedding, with the partner's name appended. */
export function humanName(index: number, offset: number, married: boolean): HumanName {
  const pair = ((index + offset) * STRIDE) % pairs;
  const round = Math.floor(index / pairs);
  const given = at(firstNames, pair % firstNames.length);
  const own = at(lastNames, Math.floor(pair / firstNames.length));
  const family = married ? `${own}-${at(lastNames, (pair * 31 + 7) % lastNames.length)}` : own;
  const suffix = round === 0 ? "" : String(round + 1);
  const display = suffix === "" ? `${given} ${family}` : `${given} ${family} ${suffix}`;
  return { given, family, display, local: `${fold(given)}.${fold(family)}${suffix}` };
}

const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  ł: "l",
  æ: "ae",
  đ: "d",
  ı: "i",
};

/** Lower-case ASCII letters and digits of a text, accents dropped. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[ßøłæđı]/gu, (letter) => UNDECOMPOSED[letter] ?? letter)
    .normalize("NFD")
    .replaceAll(/[^a-z0-9]/gu, "");
}

/** The account name that Windows makes of a display name: no spaces, lower case; at most 20 characters. */
export function windowsName(display: string): string {
  return display.replaceAll(" ", "").toLowerCase().slice(0, 20);
}
