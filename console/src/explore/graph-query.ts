import type { Search } from "../app/address.ts";
import { quoted } from "../query/j1ql-text.ts";
import { neighboursOf } from "../query/related-queries.ts";

/** The question behind what the page draws; `undefined` for the map of everything. */
export function graphQuery({ key, from, to }: Search): string | undefined {
  if (isSaid(from) && isSaid(to))
    return `FIND * WITH _key = ${quoted(from)}\n  THAT SOMEHOW RELATES TO * WITH _key = ${quoted(to)}\nRETURN TREE`;
  const place = isSaid(key) ? key : from;
  return isSaid(place) ? neighboursOf(place) : undefined;
}

function isSaid(text: string | undefined): text is string {
  return text !== undefined && text !== "";
}
