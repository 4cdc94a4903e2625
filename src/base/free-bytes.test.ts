import { expect, test } from "vitest";
import { freeBytes } from "./free-bytes.ts";

test("bytes that have their memory to themselves are given back", () => {
  const bytes = new Uint8Array(1_000).fill(7);
  freeBytes(bytes);
  expect(bytes.byteLength).toBe(0);
  expect(() => freeBytes(bytes)).not.toThrow();
});

test("bytes that share their memory stay as they are, and so do those they share it with", () => {
  const all = new Uint8Array(1_000).fill(7);
  freeBytes(all.subarray(0, 500));
  expect(all.every((byte) => byte === 7)).toBe(true);
  expect(all).toHaveLength(1_000);
});
