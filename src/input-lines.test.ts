import { expect, it } from "vitest";
import { linesOf } from "./input-lines.ts";

async function linesIn(...pieces: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
  async function* come(): AsyncGenerator<string | Uint8Array> {
    yield* pieces;
  }
  const lines: string[] = [];
  for await (const line of linesOf(come())) lines.push(line);
  return lines;
}

it("a line ends at a line feed only, with the carriage return before it", async () => {
  expect(await linesIn("a\r\nb\u2028c\u2029d\re\n\nf")).toEqual([
    "a",
    "b\u2028c\u2029d\re",
    "",
    "f",
  ]);
});

it("a line and a character may come in pieces", async () => {
  const [first, ...others] = new TextEncoder().encode("ä\nb");
  expect(await linesIn(Uint8Array.of(first ?? 0), Uint8Array.from(others), "c\n")).toEqual([
    "ä",
    "bc",
  ]);
});

it("a byte order mark at the start is no part of the first line", async () => {
  expect(await linesIn(new TextEncoder().encode("\uFEFFa\n"))).toEqual(["a"]);
});
