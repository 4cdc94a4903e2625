import type { Point, Room } from "../picture/pitch.ts";

/** What is seen of a picture: its zoom, and where on the screen its origin is. */
export interface View {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** A part of a picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const zooms = { least: 0.02, most: 3 };

function within(zoom: number): number {
  return Math.min(zooms.most, Math.max(zooms.least, zoom));
}

/** The view that shows all of a box, no larger than it is, with a margin in pixels of the screen. */
export function fitted({ left, top, right, bottom }: Box, room: Room, margin: number): View {
  const [width, height] = [Math.max(1, right - left), Math.max(1, bottom - top)];
  const fits = Math.min((room.width - 2 * margin) / width, (room.height - 2 * margin) / height, 1);
  return centred({ x: (left + right) / 2, y: (top + bottom) / 2 }, room, within(fits));
}

/** The view with a point of the picture in its middle. */
export function centred(point: Point, { width, height }: Room, zoom: number): View {
  return { zoom, x: width / 2 - point.x * zoom, y: height / 2 - point.y * zoom };
}

/** Zoomed about a point of the screen, which shows the same point of the picture afterwards. */
export function zoomedAt(view: View, { x, y }: Point, factor: number): View {
  const zoom = within(view.zoom * factor);
  const by = zoom / view.zoom;
  return { zoom, x: x - (x - view.x) * by, y: y - (y - view.y) * by };
}

/** The point of the picture at a point of the screen. */
export function inPicture(view: View, { x, y }: Point): Point {
  return { x: (x - view.x) / view.zoom, y: (y - view.y) / view.zoom };
}

/** The part of the picture that is seen. */
export function seenBox(view: View, { width, height }: Room): Box {
  const { x: left, y: top } = inPicture(view, { x: 0, y: 0 });
  const { x: right, y: bottom } = inPicture(view, { x: width, y: height });
  return { left, top, right, bottom };
}

/** The view of a room with a margin around it. */
export function widened(view: View, margin: number): View {
  return { ...view, x: view.x + margin, y: view.y + margin };
}
