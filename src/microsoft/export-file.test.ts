import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ExportFile, isDamage } from "./export-file.ts";

const rows = ["a", "bé", "🙂", "", "x".repeat(70_000)].map((name, n) => ({ n, name }));
const plain = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));

async function read(bytes: Buffer, size: number): Promise<readonly unknown[]> {
  const file = new ExportFile();
  const found: unknown[] = [];
  for (let from = 0; from < bytes.length; from += size) {
    found.push(...(await file.write(bytes.subarray(from, from + size))));
  }
  found.push(...(await file.end()));
  return found;
}

describe("a file of the export", () => {
  it.each([1, 2, 7, 1_000, 1_000_000])("gives its rows in pieces of %i bytes", async (size) => {
    expect(await read(gzipSync(plain), size)).toEqual(rows);
    expect(await read(plain, size)).toEqual(rows);
  });

  it("may lack its last line end, and have blank and foreign lines", async () => {
    const text = '{"n":1}\n\n[1]\nnot json\n{"n":2}';
    expect(await read(gzipSync(text), 5)).toEqual([{ n: 1 }, null, null, { n: 2 }]);
  });

  it.each([
    ["empty", Buffer.alloc(0), /empty/],
    ["a web page", Buffer.from("<html>"), /neither gzip nor JSON/],
    ["broken off", gzipSync(plain).subarray(0, 100), /unexpected end/],
  ])("that is %s is refused", async (_name, bytes, words) => {
    const error: unknown = await read(bytes, 40).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(words);
    expect(isDamage(error)).toBe(false);
  });

  it("that is damaged is known as such", async () => {
    const bytes = gzipSync(plain);
    bytes.fill(0xff, 60, 80);
    expect(isDamage(await read(bytes, 40).catch((thrown: unknown) => thrown))).toBe(true);
  });

  it("that is closed ends what waits for it", async () => {
    const file = new ExportFile();
    const writing = file.write(gzipSync(plain));
    file.close();
    await expect(writing).rejects.toThrow("closed");
  });
});
