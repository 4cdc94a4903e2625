import { icons } from "../part/icons.ts";
import type { Kind } from "../part/kind.ts";
import { outlines } from "../part/outlines.ts";

const space = "http://www.w3.org/2000/svg";

/** A kind's shape and icon in small, for legends. */
export function makeKindMark(kind: Kind): SVGSVGElement {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "mark");
  svg.setAttribute("aria-hidden", "true");
  const outline = document.createElementNS(space, "path");
  outline.setAttribute("d", outlines[kind.shape]);
  outline.style.fill = `light-dark(${kind.light}, ${kind.dark})`;
  const icon = document.createElementNS(space, "path");
  icon.setAttribute("d", icons[kind.icon]);
  icon.setAttribute("class", "mark-icon");
  icon.setAttribute("transform", "translate(5.2 5.2) scale(0.57)");
  svg.append(outline, icon);
  return svg;
}
