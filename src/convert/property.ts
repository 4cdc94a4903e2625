import type { Properties, PropertyValue } from "../graph/entity.ts";
import { cleanList, cleanText } from "./clean.ts";

/** What values a property holds. */
export type PropertyKind = "string" | "number" | "boolean" | "time" | "list of strings";

/** One property: what it means, and how a record gives it. */
export interface Property<Source> {
  readonly kind: PropertyKind;
  readonly meaning: string;
  /** Its class wants it, so it is `null` rather than absent where the provider did not say. */
  readonly required: boolean;
  readonly of: (source: Source) => PropertyValue;
}

/** The properties of one type by name: what converts it, and what documents it. */
export type PropertyTable<Source> = Readonly<Record<string, Property<Source>>>;

/** Text; blank text counts as not said. */
export function text<Source>(
  meaning: string,
  of: (source: Source) => string | null,
): Property<Source> {
  return { kind: "string", meaning, required: false, of: (source) => cleanText(of(source)) };
}

/** A number. */
export function number<Source>(
  meaning: string,
  of: (source: Source) => number | null,
): Property<Source> {
  return { kind: "number", meaning, required: false, of };
}

/** True or false. */
export function flag<Source>(
  meaning: string,
  of: (source: Source) => boolean | null,
): Property<Source> {
  return { kind: "boolean", meaning, required: false, of };
}

/** A moment in epoch milliseconds. */
export function time<Source>(
  meaning: string,
  of: (source: Source) => number | null,
): Property<Source> {
  return { kind: "time", meaning, required: false, of };
}

/**
 * Texts without order: blanks and repeats are dropped, and the rest sorted, so that a provider's changing order is no
 * change. An empty list counts as not said.
 */
export function texts<Source>(
  meaning: string,
  of: (source: Source) => readonly (string | null)[],
): Property<Source> {
  const listed = (source: Source): readonly string[] | null => {
    const list = cleanList(of(source));
    return list.length === 0 ? null : list;
  };
  return { kind: "list of strings", meaning, required: false, of: listed };
}

/** The same property, `null` rather than absent where the provider did not say: its class requires it. */
export function required<Source>(property: Property<Source>): Property<Source> {
  return { ...property, required: true };
}

/** A table as columns in alphabetical order, the order in which the store writes properties. */
interface Columns<Source> {
  readonly names: readonly string[];
  readonly properties: readonly Property<Source>[];
}

function columnsOf<Source>(table: PropertyTable<Source>): Columns<Source> {
  const entries = Object.entries(table).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    names: entries.map(([name]) => name),
    properties: entries.map(([, property]) => property),
  };
}

/** What gives an entity or edge the properties of a table. Made once per table: it is asked for each record. */
export function propertiesBy<Source>(table: PropertyTable<Source>): (source: Source) => Properties {
  const columns = columnsOf(table);
  return (source) => {
    const made: Record<string, PropertyValue> = {};
    for (let at = 0; at < columns.names.length; at++) {
      const property = columns.properties[at];
      const name = columns.names[at];
      if (property === undefined || name === undefined) continue;
      const value = property.of(source);
      if (value !== null || property.required) made[name] = value;
    }
    return made;
  };
}
