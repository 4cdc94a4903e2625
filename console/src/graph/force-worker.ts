import { force, type Mesh } from "../picture/force.ts";

// A thread of its own: the page can be used while a large picture is placed.
self.addEventListener("message", ({ data }: MessageEvent<Mesh>) => {
  self.postMessage(force(data));
});
