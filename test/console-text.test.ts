import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { highlight } from "../console/src/query/highlight.ts";
import {
  asksForNumbers,
  neighboursOf,
  withoutLastStep,
} from "../console/src/query/related-queries.ts";
import { compareCells, tablesOf } from "../console/src/table/table-model.ts";
import { edges, entities } from "./console-graph.ts";

describe("the query's text", () => {
  test("is cut into stretches that make it up again, whatever it and its problems are", () => {
    const range = fc.record({ from: fc.nat(60), length: fc.nat(9) });
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.array(range, { maxLength: 3 }),
        (text, ranges) => {
          const problems = ranges.map(({ from, length }) => ({
            code: "x",
            message: "",
            from,
            to: from + length,
          }));
          const stretches = highlight(text, problems);
          expect(stretches.map((stretch) => stretch.text).join("")).toBe(text);
        },
      ),
    );
  });

  test("is coloured by what its words are", () => {
    const looks = highlight('FIND person THAT OWNS Device WITH x = "y" LIMIT 5', []);
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
