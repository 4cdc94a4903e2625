import { describe, expect, test } from "vitest";
import { hit } from "../console/src/crowd/hit.ts";
import { sceneOf } from "../console/src/crowd/scene.ts";
import { neighboursOf, seen, standingOf } from "../console/src/crowd/standing.ts";
import { centred, fitted, inPicture, seenBox, zoomedAt } from "../console/src/crowd/view.ts";
import { picture } from "./support/picture.ts";

describe("a crowd", () => {
  const room = { width: 1200, height: 600 };
  const drawn = picture("a b; c; d", "a-c b-c c-d");
  const points = new Map(["a", "b", "c", "d"].map((id, at) => [id, { x: at * 100, y: 0 }]));
  const sizes = { node: 20, font: 10, label: 90 };
  const scene = sceneOf(drawn, { points, sizes, bends: new Map(), down: false });
  const all = standingOf(scene, new Set(), null);

  test("a zoom leaves the point under the pointer where it is", () => {
    const view = { zoom: 0.5, x: 30, y: -10 };
    const at = { x: 400, y: 200 };
    const closer = zoomedAt(view, at, 3);
    expect(closer.zoom).toBe(1.5);
    expect(inPicture(closer, at)).toEqual(inPicture(view, at));
  });

  test("a box is fitted into the middle of the room, and never enlarged", () => {
    const view = fitted({ left: 0, top: 0, right: 2_360, bottom: 100 }, room, 10);
    expect(view.zoom).toBe(0.5);
    expect(inPicture(view, { x: 600, y: 300 })).toEqual({ x: 1_180, y: 50 });
    const few = { left: 0, top: 0, right: 10, bottom: 10 };
    expect(fitted(few, room, 10)).toEqual(centred({ x: 5, y: 5 }, room, 1));
    expect(seenBox(centred({ x: 0, y: 0 }, room, 1), room).right).toBe(600);
  });

  test("a press finds the node, beside it the edge, and else nothing; what is hidden is not found", () => {
    const at = (x: number, y: number) => ({ x, y, reach: 6 });
    expect(hit(scene, all, at(205, 3))).toEqual({ kind: "node", number: 2 });
    expect(hit(scene, all, at(250, 2))).toEqual({ kind: "edge", number: 2 });
    expect(hit(scene, all, at(250, 40))).toBeUndefined();
    const without = standingOf(scene, new Set([3]), null);
    expect(hit(scene, without, at(300, 0))).toBeUndefined();
    expect(hit(scene, without, at(250, 2))).toBeUndefined();
  });

  test("what is marked stands out with its neighbours, all else fades", () => {
    const { nodes, edges } = standingOf(scene, new Set([1]), { kind: "node", number: 2 });
    expect([...nodes]).toEqual([seen.near, seen.hidden, seen.near, seen.near]);
    expect([...edges]).toEqual([seen.near, seen.hidden, seen.near]);
    const ends = standingOf(scene, new Set(), { kind: "edge", number: 0 });
    expect([...ends.nodes]).toEqual([seen.near, seen.faded, seen.near, seen.faded]);
    expect(neighboursOf(scene, 3)).toEqual(new Set([2, 3]));
  });
});
