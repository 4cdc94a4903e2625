import type { Objects } from "./jupiterone-rules.ts";

type Counts = Record<string, number>;

/** What a job in mode DIFF makes of a scope's graph: entities first, then the relationships whose ends are there. */
export function replaced(
  before: Objects,
  uploads: Objects,
  partial: ReadonlySet<string>,
): { readonly after: Objects; readonly counts: Counts } {
  const counts: Counts = {};
  const count = (counter: string): void => void (counts[counter] = (counts[counter] ?? 0) + 1);
  const after: Objects = { entities: new Map(), relationships: new Map() };
  for (const kind of ["entities", "relationships"] as const) {
    const name = kind === "entities" ? "numEntities" : "numRelationships";
    for (const [key, object] of uploads[kind]) {
      if (kind === "relationships" && !hasEnds(object, after)) count("numRelationshipCreateErrors");
      else {
        count(`${name}${fate(before[kind].get(key), object)}`);
        after[kind].set(key, object);
      }
    }
    for (const [key, object] of before[kind]) {
      if (after[kind].has(key)) continue;
      if (partial.has(String(object["_type"]))) after[kind].set(key, object);
      else count(`${name}Deleted`);
    }
  }
  return { after, counts };
}

function fate(before: object | undefined, now: object): string {
  if (before === undefined) return "Created";
  return JSON.stringify(before) === JSON.stringify(now) ? "Unchanged" : "Updated";
}

function hasEnds(object: Record<string, unknown>, { entities }: Objects): boolean {
  const mapping = object["_mapping"] as { sourceEntityKey: string } | undefined;
  const ends =
    mapping === undefined
      ? [object["_fromEntityKey"], object["_toEntityKey"]]
      : [mapping.sourceEntityKey];
  return ends.every((end) => entities.has(String(end)));
}
