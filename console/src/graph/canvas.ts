import type { Theme } from "../app/theme.ts";
import type { Picture } from "../picture/picture.ts";
import type { Placement } from "../picture/place.ts";
import type { Direction } from "./walk.ts";

/** What a canvas tells: an element was pressed, or the ground beside them. */
export interface CanvasEvents {
  readonly onNode: (id: string) => void;
  readonly onEdge: (id: string) => void;
  readonly onGround: () => void;
  /** A node was pressed twice. */
  readonly onTwice: (id: string) => void;
}

/** What a picture is drawn on. */
export interface Canvas {
  /** Draws a picture in place of the last one. */
  draw(picture: Picture, placement?: Placement): void;
  /** Draws a picture that shares nodes with the last one: what was there moves to its new place. */
  change(picture: Picture, placement?: Placement): void;
  /** Fits all that is shown into view. */
  fit(): void;
  /** Zooms about the middle of the view. */
  zoomBy(factor: number): void;
  /** Marks an element and fades what is not linked to it; `null` marks none. */
  mark(id: string | null): void;
  /** Brings a node into view where it is outside of it, or too small to read. */
  reveal(id: string): void;
  /** Fits a node and its neighbours into view where the whole is too small to read. */
  approach(id: string): void;
  /** Hides exactly these nodes. */
  hide(ids: ReadonlySet<string>): void;
  /** The node that an arrow key goes to from the given one; from none, the first. */
  next(from: string | null, direction: Direction): string | undefined;
  setTheme(theme: Theme): void;
  /** The whole picture as an image. */
  image(): Promise<Blob>;
  /** Lets go of the surface. */
  destroy(): void;
}

/** Below this zoom, names cannot be read. */
export const legible = 0.54;
