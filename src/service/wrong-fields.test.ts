import { expect, test } from "vitest";
import { z } from "zod";
import { wrongFields } from "./wrong-fields.ts";

const thing = z.strictObject({
  name: z.string().min(2).max(5),
  kind: z.enum(["a", "b"]),
  days: z.number().int().min(1).max(9),
  of: z.array(z.union([z.number(), z.boolean()])).max(1),
  own: z.string({ error: "is no name of ours." }),
});

const right = { name: "abc", kind: "a", days: 1, of: [], own: "x" };

test.each([
  [{ name: undefined }, "name: is missing"],
  [{ name: 7 }, "name: must be string, not number"],
  [{ name: "a" }, "name: must have at least 2 characters"],
  [{ name: "abcdef" }, "name: must have at most 5 characters"],
  [{ kind: "c" }, 'kind: must be one of "a", "b"'],
  [{ days: 0 }, "days: must be at least 1"],
  [{ days: 10 }, "days: must be at most 9"],
  [{ days: 1.5 }, "days: must be int, not number"],
  [{ of: ["a"] }, "of.0: is none of what it may be"],
  [{ of: [1, 2] }, "of: must have at most 1 items"],
  [{ own: 1 }, "own: is no name of ours"],
  [{ more: 1 }, 'request: takes no "more"'],
  [{ more: 1, yet: 2 }, 'request: takes none of "more", "yet"'],
  [{ days: 0, kind: "" }, 'kind: must be one of "a", "b"; days: must be at least 1'],
])("what is wrong with %j is said in plain words", (changes, words) => {
  const { error } = thing.safeParse({ ...right, ...changes });
  expect(error && wrongFields(error)).toBe(words);
});

test("a place before the field is told, too", () => {
  const { error } = z.string().safeParse(1);
  expect(error && wrongFields(error, ["secret"])).toBe("secret: must be string, not number");
});
