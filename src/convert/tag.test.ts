import { expect, test } from "vitest";
import { withAccountName } from "./tag.ts";

const entity = { key: "person:ada", type: "person", classes: ["Person"], properties: { id: "1" } };

test("an account name is a tag", () => {
  expect(withAccountName(entity, "Contoso").properties).toEqual({
    id: "1",
    "tag.AccountName": "Contoso",
  });
});

test("without one the entity stays as it is", () => {
  expect(withAccountName(entity, null)).toBe(entity);
});
