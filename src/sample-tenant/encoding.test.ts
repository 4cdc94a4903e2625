import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { chooseEncoding, compressNow } from "./encoding.ts";

test("deflate has no zlib wrapper", () => {
  const bytes = compressNow("text", "deflate");
  expect(inflateRawSync(bytes).toString()).toBe("text");
  expect(() => inflateSync(bytes)).toThrow(/header/);
  expect(gunzipSync(compressNow("text", "gzip")).toString()).toBe("text");
  expect(compressNow("text", "identity").toString()).toBe("text");
});

test.each([
  [undefined, "identity"],
  ["*", "deflate"],
  ["br;q=1.0, gzip;q=0.8, *;q=0.1", "deflate"],
  ["*;q=0", "identity"],
  ["GZIP", "gzip"],
])("Accept-Encoding %s chooses %s", (header, encoding) => {
  expect(chooseEncoding(header, ["deflate", "gzip"])).toBe(encoding);
});
