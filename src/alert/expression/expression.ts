/** What an expression may work with: JSON, and what is absent. */
export type Data =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Data[]
  | { readonly [name: string]: Data };

type UnaryOperator = "!" | "-";

/** Two-sided operators, each with how strongly it binds. */
export const bindings = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  ">": 4,
  ">=": 4,
  "<": 4,
  "<=": 4,
  in: 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "//": 6,
  "%": 6,
  "^": 7,
} as const;

export type BinaryOperator = keyof typeof bindings;

/** What stands between `{{` and `}}`. */
export type Expression =
  | { readonly kind: "literal"; readonly value: Data }
  | { readonly kind: "name"; readonly name: string }
  /** `.property` inside a filter: of the item that is looked at. */
  | { readonly kind: "relative"; readonly name: string }
  | { readonly kind: "member"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly at: Expression }
  | { readonly kind: "filter"; readonly of: Expression; readonly test: Expression }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly of: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `test ? yes : no`; `test ?: no` gives the test itself. */
  | {
      readonly kind: "choice";
      readonly test: Expression;
      readonly yes: Expression | null;
      readonly no: Expression;
    }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | {
      readonly kind: "transform";
      readonly name: string;
      readonly of: Expression;
      readonly given: readonly Expression[];
    };
