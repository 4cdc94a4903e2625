import type { Direction } from "./walk.ts";

/** What a reader can do to a picture, by key or by button. */
export type GraphCommand =
  | { readonly kind: "walk"; readonly direction: Direction }
  | { readonly kind: "zoom"; readonly factor: number }
  | { readonly kind: "node"; readonly action: "open" | "expand" | "hide" | "collapse" | "path" }
  | { readonly kind: "fit" | "image" | "table" | "clear" | "undo" | "find" | "layout" };

/** One press of a zoom button or key. */
export const zoomStep = 1.3;

const commands: Readonly<Record<string, GraphCommand>> = {
  ArrowLeft: { kind: "walk", direction: "left" },
  ArrowRight: { kind: "walk", direction: "right" },
  ArrowUp: { kind: "walk", direction: "up" },
  ArrowDown: { kind: "walk", direction: "down" },
  Enter: { kind: "node", action: "open" },
  e: { kind: "node", action: "expand" },
  h: { kind: "node", action: "hide" },
  c: { kind: "node", action: "collapse" },
  p: { kind: "node", action: "path" },
  f: { kind: "find" },
  l: { kind: "layout" },
  z: { kind: "undo" },
  "0": { kind: "fit" },
  "+": { kind: "zoom", factor: zoomStep },
  "=": { kind: "zoom", factor: zoomStep },
  "-": { kind: "zoom", factor: 1 / zoomStep },
  t: { kind: "table" },
  Escape: { kind: "clear" },
};

/** The command of a key pressed in the picture; the browser's own combinations are left alone. */
export function commandOf({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: KeyboardEvent): GraphCommand | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  return commands[key.length === 1 ? key.toLowerCase() : key];
}
