import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSearch, stringifySearch } from "../console/src/app/address.ts";
import { sortedQuery } from "../console/src/collection/collection-query.ts";
import type { CollectionSpec } from "../console/src/collection/collection-spec.ts";
import { csvOf } from "../console/src/part/csv.ts";
import { containing } from "../console/src/query/j1ql-text.ts";
import { parseSorting, pressedSorting } from "../console/src/table/column.ts";
import { checkText } from "../src/j1ql/analyse.ts";
import { print } from "../src/j1ql/print.ts";
import { parse } from "../src/j1ql/parse.ts";
import { library } from "../src/service/questions/library/library.ts";
import { readDraft } from "../console/src/builder/read-draft.ts";
import { writeDraft } from "../console/src/builder/write-draft.ts";
import { starterQuestions } from "../console/src/query/starter-questions.ts";
import { highlight } from "../console/src/query/highlight.ts";
import {
  asksForNumbers,
  neighboursOf,
  withoutLastStep,
} from "../console/src/query/related-queries.ts";
import { compareCells, tablesOf } from "../console/src/table/table-model.ts";
import { edges, entities } from "./console-graph.ts";

describe("the query's text", () => {
  test("is cut into stretches that make it up again, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(
          highlight(text)
            .map((stretch) => stretch.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  test("is coloured by what its words are", () => {
    const looks = highlight('FIND person THAT OWNS Device WITH x = "y" LIMIT 5');
    const seen = looks
      .filter(({ text }) => text.trim() !== "")
      .map(({ text, look }) => `${text}:${look}`);
    expect(seen.join(" ")).toBe(
      'FIND:keyword person:type THAT:keyword OWNS:verb Device:type WITH:keyword  x = :plain "y":text LIMIT:keyword 5:number'.replace(
        " x = :plain",
        "x:plain  = :plain",
      ),
    );
  });

  test("loses its last step with all that follows it", () => {
    expect(withoutLastStep("FIND a THAT HAS b THAT IS c WHERE c.x = 1 RETURN c.x")).toBe(
      "FIND a THAT HAS b",
    );
    expect(withoutLastStep("FIND a WITH x = 1")).toBeUndefined();
    expect(withoutLastStep("FIND a WITH x = 'that where' THAT HAS b")).toBe(
      "FIND a WITH x = 'that where'",
    );
  });

  test("asks for numbers where it returns an aggregate", () => {
    expect(asksForNumbers("FIND a RETURN a.name, count(a) AS n")).toBe(true);
    expect(asksForNumbers("FIND a WITH x = 'RETURN COUNT(' RETURN a.count")).toBe(false);
  });

  test("quotes what a key holds", () => {
    expect(neighboursOf('user:contoso\\"ada"')).toContain('"user:contoso\\\\\\"ada\\""');
  });
});

describe("addresses", () => {
  test("say what a page shows, and leave out what it does not", () => {
    const search = { q: 'FIND a WITH x = "ä & b"', view: "Table", sort: undefined, find: "" };
    const { q, view } = search;
    expect(parseSearch(stringifySearch(search))).toEqual({ q, view });
    expect(stringifySearch({})).toBe("");
  });

  test("name an order by the property, with a minus for the greatest first", () => {
    expect(parseSorting("-cvssScore")).toEqual({ column: "cvssScore", descending: true });
    const presses = [undefined, "a", "-a"].map((text) => pressedSorting(parseSorting(text), "a"));
    expect(presses).toEqual(["a", "-a", undefined]);
  });
});

describe("a list's query", () => {
  const spec: CollectionSpec = {
    title: "Things",
    type: "thing",
    one: "thing",
    many: "things",
    searched: ["displayName", "email"],
    pills: [
      { id: "bad", label: "Bad", condition: "risk = 'High'" },
      { id: "old", label: "Old", condition: "age > 9 OR age = undefined" },
    ],
    columns: [],
    sides: [],
    sort: "displayName",
  };

  test("holds every filter, and what is typed only as a pattern's text", () => {
    const query = sortedQuery(spec, { find: "a.b/(c", pills: "bad,old", sort: "-age" });
    const typed = String.raw`/a\.b\/\(c/i`;
    expect(query).toBe(
      `FIND thing WITH (displayName ~= ${typed} OR email ~= ${typed}) AND (risk = 'High') AND (age > 9 OR age = undefined) AS e ORDER BY e.age DESC`,
    );
    expect(checkText(query).problems).toEqual([]);
  });

  test("finds whatever text is typed, literally", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (typed) => {
        const find = typed.trim();
        fc.pre(find !== "" && !/[\n\r]/.test(find));
        expect(checkText(sortedQuery(spec, { find })).problems).toEqual([]);
        expect(new RegExp(containing(find).slice(1, -2), "i").test(`x${find}y`)).toBe(true);
      }),
    );
  });
});

describe("a table as CSV", () => {
  test("quotes what needs quotes, and lets no spreadsheet take a text for a formula", () => {
    const rows = [{ cells: ['say "hi"', "=1+1", ["a", "b"], -5, null] }];
    const csv = csvOf({ title: "T", total: 1, columns: ["a", "b", "c", "d", "e"], rows });
    expect(csv).toBe('a,b,c,d,e\r\n"say ""hi""",\'=1+1,a; b,-5,\r\n');
  });
});

describe("tables", () => {
  test("a tree is its entities and its relationships", () => {
    const data = { vertices: entities, edges };
    const [things, links] = tablesOf({ type: "tree", data, totalCount: 3 });
    expect(things?.columns.slice(0, 3)).toEqual(["Name", "Type", "severity"]);
    expect(links?.rows).toHaveLength(edges.length);
  });

  test("a list of one type needs no column for it, and tells the true total", () => {
    const data = entities.filter(({ id }) => id.startsWith("m"));
    const [table] = tablesOf({ type: "list", data, totalCount: 9_000 });
    expect(table?.columns).not.toContain("Type");
    expect(table?.total).toBe(9_000);
  });

  test("cells are in the order of their numbers, then their letters, the absent last", () => {
    const cells = [null, "host-10", "host-9", 3, 20].toSorted(compareCells);
    expect(cells).toEqual([3, 20, "host-9", "host-10", null]);
    const severities = ["Medium", "Critical", "None", "Low"].toSorted(compareCells);
    expect(severities).toEqual(["None", "Low", "Medium", "Critical"]);
  });
});

/** A query in its one way of being written; AS stands behind WITH. */
function plainly(text: string): string {
  const { query, problems } = parse(text);
  expect(problems).toEqual([]);
  if (query === null) return "";
  return print({ ...query, start: { ...query.start, aliasFirst: false } });
}

describe("a query as cards", () => {
  const shipped = [...Object.values(library).flat(), ...starterQuestions].map(({ query }) => query);

  test("every question that ships comes out of the cards as it went in, or what has no card is named", () => {
    const read = shipped.map((text) => ({ text, read: readDraft(text) }));
    const shown = read.flatMap(({ text, read: one }) =>
      one.kind === "draft" ? [{ text, draft: one.draft }] : [],
    );
    expect(shown.map(({ draft }) => plainly(writeDraft(draft)))).toEqual(
      shown.map(({ text }) => plainly(text)),
    );
    const beyond = read.flatMap(({ read: one }) => (one.kind === "draft" ? [] : one.parts));
    expect(beyond.map(({ message }) => message)).toEqual([
      "conditions within conditions",
      "several classes for one step",
    ]);
  });

  test("says nothing of what is not whole yet", () => {
    const read = readDraft("FIND Device WITH active = true AND name ^= 'a'");
    const draft = read.kind === "draft" ? read.draft : undefined;
    const [step] = draft?.steps ?? [];
    const [filter] = step?.filters ?? [];
    const lacking = {
      id: 9,
      property: "x",
      operator: "=",
      value: { kind: "expression", text: "1 AS" },
    };
    const steps = [{ ...step, filters: [filter, lacking] }];
    expect(writeDraft(JSON.parse(JSON.stringify({ ...draft, steps })))).toBe(
      "FIND Device WITH active = true",
    );
  });
});
