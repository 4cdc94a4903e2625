/** Something that can stand at a place of a query. */
export interface Offer {
  readonly text: string;
  readonly kind:
    | "keyword"
    | "class"
    | "type"
    | "smartClass"
    | "verb"
    | "property"
    | "alias"
    | "column"
    | "function"
    | "operator"
    | "value";
  /** What to say of it, such as how many there are; empty for nothing. */
  readonly detail: string;
}

/** A value that a property has, and how often. */
export interface Sample {
  readonly value: string | number | boolean;
  readonly count: number;
}
