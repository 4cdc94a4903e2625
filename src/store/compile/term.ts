/**
 * What a piece of SQL yields.
 * `json`: a property's value as JSON text, of any kind, a list perhaps; `item`: the same, never a list;
 * `texts`: a list of texts; `id`: an entity or relationship, only compared, counted and grouped by; `nothing`: always NULL.
 */
export type TermKind = "id" | "text" | "number" | "boolean" | "json" | "item" | "texts" | "nothing";

/** Reading one property out of the JSON text of all. */
export interface PropertyRead {
  /** The JSON text of all properties, where searching it is cheap. */
  readonly within: string | null;
  /** The property's JSON text, `null` if the property is null. */
  readonly raw: string;
  /** Whether the value is a list, without reading it. */
  readonly isList: string;
  /** Whether the property is absent or null. */
  readonly isAbsent: string;
}

/** A piece of SQL with a value; NULL where the value is absent. */
export interface Term {
  readonly kind: TermKind;
  readonly sql: string;
  /** Where this term reads a property each time it is written: cheaper ways to the same. */
  readonly read?: PropertyRead | undefined;
}

/** A term that is always absent. */
export const nothing: Term = { kind: "nothing", sql: "NULL" };

/** A term that yields text. */
export function text(sql: string): Term {
  return { kind: "text", sql };
}

/** A term that yields a number. */
export function number(sql: string): Term {
  return { kind: "number", sql };
}
