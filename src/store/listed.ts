import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Row } from "./session.ts";
import { flat, readTexts } from "./stored.ts";

const json = (column: string): string => `cast(to_json(${column}) as text)`;

/**
 * Many entities or relationships are fetched as a JSON list each, of columns and of the text of the properties: to fetch
 * five texts from DuckDB takes longer than to make one of them there and to take it apart here.
 */
function listed(columns: readonly string[], properties: string): string {
  const items = [...columns.map(json), properties].join(" || ',' || ");
  return `'[' || ${items} || ']' as listed`;
}

/** What `readEntities` reads, from a table with columns `type` and `classes`. */
export function listedEntity(
  table: string,
  { key, properties }: { readonly key: string; readonly properties: string },
): string {
  return listed([key, `${table}.type`, `${table}.classes`], properties);
}

/** What `readRelationships` reads, from columns of these names; `properties` is text. */
export const listedRelationship = listed(["type", "verb", "from_key", "to_key"], "properties");

/** What `readStagedRelationships` reads, from `stage_relationship s`. */
export const listedStagedRelationship = listed(
  ["s.type_n", "s.from_n", "s.to_n"],
  "s.lasting || s.volatile",
);

/** What numbers stand for that a run gave to keys and to relationship types. */
export interface StagedNames {
  keyOf(number: number): string;
  typeOf(number: number): Pick<Relationship, "type" | "verb">;
}

// Characters that are parsed at once: JavaScript has no text for thousands of large records.
const parsedAtOnce = 8_000_000;

function* textsOf(rows: readonly Row[]): Generator<string> {
  let lists: string[] = [];
  let length = 0;
  for (const row of rows) {
    const list = String(row["listed"]);
    lists.push(list);
    length += list.length;
    if (length < parsedAtOnce) continue;
    yield lists.join();
    lists = [];
    length = 0;
  }
  yield lists.join();
}

/** The items of each list: parsing many lists at once takes less than one by one. */
function itemsOf(rows: readonly Row[]): (readonly unknown[])[] {
  return [...textsOf(rows)].flatMap((text) => {
    const parsed: unknown = JSON.parse(`[${text}]`);
    if (!Array.isArray(parsed)) throw new Error("the store gave no list");
    return parsed.map((items: unknown) => {
      if (!Array.isArray(items)) throw new Error("the store gave an item that is no list");
      return items;
    });
  });
}

/** Entities from a column `listed`. `keyOf` gives the key by what is listed in its place. */
export function readEntities(
  rows: readonly Row[],
  keyOf: (listed: unknown) => string = String,
): readonly Entity[] {
  return itemsOf(rows).map(([key, type, classes, properties]) => ({
    key: keyOf(key),
    type: String(type),
    classes: readTexts(classes),
    properties: flat(properties),
  }));
}

/** Relationships from a column `listed`. */
export function readRelationships(rows: readonly Row[]): readonly Relationship[] {
  return itemsOf(rows).map(([type, verb, from, to, properties]) => ({
    type: String(type),
    verb: String(verb),
    from: String(from),
    to: String(to),
    properties: flat(properties),
  }));
}

/** Staged relationships from a column `listed`. All of an entity share the text of its key. */
export function readStagedRelationships(
  rows: readonly Row[],
  names: StagedNames,
): readonly Relationship[] {
  return itemsOf(rows).map(([type, from, to, properties]) => ({
    ...names.typeOf(Number(type)),
    from: names.keyOf(Number(from)),
    to: names.keyOf(Number(to)),
    properties: flat(properties),
  }));
}
