import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, diff, type Graph, invert } from "./diff.ts";
import type { Entity, Properties, PropertyValue } from "./entity.ts";
import { changedProperties, sameProperties } from "./property-change.ts";
import { type Relationship, relationshipKey } from "./relationship.ts";

const value: fc.Arbitrary<PropertyValue> = fc.oneof(
  fc.string({ maxLength: 3 }),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }),
);

// Few names, so that graphs meet; some that JavaScript objects know already.
const properties: fc.Arbitrary<Properties> = fc
  .array(fc.tuple(fc.constantFrom("name", "os", "constructor", "__proto__"), value), {
    maxLength: 3,
  })
  .map((entries) => Object.fromEntries(entries));

const key = fc.constantFrom("a", "b", "c", "d");

const entity: fc.Arbitrary<Entity> = fc.record({
  key,
  type: fc.constantFrom("machine", "user"),
  classes: fc.subarray(["Device", "User"]),
  properties,
});

const relationship: fc.Arbitrary<Relationship> = fc.record({
  type: fc.constant("machine_has_user"),
  verb: fc.constantFrom("HAS", "IS"),
  from: key,
  to: key,
  properties,
});

const graph: fc.Arbitrary<Graph> = fc
  .record({ entities: fc.array(entity), relationships: fc.array(relationship) })
  .map(({ entities, relationships }) => ({
    entities: new Map(entities.map((one) => [one.key, one])),
    relationships: new Map(relationships.map((one) => [relationshipKey(one), one])),
  }));

describe("the difference between two graphs", () => {
  it("leads from the one to the other", () => {
    fc.assert(
      fc.property(graph, graph, (before, after) => {
        expect(apply(before, diff(before, after))).toEqual(after);
      }),
    );
  });

  it("leads back when inverted", () => {
    fc.assert(
      fc.property(graph, graph, (before, after) => {
        expect(apply(after, invert(diff(before, after)))).toEqual(before);
      }),
    );
  });

  it("is itself when inverted twice", () => {
    fc.assert(
      fc.property(graph, graph, (before, after) => {
        const difference = diff(before, after);
        expect(invert(invert(difference))).toEqual(difference);
      }),
    );
  });

  it("is empty between equals, whatever the order of properties", () => {
    fc.assert(
      fc.property(graph, (one) => {
        const turned = new Map(
          [...one.entities].toReversed().map(([name, thing]) => {
            const reversed = Object.entries(thing.properties).toReversed();
            return [name, { ...thing, properties: Object.fromEntries(reversed) }];
          }),
        );
        expect(diff(one, { ...one, entities: turned })).toEqual({
          entities: [],
          relationships: [],
        });
      }),
    );
  });

  it("does not apply to a graph that it was not made from", () => {
    const machine: Entity = { key: "a", type: "machine", classes: [], properties: {} };
    const empty: Graph = { entities: new Map(), relationships: new Map() };
    const one: Graph = { ...empty, entities: new Map([["a", machine]]) };
    expect(() => apply(one, diff(empty, one))).toThrow("cannot create a");
    expect(() => apply(empty, diff(one, empty))).toThrow("cannot delete a");
  });
});

describe("changed properties", () => {
  it("tell absent from null, and name old and new", () => {
    expect(changedProperties({ a: 1, b: [1, 2], c: null }, { b: [1, 2], c: "x", d: null })).toEqual(
      {
        a: { before: 1, after: undefined },
        c: { before: null, after: "x" },
        d: { before: undefined, after: null },
      },
    );
  });

  it("leave out what is ignored", () => {
    expect(changedProperties({ seen: 1 }, { seen: 2 }, new Set(["seen"]))).toEqual({});
  });

  it("are none exactly when the properties are the same", () => {
    fc.assert(
      fc.property(properties, properties, (one, other) => {
        const sorted = (of: Properties): string =>
          JSON.stringify(Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1)));
        expect(sameProperties(one, other)).toBe(sorted(one) === sorted(other));
      }),
    );
  });
});
