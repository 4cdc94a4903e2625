import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "./parse.ts";
import { print, printLines } from "./print.ts";
import type {
  Arithmetic,
  Column,
  Condition,
  Expression,
  Hop,
  Name,
  Operand,
  Query,
  Selector,
  Step,
  Target,
} from "./syntax.ts";

const at = { from: 0, to: 0 };

const word = fc.constantFrom("a", "b1", "user_x", "User", "größe", "x9_y");
const anyText = fc.oneof(
  word,
  fc.string({ maxLength: 6 }),
  fc.constantFrom("it's", 'say "x"', "\\", "a\\'", "corp\\ada"),
);
const name: fc.Arbitrary<Name> = fc
  .oneof(word, fc.constantFrom("two words", "it's"))
  .map((text) => ({ text, ...at }));
const plainName: fc.Arbitrary<Name> = word.map((text) => ({ text, ...at }));

const part = fc.oneof(
  word.map((text) => ({ text, form: "plain" as const, ...at })),
  fc
    .constantFrom("tag.cost-center", "a:b")
    .map((text) => ({ text, form: "bracketed" as const, ...at })),
);
const parts = fc.array(part, { minLength: 1, maxLength: 3 });
const quotedFirst = fc
  .tuple(fc.constantFrom("two words", "it's", "a"), parts)
  .map(([text, rest]) => [{ text, form: "quoted" as const, ...at }, ...rest]);
const path: fc.Arbitrary<Expression> = fc
  .oneof({ weight: 4, arbitrary: parts }, { weight: 1, arbitrary: quotedFirst })
  .map((all) => ({ kind: "path" as const, parts: all, ...at }));
const parameter = fc
  .record({
    source: fc.constantFrom("variable" as const, "account" as const, "placeholder" as const),
    name: word,
  })
  .map((one) => ({ kind: "parameter" as const, ...one, ...at }));

const literal: fc.Arbitrary<Expression> = fc.oneof(
  anyText.map((value) => ({ kind: "string" as const, value, ...at })),
  fc
    .oneof(fc.integer({ min: -99, max: 1e9 }), fc.constantFrom(0.5, 12.75, 1e-7, 1e21))
    .map((value) => ({ kind: "number" as const, value, ...at })),
  fc.boolean().map((value) => ({ kind: "boolean" as const, value, ...at })),
  fc.constantFrom({ kind: "undefined" as const, ...at }, { kind: "null" as const, ...at }),
  fc.constant({ kind: "now" as const, ...at }),
  fc
    .record({
      amount: fc.nat(99),
      unit: fc.constantFrom("hour" as const, "day" as const, "month" as const, "year" as const),
    })
    .map((one) => ({ kind: "duration" as const, ...one, ...at })),
  fc
    .constantFrom("2026", "2026-01-31", "2026-01-31T08:30:00+01:00")
    .map((text) => ({ kind: "date" as const, text, ...at })),
  parameter,
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    literal,
    path,
    fc
      .record({
        operator: fc.constantFrom<Arithmetic[]>("+", "-", "*", "/", "^"),
        left: tie("expression"),
        right: tie("expression"),
      })
      .map((one) => ({ kind: "binary" as const, ...one, ...at })),
    fc
      .record({
        name: fc.constantFrom("count", "concat", "abs"),
        of: fc.array(tie("expression"), { maxLength: 2 }),
      })
      .map(({ name: text, of }) => ({ kind: "call" as const, name: { text, ...at }, of, ...at })),
    path.map((of) => ({ kind: "negative" as const, of, ...at })),
  ),
}));

const regex: fc.Arbitrary<Operand> = fc
  .record({
    source: fc.constantFrom("ab", "a[/]b", "a\\/b", "(x|y)+"),
    flags: fc.constantFrom("", "i"),
  })
  .map((one) => ({ kind: "regex" as const, ...one, ...at }));

const { query, condition } = fc.letrec<{ query: Query; condition: Condition; operand: Operand }>(
  (tie) => ({
    operand: fc.oneof(
      { depthSize: "small" },
      expression,
      regex,
      // A list in a list of the same kind is written like one list, so only the other kind is nested.
      fc
        .tuple(
          fc.boolean(),
          fc.array(fc.oneof(expression, regex), { minLength: 2, maxLength: 3 }),
          fc.array(literal, { minLength: 2, maxLength: 2 }),
        )
        .map(([isOr, items, inner]) => ({
          kind: "list" as const,
          joiner: isOr ? ("or" as const) : ("and" as const),
          items: [
            ...items,
            {
              kind: "list" as const,
              joiner: isOr ? ("and" as const) : ("or" as const),
              items: inner,
              ...at,
            },
          ],
          ...at,
        })),
      tie("query").map((one) => ({ kind: "subquery" as const, query: one, ...at })),
    ),
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc
        .record({
          left: expression,
          operator: fc.constantFrom(
            "=" as const,
            "!=" as const,
            ">" as const,
            "<=" as const,
            "~=" as const,
            "!^=" as const,
            "$=" as const,
          ),
          right: tie("operand"),
        })
        .map((one) => ({ kind: "comparison" as const, ...one, ...at })),
      fc
        .record({
          property: path,
          network: fc.oneof(
            fc.constant({ kind: "string" as const, value: "10.0.0.0/8", ...at }),
            parameter,
          ),
        })
        .map((one) => ({ kind: "cidr" as const, ...one, ...at })),
      tie("condition").map((of) => ({ kind: "not" as const, of, ...at })),
      fc
        .tuple(
          fc.constantFrom("and" as const, "or" as const),
          fc.array(tie("condition"), { minLength: 2, maxLength: 3 }),
        )
        .map(([kind, of]) => ({ kind, of, ...at })),
    ),
    query: queryOf(tie("condition")),
  }),
);

function queryOf(filter: fc.Arbitrary<Condition>): fc.Arbitrary<Query> {
  const option: fc.Arbitrary<Target> = fc.oneof(
    fc.constant<Target>({ kind: "any", ...at }),
    word.map((text) => ({ kind: "name" as const, text, ...at })),
    word.map((text) => ({ kind: "smartClass" as const, text, of: null, ...at })),
  );
  const target: fc.Arbitrary<Target> = fc.oneof(
    option,
    anyText.map((text) => ({ kind: "text" as const, text, ...at })),
    fc
      .record({ text: word, of: plainName })
      .map((one) => ({ kind: "smartClass" as const, ...one, ...at })),
    fc
      .array(option, { minLength: 1, maxLength: 3 })
      .map((options) => ({ kind: "either" as const, options, ...at })),
  );
  const selector: fc.Arbitrary<Selector> = fc
    .record({ target, filter: fc.option(filter), alias: fc.option(name), aliasFirst: fc.boolean() })
    .map((one) => ({
      ...one,
      aliasFirst: one.aliasFirst && one.alias !== null && one.filter !== null,
      ...at,
    }));
  const hop: fc.Arbitrary<Hop> = fc
    .record({
      negated: fc.boolean(),
      somehow: fc.option(
        fc.record({ depth: fc.option(fc.nat(10)), from: fc.constant(0), to: fc.constant(0) }),
        {
          freq: 5,
        },
      ),
      verbs: fc.array(
        fc.constantFrom("HAS", "owns", null).map((text) => ({ text, ...at })),
        { minLength: 1, maxLength: 3 },
      ),
      direction: fc.constantFrom("out" as const, "in" as const, "either" as const),
      alias: fc.option(name),
      selector,
    })
    .map((one) => ({ kind: "hop" as const, ...one, ...at }));
  const { step } = fc.letrec<{ step: Step }>((tie) => ({
    step: fc.oneof(
      { depthSize: "small" },
      hop,
      fc
        .record({
          first: hop,
          steps: fc.array(tie("step"), { maxLength: 2 }),
          alias: fc.option(name),
        })
        .map(({ first, steps, alias }) => ({
          kind: "optional" as const,
          steps: [first, ...steps],
          alias,
          ...at,
        })),
    ),
  }));
  const column: fc.Arbitrary<Column> = fc
    .record({ value: expression, alias: fc.option(name) })
    .map((one) => ({ ...one, label: "", ...at }));
  const count = (least: number) =>
    fc.option(
      fc.oneof(
        fc
          .integer({ min: least, max: 999 })
          .map((value) => ({ kind: "number" as const, value, ...at })),
        parameter,
      ),
    );
  return fc
    .record({
      unique: fc.boolean(),
      start: selector,
      steps: fc.array(step, { maxLength: 3 }),
      where: fc.option(filter),
      returns: fc.option(
        fc.oneof(
          fc.constant({ kind: "tree" as const, ...at }),
          fc
            .array(column, { minLength: 1, maxLength: 3 })
            .map((columns) => ({ kind: "columns" as const, columns, ...at })),
        ),
      ),
      having: fc.option(filter, { freq: 3 }),
      orderBy: fc.array(
        fc
          .record({ value: expression, descending: fc.boolean() })
          .map((one) => ({ ...one, ...at })),
        { maxLength: 2 },
      ),
      skip: count(0),
      limit: count(1),
    })
    .map((one) => ({ ...one, ...at }));
}

/** What counts in a query: neither where it stands nor what a column's text was. */
function bare(value: Query | null): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, held: unknown) =>
      ["from", "to", "label"].includes(key) ? undefined : held,
    ),
  );
}

it("what is printed is read as the same query", () => {
  const property = fc.property(query, (one) => {
    const text = print(one);
    const { query: again, problems } = parse(text);
    expect({ text, problems }).toEqual({ text, problems: [] });
    expect({ text, query: bare(again) }).toEqual({ text, query: bare(one) });
    expect(printLines(one).replaceAll(/\n */g, " ")).toBe(text);
  });
  fc.assert(property, { numRuns: 2_000, seed: 4 });
});

it("conditions keep their structure", () => {
  const property = fc.property(condition, (one) => {
    const start = {
      target: { kind: "any" as const, ...at },
      filter: one,
      alias: null,
      aliasFirst: false,
      ...at,
    };
    const whole: Query = {
      unique: false,
      start,
      steps: [],
      where: null,
      returns: null,
      having: null,
      orderBy: [],
      skip: null,
      limit: null,
      ...at,
    };
    expect(bare(parse(print(whole)).query)).toEqual(bare(whole));
  });
  fc.assert(property, { numRuns: 2_000, seed: 5 });
});
