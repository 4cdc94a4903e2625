import type { Arithmetic, Direction, Unit } from "./syntax.ts";

/** The number of an entity or relationship in a path: an index of `Plan.slots`. */
export type SlotNumber = number;

/** What an entity must be. */
export type PlanTarget =
  | { readonly kind: "any" }
  | { readonly kind: "type" | "class"; readonly name: string }
  /** Every term must occur in some property, the type, a class or the name. */
  | { readonly kind: "text"; readonly terms: readonly string[] }
  | { readonly kind: "either"; readonly options: readonly PlanTarget[] }
  | { readonly kind: "both"; readonly of: readonly PlanTarget[] }
  /** A start entity of one of these. */
  | { readonly kind: "starts"; readonly plans: readonly Plan[] };

/** An entity of the path. */
export interface VertexSlot {
  readonly kind: "vertex";
  readonly name: string;
  readonly target: PlanTarget;
  readonly filter: Predicate | null;
  /** Whether a negated step binds it: then it has no value. */
  readonly negated: boolean;
}

/** A relationship of the path. */
export interface EdgeSlot {
  readonly kind: "edge";
  readonly name: string;
  /** In capitals; `null` is any. */
  readonly verbs: readonly string[] | null;
  readonly direction: Direction;
  readonly negated: boolean;
  /** SOMEHOW: stands for a shortest path with at most this many entities in between; `null` for a single relationship. */
  readonly between: number | null;
}

/** What an optional group leads to: the entity it reached, else the one it started from. */
interface GroupSlot {
  readonly kind: "group";
  readonly name: string;
}

/** Something that a path binds. */
export type Slot = VertexSlot | EdgeSlot | GroupSlot;

/** A step of the path. A step after a negated one starts where the negated one started. */
export type PlanStep = PlanHop | PlanOptional;

/** One relationship and the entity behind it. */
export interface PlanHop {
  readonly kind: "hop";
  readonly negated: boolean;
  readonly edge: SlotNumber;
  readonly vertex: SlotNumber;
}

/** Steps that may be absent. */
export interface PlanOptional {
  readonly kind: "optional";
  readonly steps: readonly PlanStep[];
  readonly group: SlotNumber | null;
}

/** How two values compare; the negated operators are `not` around these. */
export type PlanOperator = "=" | ">" | "<" | ">=" | "<=" | "~=" | "^=" | "$=";

/** Something that is true or false of an entity or a path; never unknown. */
export type Predicate =
  | { readonly kind: "all" | "any"; readonly of: readonly Predicate[] }
  | { readonly kind: "not"; readonly of: Predicate }
  | {
      readonly kind: "compare";
      readonly left: PlanValue;
      readonly operator: PlanOperator;
      readonly right: PlanValue;
    }
  /** Equal to one of these. */
  | { readonly kind: "oneOf"; readonly left: PlanValue; readonly values: readonly Literal[] }
  /** Equal to one of the values in the one column of another query's table. */
  | { readonly kind: "inQuery"; readonly left: PlanValue; readonly plan: Plan }
  | { readonly kind: "absent"; readonly of: PlanValue }
  | {
      readonly kind: "matches";
      readonly left: PlanValue;
      readonly at: "start" | "end" | "anywhere";
      readonly source: string;
      readonly insensitive: boolean;
    }
  | { readonly kind: "cidr"; readonly left: PlanValue; readonly network: Network };

/** An IPv4 network: the first and the last address as numbers. */
export interface Network {
  readonly first: number;
  readonly last: number;
}

/** A value written in the query. */
export type Literal = string | number | boolean;

/** Names of aggregates. */
export type AggregateName = "count" | "min" | "max" | "avg" | "sum";

/** Names of functions over values. */
export type FunctionName =
  | "concat"
  | "merge"
  | "coalesce"
  | "abs"
  | "sqrt"
  | "ceil"
  | "floor"
  | "round";

/** Something with a value in a path, a group of paths or a result row. */
export type PlanValue =
  | { readonly kind: "literal"; readonly value: Literal | null }
  /** What will be given for a parameter: stands only in a plan that was checked without values. */
  | { readonly kind: "parameter"; readonly name: string }
  /** The moment of the question. */
  | { readonly kind: "now" }
  | { readonly kind: "property"; readonly slot: SlotNumber; readonly name: string }
  /** The whole entity or relationship. */
  | { readonly kind: "whole"; readonly slot: SlotNumber }
  /** All properties, each in a column of its own. */
  | { readonly kind: "everything"; readonly slot: SlotNumber }
  | { readonly kind: "aggregate"; readonly name: AggregateName; readonly of: PlanValue }
  /** One element of a list: a row for each. Only a whole column is one. */
  | { readonly kind: "unwind"; readonly of: PlanValue }
  | { readonly kind: "call"; readonly name: FunctionName; readonly of: readonly PlanValue[] }
  | {
      readonly kind: "arithmetic";
      readonly operator: Arithmetic;
      readonly left: PlanValue;
      readonly right: PlanValue;
    }
  /** A moment some calendar or clock units later (or earlier). */
  | {
      readonly kind: "shift";
      readonly of: PlanValue;
      readonly amount: number;
      readonly unit: Unit;
    }
  /** The value of a result column. */
  | { readonly kind: "column"; readonly index: number };

/** A column of a table. */
export interface PlanColumn {
  readonly name: string;
  readonly value: PlanValue;
}

/** One key to order by. Absent values come last either way. */
export interface PlanOrder {
  readonly value: PlanValue;
  readonly descending: boolean;
}

/** What to find, with every name resolved. Plain data: a store compiles it to its own language. */
export interface Plan {
  readonly result: "list" | "table" | "tree";
  /** Whether to look at what was deleted, too: as it last was. */
  readonly deleted: boolean;
  readonly unique: boolean;
  /** Slot 0 is the start. */
  readonly slots: readonly Slot[];
  readonly steps: readonly PlanStep[];
  readonly where: Predicate | null;
  /** Of a table; empty otherwise. */
  readonly columns: readonly PlanColumn[];
  readonly having: Predicate | null;
  readonly order: readonly PlanOrder[];
  readonly skip: number;
  readonly limit: number | null;
}
