import type { Point } from "../picture/pitch.ts";

/** What hands do on a picture; points are of the screen, from the picture's corner. */
export interface Gestures {
  readonly onMove: (by: Point) => void;
  readonly onZoom: (at: Point, factor: number) => void;
  readonly onPress: (at: Point) => void;
  readonly onTwice: (at: Point) => void;
  /** The pointer is there, and nothing is pressed. */
  readonly onHover: (at: Point) => void;
}

/** A pointer that moved less than this, in pixels, pressed. */
const still = 4;

/** Turns of the wheel come in pixels, lines or pages. */
const pixels = [1, 16, 400];

interface Held {
  readonly begin: Point;
  readonly at: Point;
}

/** Listens to pointers and the wheel on an element. */
export function listenTo(element: HTMLElement, gestures: Gestures): void {
  const held = new Map<number, Held>();
  let moved = false;
  const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    const at = pointOf(event);
    if (held.size === 0) moved = false;
    held.set(event.pointerId, { begin: at, at });
  });
  element.addEventListener("pointermove", (event) => {
    const at = pointOf(event);
    const before = held.get(event.pointerId);
    if (before === undefined) return gestures.onHover(at);
    moved ||= distance(before.begin, at) >= still;
    if (!moved) return;
    drag([...held.values()], { before: before.at, at }, gestures);
    held.set(event.pointerId, { begin: before.begin, at });
  });
  const release = (event: PointerEvent): void => void held.delete(event.pointerId);
  element.addEventListener("pointerup", release);
  element.addEventListener("pointercancel", release);
  element.addEventListener("click", (event) =>
    moved ? undefined : gestures.onPress(pointOf(event)),
  );
  element.addEventListener("dblclick", (event) => gestures.onTwice(pointOf(event)));
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const turn = event.deltaY * (pixels[event.deltaMode] ?? 1);
      gestures.onZoom(pointOf(event), Math.exp(-turn * (event.ctrlKey ? 0.01 : 0.002)));
    },
    { passive: false },
  );
}

/** One pointer drags, two pinch. */
function drag(
  held: readonly Held[],
  { before, at }: { readonly before: Point; readonly at: Point },
  { onMove, onZoom }: Gestures,
): void {
  const share = 1 / held.length;
  onMove({ x: (at.x - before.x) * share, y: (at.y - before.y) * share });
  const other = held.find((one) => one.at !== before);
  if (held.length !== 2 || other === undefined) return;
  const middle = { x: (at.x + other.at.x) / 2, y: (at.y + other.at.y) / 2 };
  onZoom(middle, distance(at, other.at) / Math.max(1, distance(before, other.at)));
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
