import fc from "fast-check";
import type { SmartClasses } from "../../src/j1ql/smart-classes.ts";
import type { Parameters } from "../../src/j1ql/parameters.ts";

const target = fc.constantFrom(
  "host",
  "user",
  "team",
  "Device",
  "User",
  "Group",
  "*",
  "(host|user)",
  "(User|team)",
  "Absent",
  "#a",
  "#Risky",
  "#Nested User",
  "(team|#Risky)",
);
const literal = fc.constantFrom(
  "'a'",
  "'b'",
  "'ab'",
  "'5'",
  "''",
  "0",
  "1",
  "5",
  "7.5",
  "true",
  "false",
  "${text}",
  "${number}",
);
const property = fc.constantFrom(
  "x",
  "y",
  "[tag.z-1]",
  "displayName",
  "_type",
  "_class",
  "_version",
);

const subqueries = [
  "(FIND host AS h RETURN h.x)",
  "(FIND * AS a THAT HAS * AS b WITH y != 'a' RETURN b.displayName)",
  "(FIND UNIQUE User AS a THAT !USES * RETURN a._class)",
  "(FIND * AS a RETURN COUNT(a) AS n)",
  "('b' OR (FIND Group AS g WITH _deleted = true RETURN g._type))",
  "(FIND * AS a WITH x = (FIND team AS t RETURN t.y) RETURN a.x)",
];

/** A comparison of what `path` makes of a property's name. */
function comparison(path: (name: string) => string): fc.Arbitrary<string> {
  const equal = fc
    .tuple(property, fc.constantFrom("=", "!=", ">", "<", ">=", "<="), literal)
    .map(([name, sign, other]) => `${path(name)} ${sign} ${other}`);
  const textual = fc
    .tuple(
      property,
      fc.constantFrom("~=", "^=", "$=", "!~=", "!^=", "!$="),
      fc.constantFrom("'a'", "'b'", "'5'", "'host'", "/[ab]/", "/A/i"),
    )
    .map(([name, sign, other]) => `${path(name)} ${sign} ${other}`);
  const listed = fc
    .tuple(
      property,
      fc.constantFrom("=", "!=", "~="),
      fc.array(fc.constantFrom("'a'", "'b'", "'c'"), { minLength: 2, maxLength: 3 }),
      fc.constantFrom(" OR ", " AND "),
    )
    .map(([name, sign, others, joiner]) => `${path(name)} ${sign} (${others.join(joiner)})`);
  const given = fc
    .tuple(property, fc.constantFrom("=", "!=", "^="))
    .map(([name, sign]) => `${path(name)} ${sign} ${"${texts}"}`);
  const mixed = fc
    .tuple(
      property,
      fc.constantFrom("=", "!="),
      fc.array(fc.oneof(literal, fc.constant("undefined")), { minLength: 2, maxLength: 3 }),
    )
    .map(([name, sign, others]) => `${path(name)} ${sign} (${others.join(" OR ")})`);
  const gone = fc
    .constantFrom("_deleted = true", "_deleted != true", "_endOn > 5", "_endOn = undefined")
    .map(path);
  const queried = fc
    .tuple(property, fc.constantFrom("=", "!="), fc.constantFrom(...subqueries))
    .map(([name, sign, query]) => `${path(name)} ${sign} ${query}`);
  const absent = fc
    .tuple(property, fc.constantFrom("= undefined", "!= undefined"))
    .map(([name, rest]) => `${path(name)} ${rest}`);
  const network = fc
    .tuple(property, fc.constantFrom("", "!"))
    .map(([name, not]) => `${not}cidr(${path(name)}, '10.0.0.0/8')`);
  return fc.oneof(
    { weight: 4, arbitrary: equal },
    { weight: 3, arbitrary: textual },
    listed,
    given,
    mixed,
    absent,
    network,
    gone,
    queried,
  );
}

function condition(of: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: of },
    fc
      .tuple(of, fc.constantFrom("AND", "OR"), of)
      .map(([one, word, other]) => `${one} ${word} ${other}`),
    fc.tuple(of, of, of).map(([one, other, third]) => `${one} AND (${other} OR ${third})`),
    fc.tuple(of, of).map(([one, other]) => `!(${one} AND ${other})`),
  );
}

const filter = fc.oneof(
  { weight: 2, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: condition(comparison((name) => name)).map((text) => ` WITH ${text}`) },
);
const verb = fc.constantFrom("HAS", "USES", "OWNS", "RELATES TO", "(HAS|USES)");
const direction = fc.constantFrom("", "", " >>", " <<");

interface Drawn {
  readonly shape: "somehow" | "hop" | "not" | "maybe" | "maybe2";
  readonly verb: string;
  readonly direction: string;
  readonly target: string;
  readonly filter: string;
}

const step: fc.Arbitrary<Drawn> = fc.record({
  shape: fc.constantFrom("somehow", "hop", "hop", "hop", "not", "maybe", "maybe2"),
  verb,
  direction,
  target,
  filter,
});

interface Path {
  readonly text: string;
  readonly vertices: readonly string[];
  readonly edges: readonly string[];
  readonly groups: readonly string[];
}

function pathOf(start: string, steps: readonly Drawn[]): Path {
  const vertices = ["v0"];
  const edges: string[] = [];
  const groups: string[] = [];
  const parts = steps.map((one, index) => {
    const number = index + 1;
    vertices.push(`v${number}`);
    const not = one.shape === "not" ? "!" : "";
    const isSingle = not === "" && one.shape !== "somehow";
    if (isSingle) edges.push(`e${number}`);
    const as = isSingle ? ` AS e${number}` : "";
    const somehow = one.shape === "somehow" ? `SOMEHOW ${one.target.length % 3} ` : "";
    const hop = `THAT ${not}${somehow}${one.verb}${one.direction}${as} ${one.target}${one.filter} AS v${number}`;
    if (one.shape === "maybe") return ` (${hop})?`;
    if (one.shape !== "maybe2") return ` ${hop}`;
    groups.push(`g${number}`);
    return ` (${hop} THAT RELATES TO *)? AS g${number}`;
  });
  return { text: `FIND ${start} AS v0${parts.join("")}`, vertices, edges, groups };
}

const path: fc.Arbitrary<Path> = fc
  .tuple(target, filter, fc.array(step, { maxLength: 3 }))
  .map(([start, given, steps]) => pathOf(`${start}${given}`, steps));

function anyOf(names: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...names);
}

function whereOf({ vertices, edges, groups }: Path): fc.Arbitrary<string> {
  const all = anyOf([...vertices, ...edges, ...groups]);
  const single = all.chain((alias) => comparison((name) => `${alias}.${name}`));
  const pair = fc
    .tuple(all, all, fc.constantFrom("=", "!=", "<", "~="))
    .map(([one, other, sign]) => `${one}.x ${sign} ${other}.y`);
  const whole = fc
    .tuple(anyOf(vertices), anyOf(vertices), fc.constantFrom("=", "!="))
    .map(([one, other, sign]) => `${one} ${sign} ${other}`);
  const set = all.map((alias) => `${alias} != undefined`);
  return fc
    .option(
      condition(
        fc.oneof({ weight: 4, arbitrary: single }, { weight: 2, arbitrary: pair }, whole, set),
      ),
      { nil: null, freq: 2 },
    )
    .map((text) => (text === null ? "" : ` WHERE ${text}`));
}

function columnsOf({ vertices, edges, groups }: Path): fc.Arbitrary<string> {
  const all = anyOf([...vertices, ...edges, ...groups]);
  const plain = fc
    .tuple(all, fc.constantFrom("x", "y", "displayName", "_key", "_type", "_integrationName"))
    .map(([alias, name]) => `${alias}.${name}`);
  const computed = fc
    .tuple(all, all)
    .chain(([one, other]) =>
      fc.constantFrom(
        `${one}.x + ${other}.y * 2`,
        `CONCAT(${one}.x, '-', ${other}.displayName)`,
        `COALESCE(${one}.x, ${other}.y, 'none')`,
        `ROUND(${one}.x / ${other}.x)`,
        `MERGE(${one}.x, ${other}.y, 'a')`,
      ),
    );
  const unwound = fc
    .tuple(all, all)
    .chain(([one, other]) =>
      fc.constantFrom(`UNWIND(${one}.x)`, `UNWIND(MERGE(${one}.x, ${other}._class))`),
    );
  const row = fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 1, arbitrary: unwound },
    { weight: 1, arbitrary: computed },
    { weight: 1, arbitrary: anyOf([...vertices, ...edges]) },
  );
  const aggregate = fc
    .tuple(
      fc.constantFrom("COUNT", "COUNT", "MIN", "MAX", "SUM", "AVG"),
      all,
      fc.constantFrom("x", "y"),
    )
    .map(([name, alias, of]) => `${name}(${alias}.${of})`);
  const counted = all.map((alias) => `COUNT(${alias})`);
  const rows = fc.array(row, { minLength: 1, maxLength: 3 });
  const groups2 = fc
    .tuple(
      fc.array(fc.oneof({ weight: 4, arbitrary: plain }, unwound), { maxLength: 2 }),
      fc.array(fc.oneof(aggregate, counted), { minLength: 1, maxLength: 2 }),
    )
    .map(([keys, values]) => [...keys, ...values]);
  return fc
    .oneof(rows, groups2)
    .map((columns) => columns.map((column, index) => `${column} AS c${index}`).join(", "));
}

/** The parameters that queries use. */
export const someParameters: Parameters = { text: "a", number: 5, texts: ["ab", "b"] };

/** The smart classes that queries use. */
export const someSmartClasses: SmartClasses = {
  Risky: ["FIND host WITH x = 'a'", "FIND * AS a THAT USES * AS b WHERE a.x != b.x RETURN b.x"],
  Nested: ["FIND #Risky", "FIND user THAT HAS #Risky"],
};

/** A legal query over the types of `smallGraph`. */
export const someQuery: fc.Arbitrary<string> = path.chain((drawn) =>
  fc
    .tuple(
      whereOf(drawn),
      fc.oneof(
        { weight: 2, arbitrary: fc.constant("") },
        { weight: 1, arbitrary: fc.constant(" RETURN TREE") },
        { weight: 4, arbitrary: columnsOf(drawn).map((columns) => ` RETURN ${columns}`) },
      ),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([where, returns, unique, having]) => {
      const isTable = returns.includes(" AS c0");
      const text = unique && isTable ? drawn.text.replace("FIND", "FIND UNIQUE") : drawn.text;
      const filtered =
        having && isTable && !/RETURN [ve]\d AS/.test(returns) ? " HAVING c0 != 'a'" : "";
      return `${text}${where}${returns}${filtered}`;
    }),
);
