import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../base/failure.ts";
import { keysOf, keyText, newKey, open, seal } from "./seal.ts";

test("what is sealed opens with its key, for its owner, and looks different each time", () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.string(), fc.string(), (owner, text) => {
      const sealed = seal(key, owner, text);
      expect(open(key, owner, sealed)).toBe(text.toWellFormed());
      expect(seal(key, owner, text)).not.toBe(sealed);
      expect(open(newKey(), owner, sealed)).toBeNull();
      expect(open(key, `${owner}!`, sealed)).toBeNull();
    }),
  );
});

test("a changed seal does not open", () => {
  const key = newKey();
  const bytes = Buffer.from(seal(key, "instance:1", "s3cret"), "base64");
  for (const at of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(open(key, "instance:1", changed.toString("base64"))).toBeNull();
  }
  expect(open(key, "instance:1", "")).toBeNull();
});

test("a key is told in base64 or hex, several of them in one text; anything else is refused without being shown", () => {
  const [one, other] = [newKey(), newKey()];
  const text = `${keyText(one)},${other.bytes.toString("hex")}\n`;
  expect(keysOf(text, "here").map(({ id }) => id)).toEqual([one.id, other.id]);
  const refused = (): unknown => keysOf("hunter2", "DEFENDER_GRAPH_KEY");
  expect(refused).toThrow(Failure);
  expect(refused).toThrow(/^Cannot use the key in DEFENDER_GRAPH_KEY: a key in it has \d+ bytes/);
  expect(refused).not.toThrow(/hunter2/);
});
