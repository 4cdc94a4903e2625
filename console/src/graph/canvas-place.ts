import type { ThemeSwitch } from "../app/theme.ts";
import type { Picture } from "../picture/picture.ts";
import type { Canvas, CanvasEvents } from "./canvas.ts";

/** A picture of more than that is a crowd: drawn by a canvas that knows neither verbs nor curves, and never waits. */
const mostDrawnRichly = { nodes: 2_000, edges: 1_500 };

interface Present {
  readonly forCrowd: boolean;
  readonly canvas: Promise<Canvas>;
}

/**
 * Owns the canvas on a surface: the one that suits the picture. Its code is loaded with the first picture. Who waits for one
 * when the surface is let go of waits for ever: there is nothing to draw on.
 */
export class CanvasPlace {
  readonly #surface: HTMLElement;
  readonly #theme: ThemeSwitch;
  readonly #events: CanvasEvents;
  #present: Present | undefined;
  #unlisten = (): void => {};
  /** Whether the reader went elsewhere, maybe while a picture was made. */
  #isGone = false;

  constructor(surface: HTMLElement, theme: ThemeSwitch, events: CanvasEvents) {
    this.#surface = surface;
    this.#theme = theme;
    this.#events = events;
  }

  /** The canvas that is there. */
  present(): Promise<Canvas> {
    return this.#present?.canvas ?? this.#load(false);
  }

  /** The canvas that suits a picture, in place of one that does not. */
  async for({ nodes, edges }: Picture): Promise<Canvas> {
    const most = mostDrawnRichly;
    const forCrowd = nodes.length > most.nodes || edges.length > most.edges;
    if (this.#present?.forCrowd === forCrowd) return this.#present.canvas;
    const before = this.#present?.canvas;
    const canvas = this.#load(forCrowd);
    (await before)?.destroy();
    return canvas;
  }

  #load(forCrowd: boolean): Promise<Canvas> {
    const canvas = this.#make(forCrowd);
    this.#present = { forCrowd, canvas };
    return canvas;
  }

  async #make(forCrowd: boolean): Promise<Canvas> {
    const Made = await codeOf(forCrowd);
    if (this.#isGone) return new Promise(() => {});
    const canvas = new Made(this.#surface, this.#theme.current(), this.#events);
    this.#unlisten();
    this.#unlisten = this.#theme.onChange(() => canvas.setTheme(this.#theme.current()));
    return canvas;
  }

  /** Lets go of the canvas. */
  async destroy(): Promise<void> {
    this.#isGone = true;
    this.#unlisten();
    const canvas = this.#present?.canvas;
    this.#present = undefined;
    (await canvas)?.destroy();
  }
}

async function codeOf(forCrowd: boolean) {
  if (forCrowd) return (await import("../crowd/crowd-canvas.ts")).CrowdCanvas;
  return (await import("./graph-canvas.ts")).GraphCanvas;
}
