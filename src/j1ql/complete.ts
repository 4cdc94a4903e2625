import type { Catalogue } from "./catalogue.ts";
import type { Offer } from "./completion-offer.ts";
import { offersAt } from "./completion-offers.ts";
import { placeBehind } from "./completion-place.ts";
import { lex } from "./lexer.ts";
import type { SmartClasses } from "./smart-classes.ts";
import type { Span } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** Something that can stand at a place of a query, and what it would replace there. */
export interface Suggestion extends Offer, Span {}

/** What a completion knows besides the text. */
export interface CompletionWorld {
  readonly catalogue: Catalogue;
  readonly smartClasses?: SmartClasses | undefined;
}

/** The most suggestions at once. */
const most = 100;

/** What can stand at a place of a query's text: what begins as the word there does first, then what contains it. Never throws. */
export function complete(text: string, at: number, world: CompletionWorld): readonly Suggestion[] {
  const tokens = lex(text).tokens.filter(({ kind, from }) => kind !== "end" && from < at);
  const word = wordAt(tokens.at(-1), at);
  if (word === null) return [];
  const { from, to } = word;
  const before = tokens.filter((token) => token.to <= from);
  const place = placeBehind(before);
  const typed = text.slice(from, at).toLowerCase();
  return offersAt(place, text.slice(0, from), world)
    .filter((offer) => offer.text.toLowerCase().includes(typed))
    .toSorted((one, other) => rank(one, typed) - rank(other, typed))
    .slice(0, most)
    .map((offer) => ({ ...offer, from, to }));
}

/** The word at a place, or the empty place; `null` inside something that is not completed. */
function wordAt(token: Token | undefined, at: number): Span | null {
  if (token === undefined || token.to < at) return { from: at, to: at };
  if (token.kind === "word") return { from: token.from, to: token.to };
  if (token.kind === "symbol" && token.to === at) return { from: at, to: at };
  // `[tag.x` is a name that is being written, up to the end of what is a name.
  if (token.kind === "bracketed") return { from: token.from, to: at };
  return null;
}

/** What begins with the word comes before what only contains it. */
function rank({ text }: Offer, typed: string): number {
  return text.toLowerCase().startsWith(typed) ? 0 : 1;
}
