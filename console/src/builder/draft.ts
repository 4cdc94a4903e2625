import type { Direction, Operator } from "../../../src/j1ql/syntax.ts";

/** A query as the builder shows it: steps from left to right, and what is told of what they find. */
export interface Draft {
  readonly unique: boolean;
  readonly steps: readonly Step[];
  /** What must hold across the steps, in J1QL; `null` for nothing. */
  readonly where: string | null;
  readonly returns: "entities" | "tree" | "columns";
  readonly columns: readonly Column[];
  /** What must hold of a group, in J1QL. */
  readonly having: string | null;
  readonly order: readonly OrderKey[];
  readonly limit: number | null;
}

/** A kind of entity, with what must hold of it, and how it hangs together with the step before. */
export interface Step {
  /** Its own for as long as the draft lives: columns name it. */
  readonly id: number;
  /** `null` for the first one. */
  readonly relation: Relation | null;
  /** A class, a type or `*`; empty until it is chosen. */
  readonly what: string;
  readonly alias: string | null;
  /** Whether all filters must hold, or any. */
  readonly joiner: "and" | "or";
  readonly filters: readonly Filter[];
}

/** How a step follows from the one before. */
export interface Relation {
  /** `null` for any. */
  readonly verb: string | null;
  readonly direction: Direction;
  /** What columns and conditions call the relationship. */
  readonly alias: string | null;
  /** That there is none. */
  readonly negated: boolean;
}

/** `property operator value` */
export interface Filter {
  readonly id: number;
  readonly property: string;
  readonly operator: Operator;
  readonly value: FilterValue;
}

/** What a property is compared with, as it is typed; an expression is J1QL. */
export interface FilterValue {
  readonly kind: "text" | "number" | "boolean" | "expression";
  readonly text: string;
}

/** What is computed over the rows of a group. */
export type Aggregate = "count" | "sum" | "min" | "max" | "avg";

/** One column of what is told. */
export type Column = OwnColumn | FreeColumn;

/** A step's property, or a number about it. */
export interface OwnColumn {
  readonly kind: "own";
  readonly id: number;
  readonly aggregate: Aggregate | null;
  readonly step: number;
  /** Empty for the whole entity, `*` for all properties. */
  readonly property: string;
  readonly label: string | null;
}

/** A column that the builder keeps as it was written. */
interface FreeColumn {
  readonly kind: "free";
  readonly id: number;
  readonly text: string;
  readonly label: string | null;
}

/** What the rows are sorted by: a column's name, or a value of J1QL. */
export interface OrderKey {
  readonly text: string;
  readonly descending: boolean;
}

/** A draft with nothing chosen yet. */
export const emptyDraft: Draft = {
  unique: false,
  steps: [{ id: 0, relation: null, what: "", alias: null, joiner: "and", filters: [] }],
  where: null,
  returns: "entities",
  columns: [],
  having: null,
  order: [],
  limit: null,
};

/** What a step is called where columns name it. */
export function nameOf({ alias, what }: Step): string {
  return alias ?? what;
}
