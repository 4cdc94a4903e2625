import type { Catalogue } from "./catalogue.ts";
import type { Mode, Place } from "./completion-place.ts";
import { propertyOffers, targetOffers, valueOffers, verbOffers } from "./completion-graph.ts";
import { type CompletionScope, scopeOf } from "./completion-scope.ts";
import type { Offer, Sample } from "./completion-offer.ts";
import type { SmartClasses } from "./smart-classes.ts";

interface OfferWorld {
  readonly catalogue: Catalogue;
  readonly smartClasses?: SmartClasses | undefined;
  readonly samples?: readonly Sample[] | undefined;
}

/** A property of which sample values would help, and the types of what has it. */
export interface Sampled {
  readonly types: readonly string[];
  readonly property: string;
}

/** A place with what was named before it. */
interface Situation {
  readonly place: Place;
  readonly world: OfferWorld;
  /** What the query has named up to here. */
  readonly here: () => CompletionScope;
  /** What it had named before the present step. */
  readonly beforeHop: () => CompletionScope;
}

/** What can stand at a place; `before` is the text up to it. */
export function offersAt(place: Place, before: string, world: OfferWorld): readonly Offer[] {
  const { queryFrom, hopFrom } = place;
  const scopeTo = (to: number): CompletionScope =>
    scopeOf(before.slice(queryFrom, to), world.catalogue);
  return offers[place.mode]({
    place,
    world,
    here: () => scopeTo(before.length),
    beforeHop: () => scopeTo(hopFrom ?? before.length),
  });
}

/** The property that is compared with what is due at a place; `null` where something else is due. */
export function sampledAt(place: Place, before: string, catalogue: Catalogue): Sampled | null {
  if (place.mode !== "value") return null;
  const scope = scopeOf(before.slice(place.queryFrom), catalogue);
  const { slot, name } = propertyAt(place, scope);
  const types = [...scope.typesOf(slot)];
  return types.length === 0 || name === "" ? null : { types, property: name };
}

const offers: Readonly<Record<Mode, (situation: Situation) => readonly Offer[]>> = {
  start: () => words("FIND"),
  target: targetsHere,
  smartClass: ({ world }) =>
    Object.keys(world.smartClasses ?? {}).map((text) => ({ text, kind: "smartClass", detail: "" })),
  named: ({ place }) => words("WITH", ...clausesAfter("WITH", place)),
  verb: (situation) => {
    const { current, typesOf } = situation.beforeHop();
    return [...verbOffers(situation.world.catalogue, typesOf(current)), ...words("SOMEHOW")];
  },
  towards: (situation) => [...targetsHere(situation), ...operators(">>", "<<"), ...words("AS")],
  group: () => words("THAT"),
  alias: () => [],
  filter: filtersHere,
  part: partsHere,
  operator: () => operators("=", "!=", ">", ">=", "<", "<=", "~=", "^=", "$=", "!~=", "!^=", "!$="),
  value: (situation) => {
    const { place, world, here } = situation;
    const { slot, name } = propertyAt(place, here());
    const of = { types: here().typesOf(slot), name };
    return valueOffers(world.catalogue, of, world.samples ?? []);
  },
  joiner: ({ place }) => words("AND", "OR", ...clausesAfter(place.clause, place)),
  columns: (situation) => [
    ...(situation.place.around === null ? words("TREE") : []),
    ...aliases(situation.here()),
    ...functions,
  ],
  afterColumn: () => words("AS", "HAVING", "ORDER BY", "SKIP", "LIMIT"),
  by: () => words("BY"),
  key: ({ here }) => [...columnsOf(here()), ...aliases(here())],
  afterKey: () => words("ASC", "DESC", "SKIP", "LIMIT"),
  count: () => [],
  tail: () => words("LIMIT"),
};

function words(...texts: readonly string[]): readonly Offer[] {
  return texts.map((text) => ({ text, kind: "keyword", detail: "" }));
}

function operators(...texts: readonly string[]): readonly Offer[] {
  return texts.map((text) => ({ text, kind: "operator", detail: "" }));
}

const functions: readonly Offer[] = [
  "COUNT",
  "MIN",
  "MAX",
  "AVG",
  "SUM",
  "CONCAT",
  "MERGE",
  "COALESCE",
  "UNWIND",
  "ABS",
  "SQRT",
  "CEIL",
  "FLOOR",
  "ROUND",
].map((text) => ({ text, kind: "function", detail: "" }));

const tail = ["ORDER BY", "SKIP", "LIMIT"];

/** What can follow a condition of a clause, or the path. */
function clausesAfter(clause: Place["clause"], { around }: Place): readonly string[] {
  const isInGroup = around !== null && around.after === "named";
  if (clause === "HAVING") return tail;
  if (clause === "WHERE") return ["RETURN", ...tail];
  const steps = ["AS", "THAT"];
  return isInGroup ? steps : [...steps, "WHERE", "RETURN", ...tail];
}

/** Behind a verb only what it leads to. */
function targetsHere({ place, world, beforeHop }: Situation): readonly Offer[] {
  const { hopFrom, verbs, direction } = place;
  const { catalogue, smartClasses = {} } = world;
  const named = Object.keys(smartClasses).map((name): Offer => ({
    text: `#${name}`,
    kind: "smartClass",
    detail: "",
  }));
  if (hopFrom === null) return [...targetOffers(catalogue, null), ...named];
  const { current, typesOf } = beforeHop();
  const isAny = verbs.some((verb) => verb.toUpperCase() === "RELATES");
  const capitals = isAny ? null : verbs.map((verb) => verb.toUpperCase());
  return [
    ...targetOffers(catalogue, { starts: typesOf(current), verbs: capitals, direction }),
    ...named,
  ];
}

function filtersHere({ place, world, here }: Situation): readonly Offer[] {
  const scope = here();
  if (place.clause === "HAVING") return columnsOf(scope);
  if (place.clause === "WHERE") return aliases(scope);
  return propertyOffers(world.catalogue, scope.typesOf(scope.last));
}

/** Behind a dot: the rest of a dotted name in WITH, else a property of what stands before it. */
function partsHere({ place, world, here }: Situation): readonly Offer[] {
  const scope = here();
  const [alias = "", ...rest] = place.path;
  const isBare = place.clause === "WITH";
  const slot = isBare ? scope.last : slotOf(scope, alias);
  const begin = (isBare ? place.path : rest).map((part) => `${part}.`).join("");
  return propertyOffers(world.catalogue, scope.typesOf(slot))
    .filter(({ text }) => text.startsWith(begin))
    .map((offer) => ({ ...offer, text: offer.text.slice(begin.length) }));
}

/** The property that stands before an operator. */
function propertyAt({ clause, path }: Place, scope: CompletionScope) {
  if (clause === "WITH") return { slot: scope.last, name: path.join(".") };
  const [alias = "", ...rest] = path;
  return { slot: slotOf(scope, alias), name: rest.join(".") };
}

function slotOf({ scope }: CompletionScope, name: string): number {
  return scope.aliases.get(name) ?? scope.targets.get(name)?.[0] ?? -1;
}

function aliases({ scope }: CompletionScope): readonly Offer[] {
  const single = [...scope.targets].filter(([, slots]) => slots.length === 1);
  const names = [...scope.aliases.keys(), ...single.map(([name]) => name)];
  return names.map((text) => ({ text, kind: "alias", detail: "" }));
}

function columnsOf({ query }: CompletionScope): readonly Offer[] {
  if (query?.returns?.kind !== "columns") return [];
  const names = query.returns.columns.flatMap(({ alias, label }) => alias?.text ?? label);
  return names.filter((name) => name !== "").map((text) => ({ text, kind: "column", detail: "" }));
}
