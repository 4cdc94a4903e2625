/**
 * What a piece of SQL yields.
 * `json`: a property's value as JSON text, of any kind, a list perhaps; `item`: the same, never a list;
 * `texts`: a list of texts; `nothing`: always NULL.
 */
export type TermKind = "text" | "number" | "boolean" | "json" | "item" | "texts" | "nothing";

/** A piece of SQL with a value; NULL where the value is absent. */
export interface Term {
  readonly kind: TermKind;
  readonly sql: string;
  /** The JSON text of all properties, where this term reads one of them out of it each time it is written. */
  readonly within?: string | undefined;
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
