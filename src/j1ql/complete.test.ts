import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Catalogue } from "./catalogue.ts";
import { complete, sampledProperty } from "./complete.ts";

const properties = {
  active: { boolean: 3 },
  osPlatform: { string: 3 },
  "tag.Owner": { string: 1 },
  "tag.cost-center": { string: 1 },
  tags: { list: 2 },
  lastSeenOn: { number: 2 },
};
const catalogue: Catalogue = {
  entities: [
    { type: "machine", classes: ["HostAgent"], count: 7, properties },
    { type: "user", classes: ["User"], count: 5, properties: { email: { string: 5, null: 1 } } },
    { type: "logon", classes: ["User"], count: 4, properties: { kind: { string: 4 } } },
    { type: "finding", classes: ["Finding"], count: 90, properties: { severity: { string: 90 } } },
  ],
  relationships: [
    { type: "a", verb: "HAS", fromType: "machine", toType: "logon", count: 4 },
    { type: "b", verb: "IS", fromType: "logon", toType: "user", count: 3 },
    { type: "c", verb: "IDENTIFIED", fromType: "machine", toType: "finding", count: 200 },
    { type: "d", verb: "MANAGES", fromType: "user", toType: "user", count: 2 },
  ],
};
const smartClasses = { CriticalAsset: ["FIND machine"] };

/** The suggestions at `▲`: their texts, and what they would replace. */
function at(marked: string): { readonly texts: readonly string[]; readonly replaces: string } {
  const cursor = marked.indexOf("▲");
  const text = marked.replace("▲", "");
  const suggestions = complete(text, cursor, { catalogue, smartClasses });
  const [first = { from: 0, to: 0 }] = suggestions;
  return {
    texts: suggestions.map((one) => one.text),
    replaces: text.slice(first.from, first.to),
  };
}

const classes = ["Finding", "User", "HostAgent"];
const types = ["finding", "machine", "user", "logon"];
const clauses = ["WITH", "AS", "THAT", "WHERE", "RETURN", "ORDER BY", "SKIP", "LIMIT"];
const machineProperties = [
  "active",
  "lastSeenOn",
  "osPlatform",
  "tag.Owner",
  "[tag.cost-center]",
  "tags",
];

describe("suggestions", () => {
  it.each([
    ["an empty text begins with FIND", "▲", ["FIND"]],
    ["a begun FIND is completed", "fi▲", ["FIND"]],
    ["what exists, most frequent first", "FIND ▲", [...classes, ...types, "#CriticalAsset"]],
    ["smart classes", "FIND #▲", ["CriticalAsset"]],
    ["alternatives", "FIND (machine|us▲)", ["User", "user"]],
    [
      "verbs that start or end there",
      "FIND machine THAT ▲",
      ["IDENTIFIED", "HAS", "RELATES TO", "SOMEHOW"],
    ],
    ["verbs behind a negation", "FIND logon THAT !▲", ["HAS", "IS", "RELATES TO", "SOMEHOW"]],
    ["verbs among others", "FIND machine THAT (HAS|ID▲", ["IDENTIFIED"]],
    ["verbs behind a step", "FIND machine THAT HAS logon AS l THAT I▲", ["IS"]],
    ["what a verb leads to", "FIND machine THAT HAS u▲", ["User"]],
    [
      "what it leads to in a direction",
      "FIND user THAT IS >> ▲",
      ["#CriticalAsset", ">>", "<<", "AS"],
    ],
    ["what any verb leads to", "FIND logon THAT RELATES TO m▲", ["machine"]],
    ["clauses behind the target", "FIND machine WI▲", ["WITH"]],
    ["nothing where a name is chosen", "FIND machine AS m▲", []],
    ["properties of the target", "FIND machine WITH osP▲", ["osPlatform"]],
    ["properties behind AND", "FIND machine WITH active = true AND osP▲", ["osPlatform"]],
    [
      "properties in parentheses",
      "FIND machine WITH (tag▲",
      ["tag.Owner", "tags", "[tag.cost-center]"],
    ],
    ["the rest of a dotted name", "FIND machine WITH tag.▲", ["Owner"]],
    [
      "properties of a step's target",
      "FIND machine THAT IDENTIFIED finding WITH se▲",
      ["severity"],
    ],
    ["a boolean's values", "FIND machine WITH active = ▲", ["true", "false", "undefined"]],
    [
      "a moment's values",
      "FIND machine WITH lastSeenOn > d▲",
      ["date.now", "date.now - 7 days", "undefined"],
    ],
    ["AND, OR and clauses behind a condition", "FIND machine WITH active = true W▲", ["WHERE"]],
    ["aliases in WHERE", "FIND machine AS m THAT HAS logon WHERE ▲", ["m", "machine", "logon"]],
    [
      "properties of an alias",
      "FIND machine AS m THAT HAS logon AS l WHERE l.k▲",
      ["kind", "_key"],
    ],
    ["an alias's values", "FIND machine AS m WHERE m.active = t▲", ["true"]],
    ["columns and functions", "FIND machine AS m RETURN CO▲", ["COUNT", "CONCAT", "COALESCE"]],
    [
      "an alias in a function",
      "FIND machine AS m RETURN COUNT(m▲",
      ["m", "machine", "MIN", "MAX", "MERGE", "SUM"],
    ],
    ["a property in a function", "FIND user AS u RETURN COUNT(u.em▲)", ["email"]],
    [
      "what follows a column",
      "FIND machine AS m RETURN m.active ▲",
      ["AS", "HAVING", "ORDER BY", "SKIP", "LIMIT"],
    ],
    [
      "columns to filter by",
      "FIND machine AS m RETURN m.active, COUNT(m) AS n HAVING ▲",
      ["m.active", "n"],
    ],
    ["columns to order by", "FIND user AS u RETURN u.email AS mail ORDER BY ma▲", ["mail"]],
    ["directions of an order", "FIND user ORDER BY email ▲", ["ASC", "DESC", "SKIP", "LIMIT"]],
    ["BY behind ORDER", "FIND user ORDER ▲", ["BY"]],
    ["a step in a group", "FIND user (▲", ["THAT"]],
    ["verbs in a group", "FIND user (THAT MAN▲)?", ["MANAGES"]],
    ["behind a group", "FIND machine (THAT HAS logon)? WHE▲", ["WHERE"]],
    ["a query in a query", "FIND user WITH email = (FIND fin▲", ["Finding", "finding"]],
    [
      "properties in a query in a query",
      "FIND user WITH email = (FIND finding WITH sev▲",
      ["severity"],
    ],
    [
      "aliases in a query in a query",
      "FIND user AS u WHERE u.email = (FIND finding AS f RETURN f▲",
      ["f", "finding", "FLOOR"],
    ],
    ["the rest of a word is replaced, too", "FIND Host▲Agt", ["HostAgent"]],
    ["nothing within a text", "FIND user WITH email = 'a▲", []],
    ["nothing where a number is due", "FIND user LIMIT ▲", []],
  ])("%s: %s", (_, marked, expected) => {
    expect(at(marked).texts).toEqual(expected);
  });

  it("replace the word that they complete", () => {
    expect(at("FIND Host▲Agt").replaces).toBe("HostAgt");
    expect(at("FIND machine WITH ▲").replaces).toBe("");
    expect(at("FIND machine WITH tag.Ow▲").replaces).toBe("Ow");
  });

  it("say how many there are, or of which kind", () => {
    const [first] = complete("FIND Find", 9, { catalogue });
    expect(first).toEqual({ text: "Finding", kind: "class", detail: "90", from: 5, to: 9 });
    const [property] = complete("FIND user WITH em", 17, { catalogue });
    expect(property).toMatchObject({ text: "email", detail: "string, null" });
  });

  it("come at every place of any text", () => {
    const words = fc.constantFrom(
      ..."FIND UNIQUE machine user User * ( ) | THAT ! HAS RELATES TO >> AS m WITH WHERE = 'x' 5 true AND OR RETURN TREE COUNT( m. [tag.c , . ? ORDER BY LIMIT HAVING date(2026) - /x/ #C ${p} SOMEHOW cidr( /* ;".split(
        " ",
      ),
    );
    const text = fc.array(words, { maxLength: 25 }).map((parts) => parts.join(" "));
    const property = fc.property(text, fc.nat(), (one, place) => {
      const cursor = place % (one.length + 1);
      const offered = complete(one, cursor, { catalogue, smartClasses });
      return offered.every(({ from, to }) => from <= cursor && cursor <= to && to <= one.length);
    });
    fc.assert(property, { numRuns: 2_000, seed: 6 });
    expect(complete("", 0, { catalogue })).toHaveLength(1);
  });
});

it("the clauses behind a target", () => {
  expect(at("FIND machine ▲").texts).toEqual(clauses);
  expect(at("FIND machine WITH ▲").texts.slice(0, 6)).toEqual(machineProperties);
});

describe("values that a property has", () => {
  const samples = [
    { value: "Ada's", count: 3 },
    { value: 7, count: 1 },
  ];
  const texts = (text: string, at = text.length) =>
    complete(text, at, { catalogue, samples }).map((one) => one.text);

  it.each([
    ["FIND user WITH email = ", ["user"], "email"],
    ["FIND user WITH email ^= 'a", ["user"], "email"],
    ["FIND User WITH kind = ('a' OR ", ["user", "logon"], "kind"],
    ["FIND machine WITH tag.Owner = ", ["machine"], "tag.Owner"],
    ["FIND machine AS m THAT IDENTIFIED finding WHERE m.tags = ", ["machine"], "tags"],
    ["FIND user WITH email = (FIND finding WITH severity = ", ["finding"], "severity"],
  ])("are asked for where one is due: %s", (text, types, property) => {
    expect(sampledProperty(text, text.length, catalogue)).toEqual({ types, property });
  });

  it.each(["FIND user WITH ", "FIND us", "FIND user AS u RETURN u.", "FIND absent WITH x = ", ""])(
    "are not asked for elsewhere: %s",
    (text) => {
      expect(sampledProperty(text, text.length, catalogue)).toBeNull();
    },
  );

  it("are offered as they are written, before words", () => {
    expect(texts("FIND user WITH email = ")).toEqual([String.raw`'Ada\'s'`, "7", "undefined"]);
    expect(texts("FIND user WITH email = 'ad")).toEqual([String.raw`'Ada\'s'`]);
  });

  it("replace the text that is being written, whether it has an end or not", () => {
    const open = complete("FIND user WITH email = 'a AND x = 1", 25, { catalogue, samples });
    expect(open).toMatchObject([{ from: 23, to: 25 }]);
    const closed = complete("FIND user WITH email = 'axx' AND x = 1", 25, { catalogue, samples });
    expect(closed).toMatchObject([{ from: 23, to: 28 }]);
    expect(complete("FIND user WITH email = 'a'", 26, { catalogue, samples })).toEqual([]);
  });
});
