import { expect, test } from "vitest";
import { tagProperties, withTags } from "./tag.ts";

const entity = { key: "person:ada", type: "person", classes: ["Person"], properties: { id: "1" } };

test("an account name and further tags are properties of every entity", () => {
  const tags = tagProperties({ accountName: "Contoso", further: { stage: "prod" } });
  expect(withTags(entity, tags).properties).toEqual({
    id: "1",
    "tag.AccountName": "Contoso",
    "tag.stage": "prod",
  });
});

test("without them there is nothing to write", () => {
  expect(tagProperties({ accountName: null, further: {} })).toEqual({});
});
