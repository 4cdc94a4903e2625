/** Where in the text a part of a query stands, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A whole query, as written. */
export interface Query extends Span {
  readonly unique: boolean;
  readonly start: Selector;
  readonly steps: readonly Step[];
  readonly where: Condition | null;
  readonly returns: Returns | null;
  readonly having: Condition | null;
  readonly orderBy: readonly OrderKey[];
  readonly skip: Count | Parameter | null;
  readonly limit: Count | Parameter | null;
}

/** A word or quoted text that names something. */
export interface Name extends Span {
  readonly text: string;
}

/** A whole number after SKIP or LIMIT. */
export interface Count extends Span {
  readonly kind: "number";
  readonly value: number;
}

/** An entity to match: what it is, a filter on it, a name for it. */
export interface Selector extends Span {
  readonly target: Target;
  readonly filter: Condition | null;
  readonly alias: Name | null;
  /** Whether AS was written before WITH, against the documented order. */
  readonly aliasFirst: boolean;
}

/** What an entity must be. `missing` stands where the text has none. */
export type Target =
  | ({ readonly kind: "any" | "missing" } & Span)
  | ({ readonly kind: "name" | "text"; readonly text: string } & Span)
  | ({ readonly kind: "smartClass"; readonly text: string; readonly of: Name | null } & Span)
  | ({ readonly kind: "either"; readonly options: readonly Target[] } & Span);

/** A step of the path: one hop, or an optional group of steps. */
export type Step = Hop | OptionalGroup;

/** Where an edge may point, seen from the entity that the hop starts at. */
export type Direction = "out" | "in" | "either";

/** `THAT HAS >> X`: one relationship and the entity behind it. */
export interface Hop extends Span {
  readonly kind: "hop";
  readonly negated: boolean;
  /** `SOMEHOW`, with the most intermediate entities if the text says so. */
  readonly somehow: ({ readonly depth: number | null } & Span) | null;
  readonly verbs: readonly Verb[];
  readonly direction: Direction;
  readonly alias: Name | null;
  readonly selector: Selector;
}

/** A verb as written; `null` for RELATES TO, which is any. */
export interface Verb extends Span {
  readonly text: string | null;
}

/** `( THAT … )?` */
export interface OptionalGroup extends Span {
  readonly kind: "optional";
  readonly steps: readonly Step[];
  readonly alias: Name | null;
}

/** Operators of a comparison. */
export type Operator =
  | "="
  | "!="
  | ">"
  | "<"
  | ">="
  | "<="
  | "~="
  | "^="
  | "$="
  | "!~="
  | "!^="
  | "!$=";

/** Something that is true or false of an entity or a path. */
export type Condition =
  | ({ readonly kind: "and" | "or"; readonly of: readonly Condition[] } & Span)
  | ({ readonly kind: "not"; readonly of: Condition } & Span)
  | Comparison
  | ({
      readonly kind: "cidr";
      readonly property: Expression;
      readonly network: Text | Parameter;
    } & Span)
  | ({ readonly kind: "missing" } & Span);

/** `a.x = 1` */
export interface Comparison extends Span {
  readonly kind: "comparison";
  readonly left: Expression;
  readonly operator: Operator;
  readonly right: Operand;
}

/** The right side of a comparison. */
export type Operand =
  | Expression
  | ({ readonly kind: "regex"; readonly source: string; readonly flags: string } & Span)
  | ({
      readonly kind: "list";
      readonly joiner: "and" | "or";
      readonly items: readonly Operand[];
    } & Span)
  | ({ readonly kind: "subquery"; readonly query: Query } & Span);

/** Operators of arithmetic. */
export type Arithmetic = "+" | "-" | "*" | "/" | "^";

/** A unit of time. */
export type Unit = "hour" | "day" | "month" | "year";

/** A text in quotes. */
export interface Text extends Span {
  readonly kind: "string";
  readonly value: string;
}

/** A value that stands for itself. `missing` stands where the text has none. */
export type Literal =
  | Text
  | ({ readonly kind: "number"; readonly value: number } & Span)
  | ({ readonly kind: "boolean"; readonly value: boolean } & Span)
  | ({ readonly kind: "undefined" | "null" | "now" | "star" | "missing" } & Span)
  | ({ readonly kind: "duration"; readonly amount: number; readonly unit: Unit } & Span)
  | ({ readonly kind: "date"; readonly text: string } & Span);

/** Something with a value. */
export type Expression =
  | Literal
  | Parameter
  | Path
  | Call
  | ({ readonly kind: "negative"; readonly of: Expression } & Span)
  | Binary;

/** `${name}`, `${param.Name}` or `{{name}}`. */
export interface Parameter extends Span {
  readonly kind: "parameter";
  readonly source: "variable" | "account" | "placeholder";
  readonly name: string;
}

/** A function with its arguments; the name in lower case. */
export interface Call extends Span {
  readonly kind: "call";
  readonly name: Name;
  readonly of: readonly Expression[];
}

/** `a + b` */
export interface Binary extends Span {
  readonly kind: "binary";
  readonly operator: Arithmetic;
  readonly left: Expression;
  readonly right: Expression;
}

/** A dotted name: `tag.AccountName`, `u.email`, `u.[tag.x-y]`, `'my user'.email`, `u.*`. */
export interface Path extends Span {
  readonly kind: "path";
  readonly parts: readonly PathPart[];
}

/** One part of a dotted name. */
export interface PathPart extends Span {
  readonly text: string;
  readonly form: "plain" | "bracketed" | "quoted";
}

/** What a query gives back. */
export type Returns =
  | ({ readonly kind: "tree" } & Span)
  | ({ readonly kind: "columns"; readonly columns: readonly Column[] } & Span);

/** One column; `label` is its text as written. */
export interface Column extends Span {
  readonly value: Expression;
  readonly label: string;
  readonly alias: Name | null;
}

/** One key of ORDER BY. */
export interface OrderKey extends Span {
  readonly value: Expression;
  readonly descending: boolean;
}
