import { expect, it } from "vitest";
import { cloudSid, guid, hex, immutableId } from "./identifiers.ts";
import { dice } from "./random.ts";

it("the cloud SID of an object id is the one of the fact sheet", () => {
  expect(cloudSid("73d664e4-0886-4a73-b745-c694da45ddb4")).toBe(
    "S-1-12-1-1943430372-1249052806-2496021943-3034400218",
  );
});

it("a GUID is of version 4", () => {
  expect(guid(dice(3), "user-id", 9)).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

it("a machine id has 40 digits, an immutable id the 24 characters of 16 bytes", () => {
  expect(hex(dice(3), "machine-id", { index: 1, words: 5 })).toMatch(/^[0-9a-f]{40}$/);
  expect(immutableId(guid(dice(3), "on-premises", 1))).toHaveLength(24);
});
