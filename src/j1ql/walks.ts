import type { Catalogue } from "./catalogue.ts";
import type { EdgeSlot } from "./plan.ts";
import { endOf, type Ends, type Passages, startOf, type Way, waysBetween } from "./ways.ts";

type Types = ReadonlySet<string>;

/** What SOMEHOW can walk: the ways that lie on a walk of allowed length from a start to an end. */
export function walksBetween(
  { verbs, direction, between }: EdgeSlot,
  { starts, ends }: Ends,
  catalogue: Catalogue,
): Passages {
  const most = (between ?? 0) + 1;
  const all = new Set(catalogue.entities.map(({ type }) => type));
  const ways = waysBetween({ verbs, direction }, { starts: all, ends: all }, catalogue);
  const forth = distances(starts, ways, { from: startOf, to: endOf });
  const back = distances(ends, ways, { from: endOf, to: startOf });
  const length = (way: Way): number =>
    (forth.get(startOf(way)) ?? Infinity) + 1 + (back.get(endOf(way)) ?? Infinity);
  const walked = ways.filter((way) => length(way) <= most);
  return { ways: walked, starts: among(starts, walked, startOf), ends: among(ends, walked, endOf) };
}

function among(types: Types, ways: readonly Way[], typeOf: (way: Way) => string): Types {
  const walked = new Set(ways.map(typeOf));
  return new Set([...types].filter((type) => walked.has(type)));
}

interface Sides {
  readonly from: (way: Way) => string;
  readonly to: (way: Way) => string;
}

/** How many ways it takes at least to get to each type. */
function distances(
  starts: Types,
  ways: readonly Way[],
  { from, to }: Sides,
): ReadonlyMap<string, number> {
  const found = new Map([...starts].map((type) => [type, 0]));
  // A map grows while it is walked: breadth first.
  for (const [type, distance] of found) {
    for (const way of ways) {
      if (from(way) === type && !found.has(to(way))) found.set(to(way), distance + 1);
    }
  }
  return found;
}
