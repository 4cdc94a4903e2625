import type { Point } from "../picture/pitch.ts";

/** Where an arrow key goes. */
export type Direction = "left" | "right" | "up" | "down";

/** A node as the walk sees it. */
export interface Stop extends Point {
  readonly id: string;
  /** Whether an edge links it to the current node. */
  readonly linked: boolean;
}

/**
 * The node that an arrow key goes to: along a relationship where one leads that way, else the nearest that way.
 * Off the axis counts double, so that the walk keeps to rows and columns.
 */
export function nextStop(
  from: Point,
  direction: Direction,
  stops: readonly Stop[],
): Stop | undefined {
  const ahead = stops
    .map((stop) => ({ stop, ...measure(from, stop, direction) }))
    .filter(({ along, across }) => along > 1 && across <= along * 2.5);
  const linked = ahead.filter(({ stop }) => stop.linked);
  const candidates = linked.length > 0 ? linked : ahead;
  const nearest = candidates.toSorted((a, b) => a.along + 2 * a.across - (b.along + 2 * b.across));
  return nearest[0]?.stop;
}

function measure(
  from: Point,
  to: Point,
  direction: Direction,
): { readonly along: number; readonly across: number } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  switch (direction) {
    case "left":
      return { along: -dx, across: Math.abs(dy) };
    case "right":
      return { along: dx, across: Math.abs(dy) };
    case "up":
      return { along: -dy, across: Math.abs(dx) };
    case "down":
      return { along: dy, across: Math.abs(dx) };
  }
}
