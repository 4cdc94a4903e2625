import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkText } from "./analyse.ts";
import { maxLength, parse } from "./parse.ts";
import { print } from "./print.ts";
import type { Query } from "./syntax.ts";

const realWorld = readFileSync(
  new URL("../../test/golden/j1ql/real-world.txt", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n\n");

const codesOf = (text: string): readonly string[] => parse(text).problems.map(({ code }) => code);

describe("the queries of the field", () => {
  it("are more than a hundred", () => {
    expect(realWorld.length).toBeGreaterThan(100);
  });

  it.each(realWorld)("are read without a problem: %s", (text) => {
    expect(parse(text).problems).toEqual([]);
    expect(checkText(text).problems).toEqual([]);
  });
});

describe("ranges", () => {
  it("are counted in UTF-16 units, also behind signs beyond them", () => {
    const text = "FIND User WITH name = '😀' AND x == 1";
    const [problem] = parse(text).problems;
    expect(text.slice(problem?.from, problem?.to)).toBe("==");
  });

  it("of a query's parts are what was written", () => {
    const text =
      "FIND User WITH a = ('x' OR 'y') AS u THAT HAS >> AS r Device WHERE (u.a + 1) * 2 > 3";
    const { query } = parse(text);
    const at = (span: { from: number; to: number } | null | undefined) =>
      text.slice(span?.from, span?.to);
    expect(at(query?.start)).toBe("User WITH a = ('x' OR 'y') AS u");
    expect(at(query?.start.filter)).toBe("a = ('x' OR 'y')");
    expect(at(query?.steps[0])).toBe("THAT HAS >> AS r Device");
    expect(at(query?.where)).toBe("(u.a + 1) * 2 > 3");
  });
});

describe("limits", () => {
  it("a text that is too long is not read", () => {
    expect(codesOf(`FIND ${"x".repeat(maxLength)}`)).toEqual(["query_too_long"]);
  });

  it.each([
    ["parentheses", `FIND User WITH ${"(".repeat(9_000)}a = 1`],
    ["closed parentheses", `FIND User WITH ${"(".repeat(9_000)}a = 1${")".repeat(9_000)}`],
    ["parentheses of values", `FIND User AS u RETURN ${"(".repeat(9_000)}1`],
    ["negations", `FIND User WITH ${"!".repeat(9_000)}(a = 1)`],
    ["minus signs", `FIND User AS u RETURN ${"- ".repeat(9_000)}1`],
    ["groups", `FIND User ${"( ".repeat(9_000)}THAT HAS X`],
    ["lists", `FIND User WITH a = ${"(".repeat(9_000)}'x'`],
    ["functions", `FIND User AS u RETURN ${"abs(".repeat(7_000)}1`],
    ["subqueries", `FIND User WITH a = ${"(FIND x WITH a = ".repeat(1_500)}1`],
    ["sums", `FIND User AS u RETURN 1${" + 1".repeat(5_000)}`],
    ["powers", `FIND User AS u RETURN 1${" ^ 1".repeat(5_000)}`],
  ])("thousands of nested %s are one problem", (_, text) => {
    expect(codesOf(text)).toContain("too_deep");
    expect(checkText(text).plan).toBeNull();
  });

  it("thousands of conditions in a row are read", () => {
    const text = `FIND User WITH ${Array.from({ length: 2_000 }, (_, index) => `a = ${index}`).join(" OR ")}`;
    expect(checkText(text).problems).toEqual([]);
  });

  it.each(["'", '"', "“", "‘", "/", "[", "{{", "${", "date(", "/*", "\\", "(", "!", "|", "."])(
    "thousands of %s are read at once",
    (sign) => {
      expect(parse(sign.repeat(10_000)).problems.length).toBeLessThanOrEqual(150);
      expect(
        parse(`FIND User WITH a = ${sign.repeat(10_000)}`).problems.length,
      ).toBeLessThanOrEqual(150);
    },
  );
});

const words = fc.constantFrom(
  ..."FIND UNIQUE User user_x * ( ) | THAT ! HAS RELATES TO >> << AS a b WITH WHERE = != ~= ^= > < 'x' 5 7days true undefined AND OR".split(
    " ",
  ),
  ..."RETURN TREE COUNT(a) a.x [y.z-1] , . ? )? ORDER BY DESC SKIP LIMIT HAVING date.now date(2026) - + / ^ /x/i #C ${p} {{q}} SOMEHOW cidr( // /* ; == LIKE IN \n".split(
    " ",
  ),
);

const integrations = readFileSync(
  new URL("../../test/golden/j1ql/integrations.txt", import.meta.url),
  "utf8",
)
  .trim()
  .split(/\n(?! )/);

/** A query in which something was cut, doubled or put in. */
const mutated = fc
  .record({
    text: fc.constantFrom(...realWorld, ...integrations),
    place: fc.nat(),
    length: fc.nat(12),
    put: fc.oneof(words, fc.string({ maxLength: 4 })),
    twice: fc.boolean(),
  })
  .map(({ text, place, length, put, twice }) => {
    const at = place % (text.length + 1);
    const cut = text.slice(at, at + length);
    return `${text.slice(0, at)}${put}${twice ? cut + cut : ""}${text.slice(at + length)}`;
  });

describe("any text", () => {
  /** What is wrong with what is said of a text; nothing ever should be. */
  const faults = (text: string): readonly string[] => {
    const { problems, warnings } = checkText(text);
    return [...problems, ...warnings].flatMap(({ code, from, to, message }) => {
      const isSound = message !== "" && 0 <= from && from <= to && to <= text.length;
      return isSound ? [] : [code];
    });
  };

  it("of random characters is answered", () => {
    const text = fc.string({ unit: "binary", maxLength: 120 });
    fc.assert(
      fc.property(text, (one) => faults(one).length === 0),
      { numRuns: 1_000, seed: 1 },
    );
    expect(faults("")).toEqual([]);
  });

  it("of random words of the language is answered", () => {
    const text = fc.array(words, { maxLength: 40 }).map((parts) => parts.join(" "));
    fc.assert(
      fc.property(text, (one) => faults(one).length === 0),
      { numRuns: 3_000, seed: 2 },
    );
    expect(faults("FIND")).toEqual([]);
  });

  it("that was a query until something was cut, doubled or put in is answered", () => {
    fc.assert(
      fc.property(mutated, (one) => faults(one).length === 0),
      { numRuns: 3_000, seed: 3 },
    );
    expect(faults("FIND User WITH")).toEqual([]);
  });

  it("that can be read is printed as what it says", () => {
    const texts = fc.oneof(
      mutated,
      fc.array(words, { maxLength: 12 }).map((parts) => `FIND User ${parts.join(" ")}`),
    );
    const printed = fc.property(texts, (text) => {
      const { query, problems } = parse(text);
      if (query === null || problems.length > 0) return;
      const again = parse(print(query));
      expect({ text, problems: again.problems }).toEqual({ text, problems: [] });
      expect({ text, query: bare(again.query) }).toEqual({ text, query: bare(query) });
    });
    fc.assert(printed, { numRuns: 6_000, seed: 8 });
    expect(parse("FIND User").problems).toEqual([]);
  });
});

/** What counts in a query: not where it stands, nor how a column was written. */
function bare(value: Query | null): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, held: unknown) =>
      ["from", "to", "label"].includes(key) ? undefined : held,
    ),
  );
}
