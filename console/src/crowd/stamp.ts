import type { Theme } from "../app/theme.ts";
import { palettes } from "../graph/palette.ts";
import { icons } from "../part/icons.ts";
import { kinds } from "../part/kind.ts";
import { outlines } from "../part/outlines.ts";
import type { Look } from "./scene.ts";

/** A look drawn once, to be put wherever a node has it. */
export interface Stamp {
  readonly image: OffscreenCanvas;
  /** The colour of its shape. */
  readonly fill: string;
}

/** Icons on shapes smaller than this, in pixels, are specks. */
const leastIcon = 15;

/** Draws a look so many pixels wide; the image is half as wide again, for what stands around the shape. */
export function makeStamp(look: Look, theme: Theme, width: number): Stamp {
  const kind = kinds[look.kind] ?? kinds[0];
  const side = Math.max(1, Math.ceil(width * 1.5));
  const image = new OffscreenCanvas(side, side);
  const context = image.getContext("2d");
  const fill = kind?.[theme] ?? "";
  if (context === null || kind === undefined) return { image, fill };
  const scale = width / 24;
  context.setTransform(scale, 0, 0, scale, (side - width) / 2, (side - width) / 2);
  const outline = new Path2D(outlines[kind.shape]);
  context.fillStyle = fill;
  context.fill(outline);
  drawBorder(context, outline, { look, theme });
  if (width < leastIcon) return { image, fill };
  context.translate(5.3, 5.3);
  context.scale(0.56, 0.56);
  context.strokeStyle = "#ffffff";
  context.lineWidth = 2;
  context.lineCap = context.lineJoin = "round";
  context.stroke(new Path2D(icons[kind.icon]));
  return { image, fill };
}

function drawBorder(
  context: OffscreenCanvasRenderingContext2D,
  outline: Path2D,
  { look, theme }: { readonly look: Look; readonly theme: Theme },
): void {
  if (!look.alert && !look.bundle) return;
  context.strokeStyle = look.alert ? palettes[theme].alert : palettes[theme].line;
  context.lineWidth = look.alert ? 3.6 : 2.4;
  context.stroke(outline);
}
