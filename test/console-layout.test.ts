import { describe, expect, test } from "vitest";
import { collapsed } from "../console/src/picture/collapsed.ts";
import { force } from "../console/src/picture/force.ts";
import type { Picture, PictureNode } from "../console/src/picture/picture.ts";
import type { Point } from "../console/src/picture/pitch.ts";
import { entities } from "./console-graph.ts";

/** A picture in a mini-notation: `"a b; c"` is columns, `"a-c b-c"` edges. A node's type is its first letter. */
function pictureOf(columns: string, links: string): Picture {
  const nodes = columns.split("; ").flatMap((column, layer) =>
    column.split(" ").map((id): PictureNode => {
      const type = id.slice(0, 1);
      const entity = entities[0] ?? null;
      const plain = { classes: [], count: null, alert: false, query: null };
      return { id, label: id, type, layer, entity, ...plain };
    }),
  );
  const edges = links.split(" ").map((id) => {
    const [from = "", to = ""] = id.split("-");
    return { id, from, to, verb: "HAS", count: null, edge: null };
  });
  return { kind: "entities", nodes, edges };
}

describe("placing by forces", () => {
  const star = { count: 40, edges: Array.from({ length: 19 }, (_, at) => [0, at + 1] as const) };
  const apart = (a: Point | undefined, b: Point | undefined): number =>
    Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0));

  test("the same mesh is placed the same, every node somewhere of its own", () => {
    const points = force(star);
    expect(force(star)).toEqual(points);
    expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    expect(new Set(points.map(({ x, y }) => `${Math.round(x)}:${Math.round(y)}`)).size).toBe(40);
  });

  test("what is linked is nearer than what is not", () => {
    const [hub, ...others] = force(star);
    const mean = (list: readonly (Point | undefined)[]): number =>
      list.reduce((sum, point) => sum + apart(hub, point), 0) / list.length;
    expect(mean(others.slice(0, 19))).toBeLessThan(mean(others.slice(19)));
  });
});

describe("collapsing", () => {
  test("makes one node of a column's type, and one edge of those that were alike", () => {
    const whole = pictureOf("a; b1 b2 b3; c", "a-b1 a-b2 a-b3 b1-c b2-c");
    const like = whole.nodes.find(({ id }) => id === "b2");
    if (like === undefined) throw new Error("there is no b2");
    const fewer = collapsed(whole, like);
    expect(fewer.nodes.map(({ id, count }) => [id, count])).toEqual([
      ["a", null],
      ["c", null],
      ["collapsed:1:b", 3],
    ]);
    expect(fewer.edges.map(({ from, to, count }) => [from, to, count])).toEqual([
      ["a", "collapsed:1:b", 3],
      ["collapsed:1:b", "c", 2],
    ]);
    const alone = whole.nodes.filter(({ id }) => id === "a");
    expect(alone.map((node) => collapsed(whole, node))).toEqual([whole]);
  });
});
