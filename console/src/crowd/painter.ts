import type { Order } from "./paint.ts";
import type { PainterMessage } from "./paint-worker.ts";
import type { Scene } from "./scene.ts";

interface Painted {
  readonly image: ImageBitmap;
  readonly number: number;
}

/** Owns the thread that paints. */
export class Painter {
  readonly #worker = new Worker(new URL("./paint-worker.ts", import.meta.url), { type: "module" });
  readonly #waiting = new Map<number, PromiseWithResolvers<ImageBitmap>>();
  #number = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Painted>) => {
      this.#waiting.get(data.number)?.resolve(data.image);
      this.#waiting.delete(data.number);
    });
    this.#worker.addEventListener("error", ({ message }) => {
      const failure = new Error(`The picture could not be painted: ${message}`);
      for (const { reject } of this.#waiting.values()) reject(failure);
      this.#waiting.clear();
    });
  }

  /** What is painted from now on. */
  show(scene: Scene): void {
    this.#tell({ scene });
  }

  /** Paints a part of it. Orders are carried out one after the other. */
  paint(order: Order): Promise<ImageBitmap> {
    const number = ++this.#number;
    const waiting = Promise.withResolvers<ImageBitmap>();
    this.#waiting.set(number, waiting);
    this.#tell({ order, number });
    return waiting.promise;
  }

  #tell(message: PainterMessage): void {
    this.#worker.postMessage(message);
  }

  /** Lets go of the thread. */
  destroy(): void {
    this.#worker.terminate();
  }
}
