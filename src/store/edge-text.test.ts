import { afterEach, beforeEach, expect, it } from "vitest";
import type { Properties } from "../graph/entity.ts";
import { type Database, openDatabase } from "./database.ts";
import { EdgeText, joinedEdges, type NumberedEdge } from "./edge-text.ts";
import { rowsOfText } from "./duckdb-text.ts";
import { stageTables } from "./stage-table.ts";

let database: Database;

beforeEach(async () => {
  database = await openDatabase({ path: ":memory:" });
});

afterEach(() => database.close());

const end = (key: string) => ({ key, number: null });

function edge(to: string, properties: Properties = {}): NumberedEdge {
  return {
    kind: { type: "machine_has_user" },
    from: end("machine:m"),
    to: end(to),
    properties,
  };
}

function newText(): EdgeText {
  return new EdgeText({
    types: new Map([["machine_has_user", 3]]),
    keys: new Map([["machine:m", 7]]),
    volatile: new Map([["machine_has_user", ["lastSeenOn"]]]),
  });
}

async function rowsOf(text: Uint8Array): Promise<unknown[]> {
  const names = "sequence, type, from_n, to_n, lasting, changing";
  const rows = await database.all(
    `select * from (${rowsOfText(stageTables.relationships)}) as t(${names})`,
    [text],
  );
  return rows.map((row) => Object.values(row));
}

it("edges come out of the text as they went in", async () => {
  const odd = 'tab\t, line\n, quote", \u001E, \u001F, é, 🙂, \0';
  const text = newText();
  text.add(edge("user:a", { name: odd, lastSeenOn: 5 }));
  text.add(edge("user:b"));
  text.add(edge("machine:m"));
  const block = text.take();
  expect(block).toMatchObject({
    edges: 3,
    keys: [
      ["user:a", -1],
      ["user:b", -2],
    ],
  });
  expect(await rowsOf(block.text)).toEqual([
    [-1, 3, 7, -1, `{"name":${JSON.stringify(odd.replace("\0", "\uFFFD"))}`, ',"lastSeenOn":5}'],
    [-2, 3, 7, -2, "{", "}"],
    [-3, 3, 7, 7, "{", "}"],
  ]);
});

it("several texts are one", async () => {
  const text = newText();
  text.add(edge("user:a"));
  const first = text.take();
  text.add(edge("user:a"));
  const second = text.take();
  expect(second.keys).toEqual([]);
  const rows = await rowsOf(joinedEdges([first.text, second.text]));
  expect(rows).toHaveLength(2);
});

it("after a restart every key is told again, under its number", () => {
  const text = newText();
  text.add(edge("user:a"));
  text.take();
  text.add(edge("user:b"));
  text.restart();
  text.add(edge("user:c"));
  expect(text.take()).toMatchObject({
    edges: 1,
    keys: [
      ["user:a", -1],
      ["user:b", -2],
      ["user:c", -3],
    ],
  });
});

it("an edge of a type without a number is a defect", () => {
  expect(() => newText().add({ ...edge("user:a"), kind: { type: "other" } })).toThrow("no number");
});

it("an end is looked up once", () => {
  const text = newText();
  const user = end("user:a");
  text.add({ ...edge(""), to: user });
  text.add({ ...edge(""), to: { key: "user:b", number: user.number } });
  expect(user.number).toBe(-1);
  expect(text.take().keys).toEqual([["user:a", -1]]);
});
