import fc from "fast-check";
import { expect, test } from "vitest";
import { objectIdOfSid, sidOfObjectId } from "./sid.ts";

const objectId = "73d664e4-0886-4a73-b745-c694da45ddb4";
const sid = "S-1-12-1-1943430372-1249052806-2496021943-3034400218";

test("a cloud SID is the object id in another form", () => {
  expect(objectIdOfSid(sid)).toBe(objectId);
  expect(sidOfObjectId(objectId)).toBe(sid);
});

test("case does not matter", () => {
  expect(objectIdOfSid(sid.toLowerCase())).toBe(objectId);
  expect(sidOfObjectId(objectId.toUpperCase())).toBe(sid);
});

test("a SID of a domain has no object id", () => {
  expect(objectIdOfSid("S-1-5-21-1-2-3-1001")).toBeNull();
});

test("a number beyond 32 bits is none of a SID", () => {
  expect(objectIdOfSid("S-1-12-1-4294967296-1-1-1")).toBeNull();
});

test("text that is no GUID has no SID", () => {
  expect(sidOfObjectId("ada")).toBeNull();
});

test("any object id survives the way there and back", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(objectIdOfSid(sidOfObjectId(id) ?? "")).toBe(id);
    }),
  );
});
