import { type Order, paint } from "./paint.ts";
import type { Scene } from "./scene.ts";

/** What the painter's thread is told: what there is, or what to paint of it. */
export type PainterMessage =
  | { readonly scene: Scene }
  | { readonly order: Order; readonly number: number };

let scene: Scene | undefined;

// A thread of its own: the page can be moved and pressed while thousands of nodes are painted.
self.addEventListener("message", ({ data }: MessageEvent<PainterMessage>) => {
  if ("scene" in data) {
    scene = data.scene;
    return;
  }
  if (scene === undefined) return;
  const image = paint(scene, data.order).transferToImageBitmap();
  self.postMessage({ image, number: data.number }, { transfer: [image] });
});
