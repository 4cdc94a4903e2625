import { describe, expect, it } from "vitest";
import type { Properties } from "../graph/entity.ts";
import { EdgeJoin, joinHere } from "./edge-join.ts";

const added = (a: Properties, b: Properties): Properties => ({
  at: Math.max(Number(a["at"]), Number(b["at"])),
  n: Number(a["n"]) + Number(b["n"]),
});

const start = {
  types: ["runs", "has"],
  volatile: new Map([["has", ["at"]]]),
  first: 7,
};

const newJoin = (): EdgeJoin => new EdgeJoin(start, new Map([["has", added]]));

const row = (ends: string, properties: Properties): string =>
  `${ends.replaceAll(" ", "\u001F")}\u001F${JSON.stringify(properties)}`;

/** Rows of a text, with a space between two fields. */
const rowsIn = (text: Uint8Array): string[] =>
  text.length === 0 ? [] : Buffer.from(text).toString("utf8").replaceAll("\u001F", " ").split("\n");

describe("joining edges", () => {
  it("makes one of those that have type and ends in common, each with a number of its own", () => {
    const join = newJoin();
    const rows = [
      row("1 5 -3", { n: 1, at: 10 }),
      row("1 5 -3", { n: 2, at: 30 }),
      row("1 5 -3", { n: 4, at: 20 }),
      row("1 5 3", { n: 8, at: 1 }),
      row("1 6 3", { n: 16, at: 2 }),
    ];
    expect(rowsIn(join.join(rows.join("\n")))).toEqual([
      '7 1 5 -3 {"n":7 ,"at":30}',
      '8 1 5 3 {"n":8 ,"at":1}',
    ]);
    expect(rowsIn(join.end())).toEqual(['9 1 6 3 {"n":16 ,"at":2}']);
    expect(rowsIn(join.end())).toEqual([]);
  });

  it("does not mind where rows are parted, nor parts without rows", () => {
    const join = newJoin();
    const texts = [
      join.join(row("1 5 3", { n: 1, at: 1 })),
      join.join(""),
      join.join([row("1 5 3", { n: 2, at: 2 }), row("1 5 4", { n: 4, at: 3 })].join("\n")),
      join.join(row("1 5 4", { n: 8, at: 4 })),
      join.end(),
    ];
    expect(texts.flatMap(rowsIn)).toEqual(['7 1 5 3 {"n":3 ,"at":2}', '8 1 5 4 {"n":12 ,"at":4}']);
  });

  it("leaves edges of a type that is not joined as they are", () => {
    const join = newJoin();
    const same = row("0 5 3", { n: 1 });
    expect(rowsIn(join.join(`${same}\n${same}`))).toEqual(['7 0 5 3 {"n":1 }']);
    expect(rowsIn(join.end())).toEqual(['8 0 5 3 {"n":1 }']);
  });

  it("keeps every character of what it joins", () => {
    const join = newJoin();
    const name = 'é 漢 \\u001F " \\ \u2028 😀';
    join.join(row("0 1 2", { name }));
    const [, , , , lasting, volatile] = Buffer.from(join.end()).toString("utf8").split("\u001F");
    expect(JSON.parse(`${lasting}${volatile}`)).toEqual({ name });
  });
});

it("where no thread is at hand, the same is done by who asks", async () => {
  const joiner = joinHere(start, new Map([["has", added]]));
  expect(rowsIn(await joiner.join(row("1 5 3", { n: 1, at: 1 })))).toEqual([]);
  expect(rowsIn(await joiner.end())).toEqual(['7 1 5 3 {"n":1 ,"at":1}']);
  await joiner.close();
});
