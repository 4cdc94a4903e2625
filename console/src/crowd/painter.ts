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
  readonly #waiting = new Map<number, (image: ImageBitmap) => void>();
  #number = 0;

  constructor() {
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Painted>) => {
      this.#waiting.get(data.number)?.(data.image);
      this.#waiting.delete(data.number);
    });
  }

  /** What is painted from now on. */
  show(scene: Scene): void {
    this.#tell({ scene });
  }

  /** Paints a part of it. Orders are carried out one after the other. */
  paint(order: Order): Promise<ImageBitmap> {
    const number = ++this.#number;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      this.#tell({ order, number });
    });
  }

  #tell(message: PainterMessage): void {
    this.#worker.postMessage(message);
  }

  /** Lets go of the thread. */
  destroy(): void {
    this.#worker.terminate();
  }
}
