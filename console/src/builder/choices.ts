import type { Catalogue, PropertyKinds, RelationshipShape } from "../../../src/j1ql/catalogue.ts";
import type { Direction } from "../../../src/j1ql/syntax.ts";
import type { FilterValue, Relation, Step } from "./draft.ts";

/** Something that a step can look for, with how many there are. */
export interface Thing {
  readonly name: string;
  readonly kind: "class" | "type";
  readonly count: number;
}

/** The types that a class, a type or `*` stands for. */
function typesOf(what: string, { entities }: Catalogue): ReadonlySet<string> {
  const fitting = entities.filter(
    ({ type, classes }) => what === "*" || type === what || classes.includes(what),
  );
  return new Set(fitting.map(({ type }) => type));
}

/** The types that each step can meet, one after the other. */
export function typesAlong(
  steps: readonly Step[],
  catalogue: Catalogue,
): readonly ReadonlySet<string>[] {
  let before: ReadonlySet<string> = new Set();
  return steps.map(({ relation, what }) => {
    const own = typesOf(what, catalogue);
    const reached = relation === null ? own : reachedBy(relation, before, catalogue);
    before = new Set([...own].filter((type) => reached.has(type)));
    return before;
  });
}

/** The classes and types among some types, the most frequent first; all of the graph's without them. */
export function thingsOf(catalogue: Catalogue, among?: ReadonlySet<string>): readonly Thing[] {
  const entities = catalogue.entities.filter(({ type }) => among?.has(type) ?? true);
  const classes = new Map<string, number>();
  for (const { classes: names, count } of entities)
    for (const name of names) classes.set(name, (classes.get(name) ?? 0) + count);
  const byCount = (a: Thing, b: Thing): number => b.count - a.count || a.name.localeCompare(b.name);
  return [
    ...[...classes].map(([name, count]) => ({ name, count, kind: "class" as const })),
    ...entities.map(({ type, count }) => ({ name: type, count, kind: "type" as const })),
  ].toSorted(byCount);
}

/** A relationship as it is seen from a step. */
interface Way {
  readonly shape: RelationshipShape;
  readonly direction: "out" | "in";
  readonly other: string;
}

function waysFrom(types: ReadonlySet<string>, { relationships }: Catalogue): readonly Way[] {
  return relationships.flatMap((shape): Way[] => [
    ...(types.has(shape.fromType)
      ? [{ shape, direction: "out" as const, other: shape.toType }]
      : []),
    ...(types.has(shape.toType)
      ? [{ shape, direction: "in" as const, other: shape.fromType }]
      : []),
  ]);
}

/** The types behind a relation from some types. */
export function reachedBy(
  { verb, direction }: Pick<Relation, "verb" | "direction">,
  from: ReadonlySet<string>,
  catalogue: Catalogue,
): ReadonlySet<string> {
  const ways = waysFrom(from, catalogue).filter(
    (way) =>
      (verb === null || way.shape.verb === verb.toUpperCase()) &&
      (direction === "either" || way.direction === direction),
  );
  return new Set(ways.map(({ other }) => other));
}

/** The verbs that the graph has at some types, with how often, the most frequent first. */
export function verbsFrom(
  types: ReadonlySet<string>,
  catalogue: Catalogue,
): readonly { readonly verb: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { shape } of waysFrom(types, catalogue))
    counts.set(shape.verb, (counts.get(shape.verb) ?? 0) + shape.count);
  return [...counts]
    .map(([verb, count]) => ({ verb, count }))
    .toSorted((a, b) => b.count - a.count || a.verb.localeCompare(b.verb));
}

/** Where relationships of a verb point, seen from some types. */
export function directionsFrom(
  types: ReadonlySet<string>,
  verb: string | null,
  catalogue: Catalogue,
): readonly Direction[] {
  const ways = waysFrom(types, catalogue).filter(
    ({ shape }) => verb === null || shape.verb === verb.toUpperCase(),
  );
  const has = (direction: Direction): boolean => ways.some((way) => way.direction === direction);
  return ["either", ...(["out", "in"] as const).filter(has)];
}

/** The properties that entities of some types have, by name. */
export function propertiesOf(
  types: ReadonlySet<string>,
  { entities }: Catalogue,
): ReadonlyMap<string, PropertyKinds> {
  const found = new Map<string, PropertyKinds>();
  for (const { type, properties } of entities) {
    if (!types.has(type)) continue;
    for (const [name, kinds] of Object.entries(properties)) {
      found.set(name, { ...found.get(name), ...kinds });
    }
  }
  return new Map([...found].toSorted(([a], [b]) => a.localeCompare(b)));
}

/** What a property is most likely compared with. */
export function valueKindOf(kinds: PropertyKinds | undefined): FilterValue["kind"] {
  const { string = 0, number = 0, boolean = 0, list = 0 } = kinds ?? {};
  if (boolean > string && boolean > number) return "boolean";
  return number > string + list ? "number" : "text";
}
