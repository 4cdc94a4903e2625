import type { Catalogue, PropertyKinds } from "./catalogue.ts";
import type { Offer, Sample } from "./completion-offer.ts";
import { entityMetadata } from "./metadata.ts";
import { quoted } from "./print-expression.ts";
import type { Direction } from "./syntax.ts";
import { endOf, waysBetween } from "./ways.ts";

type Types = ReadonlySet<string>;

/** Where a step comes from, and what it follows. */
export interface Towards {
  readonly starts: Types;
  /** In capitals; `null` is any. */
  readonly verbs: readonly string[] | null;
  readonly direction: Direction;
}

/** The classes and types that exist, with their counts; behind a step those that it leads to. Most frequent first. */
export function targetOffers(catalogue: Catalogue, towards: Towards | null): readonly Offer[] {
  const types = towards === null ? typesIn(catalogue) : endsOf(catalogue, towards);
  const shapes = catalogue.entities.filter(({ type }) => types.has(type));
  const classes = shapes.flatMap((shape) =>
    shape.classes.map((name) => ({ name, count: shape.count })),
  );
  const named = shapes.map(({ type: name, count }) => ({ name, count }));
  return [
    ...counted(classes).map(([text, count]): Offer => ({
      text,
      kind: "class",
      detail: `${count}`,
    })),
    ...counted(named).map(([text, count]): Offer => ({ text, kind: "type", detail: `${count}` })),
  ];
}

/** The verbs of relationships at these types, with their counts, and RELATES TO. Most frequent first. */
export function verbOffers(catalogue: Catalogue, starts: Types): readonly Offer[] {
  const ways = waysBetween(
    { verbs: null, direction: "either" },
    { starts, ends: typesIn(catalogue) },
    catalogue,
  );
  const verbs = ways.map(({ shape }) => ({ name: shape.verb, count: shape.count }));
  const offers = counted(verbs).map(([text, count]): Offer => ({
    text,
    kind: "verb",
    detail: `${count}`,
  }));
  return [...offers, { text: "RELATES TO", kind: "verb", detail: "" }];
}

/** The properties that entities of these types have, with the kinds of their values; then metadata. */
export function propertyOffers({ entities }: Catalogue, types: Types): readonly Offer[] {
  const kinds = new Map<string, Set<string>>();
  for (const { properties } of entities.filter(({ type }) => types.has(type))) {
    for (const [name, held] of Object.entries(properties)) {
      kinds.set(name, new Set([...(kinds.get(name) ?? []), ...Object.keys(held)]));
    }
  }
  const own = [...kinds].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    ...own.map(([name, of]): Offer => ({
      text: writtenName(name),
      kind: "property",
      detail: [...of].join(", "),
    })),
    ...entityMetadata
      .filter((name) => !kinds.has(name))
      .map((text): Offer => ({ text, kind: "property", detail: "metadata" })),
  ];
}

/** What a property of these types can be compared with: values that it has, then words for what it may have. */
export function valueOffers(
  { entities }: Catalogue,
  { types, name }: { readonly types: Types; readonly name: string },
  samples: readonly Sample[],
): readonly Offer[] {
  const shapes = entities.filter(({ type }) => types.has(type));
  const kinds: readonly PropertyKinds[] = shapes.flatMap(
    ({ properties }) => properties[name] ?? [],
  );
  const isBoolean = kinds.some(({ boolean = 0 }) => boolean > 0);
  const isMoment = name.endsWith("On") && kinds.some(({ number = 0 }) => number > 0);
  const texts = [
    ...(isBoolean ? ["true", "false"] : []),
    ...(isMoment ? ["date.now", "date.now - 7 days"] : []),
    "undefined",
  ];
  const held = samples.map(({ value, count }): Offer => {
    const text = typeof value === "string" ? quoted(value) : String(value);
    return { text, kind: "value", detail: `${count}` };
  });
  const known = new Set(held.map(({ text }) => text));
  const words = texts.filter((text) => !known.has(text));
  return [...held, ...words.map((text): Offer => ({ text, kind: "value", detail: "" }))];
}

function typesIn({ entities }: Catalogue): Types {
  return new Set(entities.map(({ type }) => type));
}

function endsOf(catalogue: Catalogue, { starts, verbs, direction }: Towards): Types {
  const ends = typesIn(catalogue);
  return new Set(waysBetween({ verbs, direction }, { starts, ends }, catalogue).map(endOf));
}

/** Names with the sums of their counts, greatest first. */
function counted(
  all: readonly { readonly name: string; readonly count: number }[],
): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const { name, count } of all) sums.set(name, (sums.get(name) ?? 0) + count);
  return [...sums].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

const plainName = /^[\p{L}_@][\p{L}\p{N}_@]*(?:\.[\p{L}\p{N}_@]+)*$/u;

/** A name as it is written in a query: in brackets if it holds other signs than letters, digits and dots. */
function writtenName(name: string): string {
  return plainName.test(name) ? name : `[${name}]`;
}
