import type { Theme } from "../app/theme.ts";
import { palettes } from "../graph/palette.ts";
import type { Painter } from "./painter.ts";
import { type Scene, boxAround } from "./scene.ts";
import { type Standing, seen } from "./standing.ts";

const most = { scale: 2, side: 8_000 };

/** Around the picture, for the names that stand out, in pixels. */
const margin = 100;

/** All that is shown of a scene as an image, as large as can be made. */
export async function imageOf(
  painter: Painter,
  {
    scene,
    standing,
    theme,
  }: { readonly scene: Scene; readonly standing: Standing; readonly theme: Theme },
): Promise<Blob> {
  const shown = [...standing.nodes.keys()].filter((node) => standing.nodes[node] !== seen.hidden);
  const box = boxAround(scene, shown) ?? { left: 0, top: 0, right: 1, bottom: 1 };
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const inside = most.side - 2 * margin;
  const zoom = Math.min(most.scale, inside / width, inside / height);
  const view = { zoom, x: margin - box.left * zoom, y: margin - box.top * zoom };
  const room = { width: width * zoom + 2 * margin, height: height * zoom + 2 * margin };
  const painted = await painter.paint({ view, room, ratio: 1, theme, standing });
  const canvas = new OffscreenCanvas(painted.width, painted.height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("There is no canvas to draw the image on.");
  context.fillStyle = palettes[theme].ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(painted, 0, 0);
  painted.close();
  return canvas.convertToBlob({ type: "image/png" });
}
