import fc from "fast-check";
import { expect, it } from "vitest";
import { canonical } from "./canonical.ts";

const value = fc.oneof(
  fc.string(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string()),
);
const properties = fc.dictionary(
  fc.string().filter((name) => name !== "__proto__"),
  value,
);
const whole = (of: { lasting: string; volatile: string }): unknown =>
  JSON.parse(of.lasting + of.volatile);

it("the canonical text holds exactly the properties, whichever are volatile", () => {
  fc.assert(
    fc.property(properties, fc.array(fc.string()), (given, volatile) => {
      const all = canonical(given, [...volatile, ...Object.keys(given).slice(0, 2)]);
      expect(whole(all)).toEqual(JSON.parse(JSON.stringify(given)));
    }),
  );
});

it("the order in which properties were set makes no difference", () => {
  fc.assert(
    fc.property(properties, (given) => {
      const reversed = Object.fromEntries(Object.entries(given).toReversed());
      expect(canonical(reversed, ["b"])).toEqual(canonical(given, ["b"]));
    }),
  );
});

it("the order in which volatile names are told makes no difference, whatever the values hold", () => {
  const texts = fc.constantFrom('"a":', '"b":1', ',"a":"x"', '\\"b":', "plain");
  const given = fc.dictionary(
    fc.constantFrom("a", "b", "c", "d", "10", "9"),
    fc.oneof(texts, value),
  );
  const names = fc.uniqueArray(fc.constantFrom("10", "a", "b", "d"));
  fc.assert(
    fc.property(given, names, (of, volatile) => {
      const inOrder = canonical(of, volatile.toSorted());
      expect(inOrder).toEqual(canonical(of, [...volatile, ...volatile.toReversed()]));
      // JSON has no zero below zero.
      expect(whole(inOrder)).toEqual(JSON.parse(JSON.stringify(of)));
    }),
  );
});

it("a volatile property stands behind the lasting ones, so that these alone make the digest", () => {
  expect(canonical({ a: 1, lastSeenOn: 5, z: "x" }, ["lastSeenOn"])).toEqual({
    lasting: '{"a":1,"z":"x"',
    volatile: ',"lastSeenOn":5}',
  });
  expect(canonical({ lastSeenOn: 5 }, ["lastSeenOn"])).toEqual({
    lasting: "{",
    volatile: '"lastSeenOn":5}',
  });
  expect(canonical({}, [])).toEqual({ lasting: "{", volatile: "}" });
});
