import type { Picture } from "../picture/picture.ts";
import type { Point } from "../picture/pitch.ts";
import type { Placement } from "../picture/place.ts";

/** Places a picture by forces, in a thread of its own. */
export async function placeByForce({ nodes, edges }: Picture): Promise<Placement> {
  const numbers = new Map(nodes.map(({ id }, index) => [id, index]));
  const pairs = edges.flatMap(({ from, to }): (readonly [number, number])[] => {
    const [start, end] = [numbers.get(from), numbers.get(to)];
    return start === undefined || end === undefined || start === end ? [] : [[start, end]];
  });
  const points = await computed({ count: nodes.length, edges: pairs });
  return {
    points: new Map(nodes.map(({ id }, index) => [id, points[index] ?? { x: 0, y: 0 }])),
    bends: new Map(),
    down: false,
    sizes:
      nodes.length > 400 ? { node: 26, font: 10, label: 90 } : { node: 36, font: 12, label: 120 },
  };
}

function computed(mesh: unknown): Promise<readonly Point[]> {
  const worker = new Worker(new URL("./force-worker.ts", import.meta.url), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<readonly Point[]>) => {
      worker.terminate();
      resolve(data);
    });
    worker.addEventListener("error", (event) => {
      worker.terminate();
      reject(new Error(`The picture could not be placed: ${event.message}`));
    });
    worker.postMessage(mesh);
  });
}
