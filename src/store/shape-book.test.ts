import fc from "fast-check";
import { expect, test } from "vitest";
import { ShapeBook } from "./shape-book.ts";

test("entities with the same properties of the same kinds have one structure", () => {
  const book = new ShapeBook();
  const first = book.of({ name: "a", count: 1, tags: ["x"], flag: true, gone: null });
  expect(book.of({ name: "b", count: 2, tags: [], flag: false, gone: null })).toBe(first);
  expect(book.structure(first.number)).toEqual([
    ["name", "string"],
    ["count", "number"],
    ["tags", "list"],
    ["flag", "boolean"],
    ["gone", "null"],
  ]);
});

test("another kind, another property and a name with a NUL character are other structures", () => {
  const book = new ShapeBook();
  const numbers = [{ name: "a" }, { name: null }, { name: "a", more: 1 }, { "na\0me": "a" }, {}];
  expect(numbers.map((properties) => book.of(properties).number)).toEqual([0, 1, 2, 3, 4]);
  expect(book.structure(3)).toEqual([["na\uFFFDme", "string"]]);
  expect(book.structure(4)).toEqual([]);
  expect(() => book.structure(5)).toThrow("no structure");
});

test("entities have one number if and only if they have one structure", () => {
  const value = fc.constantFrom<(string | number | boolean | null | string[])[]>(
    "a",
    1,
    true,
    null,
    [],
  );
  const properties = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "__proto__", "1"), value);
  const structureOf = (of: object): string =>
    JSON.stringify(
      Object.entries(of).map(([name, held]) => [
        name,
        Array.isArray(held) ? "list" : held === null ? "null" : typeof held,
      ]),
    );
  fc.assert(
    fc.property(fc.array(properties, { maxLength: 40 }), (many) => {
      const book = new ShapeBook();
      for (const one of many) {
        const { number, isSorted } = book.of(one);
        expect(JSON.stringify(book.structure(number))).toBe(structureOf(one));
        const names = Object.keys(one);
        expect(isSorted).toBe(JSON.stringify(names) === JSON.stringify(names.toSorted()));
      }
      const numbers = new Set(many.map((one) => book.of(one).number));
      expect(numbers.size).toBe(new Set(many.map(structureOf)).size);
    }),
  );
});
