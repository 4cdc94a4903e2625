import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edgesWithVerbs } from "../console/src/graph/verbs.ts";
import { nextStop } from "../console/src/graph/walk.ts";
import { columnsOf } from "../console/src/picture/columns.ts";
import { drawingsOf } from "../console/src/picture/drawing.ts";
import { firstMatches } from "../console/src/picture/first-matches.ts";
import { orderColumns } from "../console/src/picture/order.ts";
import { pictureOfTree } from "../console/src/picture/picture-of-tree.ts";
import type { Picture } from "../console/src/picture/picture.ts";
import { place } from "../console/src/picture/place.ts";
import { rank } from "../console/src/picture/rank.ts";
import { spread } from "../console/src/picture/spread.ts";
import { summarise } from "../console/src/picture/summarise.ts";
import { withNeighbours } from "../console/src/picture/with-neighbours.ts";
import { edges, entities } from "./console-graph.ts";
import { picture } from "./support/picture.ts";

const room = { width: 1200, height: 600 };

/** Each of some linked to each of others. */
function allPairs(from: string, to: string): string {
  const ends = to.split("");
  return from
    .split("")
    .flatMap((start) => ends.map((end) => `${start}-${end}`))
    .join(" ");
}

/** So many starts, each with one thing of its own and one shared by all. */
function fan(count: number): Picture {
  const starts = Array.from({ length: count }, (_, index) => index);
  const own = starts.map((index) => `b${index}`).join(" ");
  const links = starts.map((index) => `a${index}-b${index} b${index}-c`).join(" ");
  return picture(`${starts.map((index) => `a${index}`).join(" ")}; ${own}; c`, links);
}

describe("placing", () => {
  test("steps go to the right, or downwards where the room is tall", () => {
    const chain = picture("a; b; c", "a-b b-c");
    const wide = place(chain, room).points;
    expect(["a", "b", "c"].map((id) => wide.get(id)?.y)).toEqual([0, 0, 0]);
    expect(wide.get("c")?.x).toBeGreaterThan((wide.get("b")?.x ?? 0) + 200);
    const tall = place(chain, { width: 390, height: 600 });
    expect(tall.down).toBe(true);
    expect(tall.points.get("c")?.y).toBeGreaterThan((tall.points.get("b")?.y ?? 0) + 100);
  });

  test("a long edge has a lane of its own past the columns it skips", () => {
    const { points, bends } = place(picture("a; b; c", "a-b b-c a-c"), room);
    const [lane] = bends.get("a-c") ?? [];
    expect(lane?.x).toBe(points.get("b")?.x);
    expect(Math.abs((lane?.y ?? 0) - (points.get("b")?.y ?? 0))).toBeGreaterThan(60);
  });

  test("no two nodes share a place, whatever the picture", () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 160 });
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 5 }), (numbers, width) => {
        const columns = Array.from({ length: width }, (_, layer) => {
          const members = numbers.filter((number) => number % width === layer);
          return members.map((number) => `n${number}`).join(" ");
        }).filter((column) => column !== "");
        const links = numbers.slice(1).map((number, index) => `n${numbers[index] ?? 0}-n${number}`);
        const { points } = place(picture(columns.join("; "), links.join(" ")), room);
        const places = [...points.values()].map(({ x, y }) => `${Math.round(x)}:${Math.round(y)}`);
        expect(points.size).toBe(numbers.length);
        expect(new Set(places).size).toBe(numbers.length);
      }),
      { numRuns: 60 },
    );
  });

  test("two thousand nodes are placed", () => {
    expect(place(fan(999), room).points.size).toBe(1_999);
  });

  test("what fits is drawn out to fill the room, with names that can be read", () => {
    const { points, sizes } = place(picture("a; b c d; e f g h", "a-b a-c a-d b-e c-f d-g d-h"), {
      width: 1_000,
      height: 420,
    });
    const extent = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
    const width = extent([...points.values()].map(({ x }) => x));
    const height = extent([...points.values()].map(({ y }) => y));
    expect([width < 1_000, width > 700]).toEqual([true, true]);
    expect([height < 420, height > 280]).toEqual([true, true]);
    expect(sizes.font).toBeGreaterThan(12);
    expect(sizes.node).toBeGreaterThan(36);
  });

  test("of many alike edges one says its verb", () => {
    const wide = picture("a b c d; w x y z", allPairs("abcd", "wxyz"));
    expect(edgesWithVerbs(wide, place(wide, room)).size).toBe(1);
    const narrow = picture("a b; x", "a-x b-x");
    expect(edgesWithVerbs(narrow, place(narrow, room))).toEqual(new Set(["a-x", "b-x"]));
  });

  test("columns are ordered so that parallel edges do not cross", () => {
    const order = orderColumns(columnsOf(picture("a b c; x y z", "a-z b-y c-x"), true));
    const [left = [], right = []] = order;
    const partner = { a: "z", b: "y", c: "x" } as Readonly<Record<string, string>>;
    expect(right).toEqual(left.map((id) => partner[id]));
  });

  test("things on a line keep their order, their distance and, where they can, their wish", () => {
    expect(
      spread([
        { at: 0, size: 10 },
        { at: 100, size: 10 },
      ]),
    ).toEqual([0, 100]);
    expect(
      spread([
        { at: 0, size: 10 },
        { at: 0, size: 10 },
      ]),
    ).toEqual([-5, 5]);
    const wish = fc.record({
      at: fc.integer({ min: -500, max: 500 }),
      size: fc.integer({ min: 1, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(wish), (wishes) => {
        const placed = spread(wishes);
        const short = wishes.slice(1).filter(({ size }, index) => {
          const gap = (placed[index + 1] ?? 0) - (placed[index] ?? 0);
          return gap < ((wishes[index]?.size ?? 0) + size) / 2 - 1e-6;
        });
        expect(short).toEqual([]);
      }),
    );
  });

  test("what is all of one step stands along its edges", () => {
    expect(columnsOf(picture("a b c", "a-b a-c"), false).columns).toEqual([["a"], ["b", "c"]]);
  });

  test("a map without columns is ranked along its arrows, cycles or not", () => {
    const arrow = (from: string, to: string) => ({ from, to });
    const ranks = rank(
      ["a", "m", "v", "c", "p"],
      [arrow("a", "m"), arrow("m", "v"), arrow("v", "c"), arrow("p", "c")],
    );
    expect(Object.fromEntries(ranks)).toEqual({ a: 0, m: 1, v: 2, c: 3, p: 2 });
    expect(rank(["x", "y"], [arrow("x", "y"), arrow("y", "x")]).get("y")).toBe(1);
  });
});

describe("pictures too large to read", () => {
  const withEntities = (whole: Picture): Picture => {
    return {
      ...whole,
      nodes: whole.nodes.map((node) => ({ ...node, entity: entities[0] ?? null })),
    };
  };

  test("up to three hundred nodes all is drawn, without a word", () => {
    const whole = withEntities(fan(149));
    expect(drawingsOf({ picture: whole, matches: 149, abreast: 8 })).toEqual([
      { picture: whole, note: null, label: "Draw all 299 entities" },
    ]);
  });

  test("beyond, the first matches are drawn, whole ones only, and all on request", () => {
    const [first, all] = drawingsOf({
      picture: withEntities(fan(500)),
      matches: 900,
      abreast: 12,
    });
    expect(first.note).toBe("The first 12 of 900 matches are drawn.");
    const kept = new Set(first.picture.nodes.map(({ id }) => id));
    expect(kept.size).toBe(25);
    const starts = [...kept].filter((id) => id.startsWith("a"));
    expect(starts.every((id) => kept.has(id.replace("a", "b")))).toBe(true);
    expect(all?.picture.nodes).toHaveLength(1_001);
    expect(all?.label).toBe("Draw 1,001 entities");
    expect(all?.note).toContain("The first 500 of 900 matches are drawn.");
  });

  test("beyond two thousand each type is one node with its number", () => {
    const [types, first] = drawingsOf({
      picture: withEntities(fan(1_200)),
      matches: 1_200,
      abreast: 12,
    });
    expect(types.picture.kind).toBe("summary");
    expect(types.picture.nodes.map(({ label }) => label)).toEqual(["a\n1,200", "b\n1,200", "c\n1"]);
    expect(types.picture.edges.map(({ count }) => count)).toEqual([1_200, 1_200]);
    expect(types.note).toContain("2,401 entities");
    expect(first?.label).toBe("Draw the first matches only");
  });

  test("one match that is too large is not cut", () => {
    const numbers = Array.from({ length: 400 }, (_, index) => `b${index}`);
    const star = picture(`a; ${numbers.join(" ")}`, numbers.map((id) => `a-${id}`).join(" "));
    expect(drawingsOf({ picture: withEntities(star), matches: 1, abreast: 8 })).toHaveLength(1);
  });

  test("a summary counts every node and every edge once", () => {
    const { nodes, edges: bundles } = summarise(fan(7));
    expect(nodes.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(15);
    expect(bundles.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(14);
  });

  test("of the last step twice as many as abreast are drawn, of the others no more than abreast", () => {
    const whole = picture("a b; v w x y z", "a-v a-w a-x b-y b-z");
    const drawn = (abreast: number): number =>
      firstMatches(whole, { nodes: 60, abreast }).nodes.length;
    expect([drawn(1), drawn(2), drawn(3)]).toEqual([4, 4, 7]);
  });

  test("one start larger than the limit is still drawn whole", () => {
    expect(firstMatches(fan(1), { nodes: 1, abreast: 1 }).nodes).toHaveLength(3);
  });
});

describe("neighbours", () => {
  const [start] = entities.filter(({ id }) => id === "m1");
  const whole = pictureOfTree({ vertices: start === undefined ? [] : [start], edges: [] });
  const [centre] = whole.nodes;
  const listing = (type: string, verb: string): string => `${type} ${verb}`;

  test("stand on the side that their edge says", () => {
    if (centre === undefined) throw new Error("m1 is in the graph");
    const tree = {
      vertices: entities,
      edges: edges.filter(({ id }) => id.startsWith("m1-") || id.endsWith("-m1")),
    };
    const grown = withNeighbours(whole, { centre, tree, listing });
    const layers = Object.fromEntries(grown.nodes.map(({ id, layer }) => [id, layer]));
    expect(layers).toMatchObject({ m1: 0, acc: -1, d1: 1, v1: 1, s1: 1, l1: 1 });
    expect(withNeighbours(grown, { centre, tree, listing })).toEqual(grown);
  });

  test("of one kind and more than two dozen become one node with the query that lists them", () => {
    const [vertex] = entities.filter(({ id }) => id === "v1");
    const [edge] = edges.filter(({ id }) => id === "m1-IDENTIFIED-v1");
    if (centre === undefined || vertex === undefined || edge === undefined)
      throw new Error("they are in the graph");
    const numbers = Array.from({ length: 41 }, (_, index) => `v${index}`);
    const tree = {
      vertices: numbers.map((id) => ({ ...vertex, id })),
      edges: numbers.map((id) => ({ ...edge, id: `e${id}`, toVertexId: id })),
    };
    const { nodes } = withNeighbours(whole, { centre, tree, listing });
    expect(nodes).toHaveLength(2);
    expect(nodes[1]).toMatchObject({
      count: 41,
      query: "microsoft_defender_vulnerability IDENTIFIED",
    });
  });
});

describe("walking", () => {
  test("an arrow follows a relationship before it takes the nearest", () => {
    const stops = [
      { id: "near", x: 100, y: 0, linked: false },
      { id: "linked", x: 300, y: 60, linked: true },
      { id: "above", x: 0, y: -90, linked: false },
    ];
    expect(nextStop({ x: 0, y: 0 }, "right", stops)?.id).toBe("linked");
    expect(nextStop({ x: 0, y: 0 }, "up", stops)?.id).toBe("above");
    expect(nextStop({ x: 0, y: 0 }, "left", stops)).toBeUndefined();
  });
});
