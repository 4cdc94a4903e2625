import { kindOf, kinds } from "../part/kind.ts";
import type { Picture, PictureNode } from "../picture/picture.ts";
import type { Placement } from "../picture/place.ts";
import { numberAt } from "../picture/number-at.ts";
import type { Box } from "./view.ts";

/** A picture of thousands as numbers, which go to another thread fast. Nodes and edges are in the picture's order. */
export interface Scene {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly radius: Float32Array;
  /** By node: the number of its look in `looks`. */
  readonly look: Uint8Array;
  readonly looks: readonly Look[];
  readonly names: readonly string[];
  /** By edge: the numbers of the nodes that it links. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** In pixels at zoom 1. */
  readonly font: number;
  /** The widest that a name may be. */
  readonly widest: number;
}

/** How a node is drawn. */
export interface Look {
  /** The number of its kind in `kinds`. */
  readonly kind: number;
  readonly alert: boolean;
  /** Whether it stands for many. */
  readonly bundle: boolean;
}

const kindNumbers = new Map(kinds.map((kind, index) => [kind, index]));

/** A picture in its places. */
export function sceneOf({ nodes, edges }: Picture, { points, sizes }: Placement): Scene {
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  const looks = new Map<string, Look>();
  const lookNumbers = new Map<string, number>();
  const look = nodes.map((node) => {
    const name = lookOf(node);
    const key = JSON.stringify(name);
    if (!looks.has(key)) lookNumbers.set(key, looks.size);
    looks.set(key, name);
    return lookNumbers.get(key) ?? 0;
  });
  const halfOf = ({ count }: PictureNode): number => (sizes.node / 2) * largerFor(count);
  return {
    x: Float32Array.from(nodes, ({ id }) => points.get(id)?.x ?? 0),
    y: Float32Array.from(nodes, ({ id }) => points.get(id)?.y ?? 0),
    radius: Float32Array.from(nodes, halfOf),
    look: Uint8Array.from(look),
    looks: [...looks.values()],
    names: nodes.map(({ label }) => label),
    from: Uint32Array.from(edges, ({ from }) => numbers.get(from) ?? 0),
    to: Uint32Array.from(edges, ({ to }) => numbers.get(to) ?? 0),
    font: sizes.font,
    widest: sizes.label,
  };
}

function lookOf({ type, classes, alert, count, entity }: PictureNode): Look {
  const kind = kindNumbers.get(kindOf(type, classes)) ?? 0;
  return { kind, alert, bundle: count !== null && entity === null };
}

/** What stands for many is drawn larger, by the number of its digits. */
function largerFor(count: number | null): number {
  return count === null ? 1 : 0.85 + Math.min(0.4, 0.09 * Math.log10(1 + count));
}

/** The box around some nodes of a scene; none around no node. */
export function boxAround({ x, y, radius }: Scene, nodes: Iterable<number>): Box | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    const [atX, atY, reach] = [numberAt(x, node), numberAt(y, node), numberAt(radius, node)];
    left = Math.min(left, atX - reach);
    top = Math.min(top, atY - reach);
    right = Math.max(right, atX + reach);
    bottom = Math.max(bottom, atY + reach);
  }
  return left > right ? undefined : { left, top, right, bottom };
}
