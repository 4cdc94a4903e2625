import type { Catalogue } from "./catalogue.ts";
import type { Offer, Sample } from "./completion-offer.ts";
import { offersAt, type Sampled, sampledAt } from "./completion-offers.ts";
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
  /** Values of the property that `sampledProperty` names, most frequent first. */
  readonly samples?: readonly Sample[] | undefined;
}

/** The most suggestions at once. */
const most = 100;

/** What can stand at a place of a query's text: what begins as the word there does first, then what contains it. Never throws. */
export function complete(text: string, at: number, world: CompletionWorld): readonly Suggestion[] {
  const { word, before } = around(text, at);
  if (word === null) return [];
  const { from, to } = word;
  const place = placeBehind(before);
  const typed = text.slice(from, at).toLowerCase();
  return offersAt(place, text.slice(0, from), world)
    .filter((offer) => offer.text.toLowerCase().includes(typed))
    .toSorted((one, other) => rank(one, typed) - rank(other, typed))
    .slice(0, most)
    .map((offer) => ({ ...offer, from, to }));
}

/** The property whose values can stand at a place; `null` where something else can. Never throws. */
export function sampledProperty(text: string, at: number, catalogue: Catalogue): Sampled | null {
  const { word, before } = around(text, at);
  return word === null ? null : sampledAt(placeBehind(before), text.slice(0, word.from), catalogue);
}

/** The word at a place, and what stands before it. */
function around(text: string, at: number) {
  const tokens = lex(text).tokens.filter(({ kind, from }) => kind !== "end" && from < at);
  const word = wordAt(tokens.at(-1), at);
  const before = tokens.filter((token) => word !== null && token.to <= word.from);
  return { word, before };
}

/** The word at a place, or the empty place; `null` inside something that is not completed. */
function wordAt(token: Token | undefined, at: number): Span | null {
  if (token === undefined || token.to < at) return { from: at, to: at };
  if (token.kind === "word") return { from: token.from, to: token.to };
  if (token.kind === "string") return textAt(token, at);
  if (token.kind === "symbol" && token.to === at) return { from: at, to: at };
  // `[tag.x` is a name that is being written, up to the end of what is a name.
  if (token.kind === "bracketed") return { from: token.from, to: at };
  return null;
}

/** A text in quotes that is being written: its end is missing, or behind the place. */
function textAt({ from, to, value }: Token, at: number): Span | null {
  const isOpen = to - from === value.length + 1;
  if (isOpen) return { from, to: at };
  return at < to ? { from, to } : null;
}

/** What begins with the word comes before what only contains it. */
function rank({ text }: Offer, typed: string): number {
  return text.toLowerCase().startsWith(typed) ? 0 : 1;
}
