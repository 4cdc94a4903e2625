import { expect, test } from "vitest";
import { ShapeBook } from "./shape-book.ts";

test("entities with the same properties of the same kinds have one structure", () => {
  const book = new ShapeBook();
  const first = book.number({ name: "a", count: 1, tags: ["x"], flag: true, gone: null });
  expect(book.number({ name: "b", count: 2, tags: [], flag: false, gone: null })).toBe(first);
  expect(book.structure(first)).toEqual([
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
  expect(numbers.map((properties) => book.number(properties))).toEqual([0, 1, 2, 3, 4]);
  expect(book.structure(3)).toEqual([["na\uFFFDme", "string"]]);
  expect(book.structure(4)).toEqual([]);
  expect(() => book.structure(5)).toThrow("no structure");
});
