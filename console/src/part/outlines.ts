import type { Shape } from "./kind.ts";

/** Outlines on a 24 by 24 field, as the canvas draws them. */
export const outlines: Readonly<Record<Shape, string>> = {
  ellipse: "M12 0a12 12 0 1 0 0 24 12 12 0 1 0 0-24z",
  "round-rectangle": "M4 0h16a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4z",
  "round-hexagon": "M7 1.5h10l7 10.5-7 10.5H7L0 12z",
  octagon: "M7 0h10l7 7v10l-7 7H7l-7-7V7z",
  "round-diamond": "M12 0l12 12-12 12L0 12z",
  "cut-rectangle": "M4 0h16l4 4v16l-4 4H4l-4-4V4z",
};
