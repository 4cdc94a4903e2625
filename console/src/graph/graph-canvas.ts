import cytoscape, { type Core, type NodeSingular } from "cytoscape";
import type { Theme } from "../app/theme.ts";
import type { Picture } from "../picture/picture.ts";
import type { Point } from "../picture/pitch.ts";
import { type Placement, type Sizes, place } from "../picture/place.ts";
import { type Canvas, type CanvasEvents, legible } from "./canvas.ts";
import { elementsOf } from "./elements.ts";
import { graphStyle } from "./graph-style.ts";
import { palettes } from "./palette.ts";
import { type Direction, nextStop } from "./walk.ts";
import { withMargin } from "./with-margin.ts";

/** Up to this many edges of the node that is looked at say their verbs. */
const mostTelling = 12;

/** Above this many nodes, a picture jumps to its new places, and is not placed anew when the room changes. */
const mostLively = 300;

/** Owns the drawing surface. */
export class GraphCanvas implements Canvas {
  readonly #core: Core;
  readonly #resizes: ResizeObserver;
  #theme: Theme;
  #sizes: Sizes = { node: 44, font: 13, label: 150 };
  /** Whether the reader moved the view: from then on it is left where it is. */
  #moved = false;
  #marked: string | null = null;
  #hidden: ReadonlySet<string> = new Set();
  /** Places that were computed elsewhere. */
  #given: Placement | undefined;
  #picture: Picture = { kind: "entities", nodes: [], edges: [] };
  readonly #still = window.matchMedia("(prefers-reduced-motion: reduce)");

  constructor(container: HTMLElement, theme: Theme, events: CanvasEvents) {
    this.#theme = theme;
    this.#core = cytoscape({
      container,
      style: graphStyle(theme, this.#sizes),
      minZoom: 0.05,
      maxZoom: 3,
      boxSelectionEnabled: false,
      autounselectify: true,
      hideEdgesOnViewport: false,
    });
    this.#core.on("tap", "node", ({ target }) => events.onNode(target.id()));
    this.#core.on("dbltap", "node", ({ target }) => events.onTwice(target.id()));
    this.#core.on("tap", "edge", ({ target }) => events.onEdge(target.id()));
    this.#core.on("tap", ({ target }) => (target === this.#core ? events.onGround() : undefined));
    this.#core.on("dragpan scrollzoom pinchzoom dragfree", () => (this.#moved = true));
    this.#resizes = new ResizeObserver(() => this.#resized());
    this.#resizes.observe(container);
    this.#core.on("mouseover", "node, edge", () => container.classList.add("pointing"));
    this.#core.on("mouseout", "node, edge", () => container.classList.remove("pointing"));
  }

  /** Lets go of the surface. */
  destroy(): void {
    this.#resizes.disconnect();
    this.#core.destroy();
  }

  /** Draws a picture in place of the last one. */
  draw(picture: Picture, placement?: Placement): void {
    this.#picture = picture;
    this.#given = placement;
    this.#hidden = new Set();
    this.#marked = null;
    this.#redraw();
  }

  #redraw(): void {
    const picture = this.#picture;
    const placement = this.#given ?? place(picture, this.#room());
    this.#sizes = placement.sizes;
    this.#core.batch(() => {
      this.#core.elements().remove();
      this.#core.style(graphStyle(this.#theme, this.#sizes));
      this.#core.add(elementsOf(picture, placement));
    });
    this.#core.resize();
    this.#fitNow();
  }

  /** Draws a picture that shares nodes with the last one: what was there moves to its new place. */
  change(picture: Picture, placement?: Placement): void {
    const before = new Map(this.#core.nodes().map((node) => [node.id(), { ...node.position() }]));
    this.draw(picture, placement);
    if (this.#still.matches || picture.nodes.length > mostLively) return;
    for (const node of this.#core.nodes().toArray()) this.#moveFrom(node, before.get(node.id()));
  }

  #moveFrom(node: NodeSingular, before: { x: number; y: number } | undefined): void {
    if (before === undefined) return;
    const after = { ...node.position() };
    node.position(before);
    node.animate({ position: after }, { duration: 260, easing: "ease-out" });
  }

  /** Fits all that is shown into view. */
  fit(): void {
    this.#core.resize();
    this.#fitNow();
  }

  #resized(): void {
    if (this.#core.container()?.clientWidth === 0) return;
    this.#core.resize();
    if (!this.#moved) this.#placeAnew();
    else if (this.#marked !== null) this.reveal(this.#marked);
  }

  /** Another room: the same picture, in places that fill it. */
  #placeAnew(): void {
    if (this.#given !== undefined || this.#picture.nodes.length > mostLively) return this.#fitNow();
    const hidden = this.#hidden;
    this.#hidden = new Set();
    this.#redraw();
    this.hide(hidden);
    this.mark(this.#marked);
  }

  #fitNow(): void {
    this.#moved = false;
    const shown = this.#core.elements().not(".hidden");
    if (shown.empty()) return;
    this.#core.fit(shown, Math.min(20, this.#room().width / 50));
    if (this.#core.zoom() <= 1) return;
    this.#core.zoom(1);
    this.#core.center(shown);
  }

  /** Zooms about the middle of the view. */
  zoomBy(factor: number): void {
    this.#moved = true;
    const { width, height } = this.#room();
    const renderedPosition = { x: width / 2, y: height / 2 };
    this.#core.zoom({ level: this.#core.zoom() * factor, renderedPosition });
  }

  /** Marks an element and fades what is not linked to it; `null` marks none. */
  mark(id: string | null): void {
    this.#marked = id;
    this.#core.batch(() => {
      this.#core.elements().removeClass("current faded near telling");
      if (id === null) return;
      const current = this.#core.getElementById(id);
      if (current.empty()) return;
      current.addClass("current");
      const ends = current.edges().union(current.edges().connectedNodes());
      const near = current.nodes().closedNeighborhood().union(ends);
      near.addClass("near");
      if (near.edges().length <= mostTelling) near.edges().addClass("telling");
      this.#core.elements().not(near).addClass("faded");
    });
  }

  /** Brings a node into view where it is outside of it, or too small to read. */
  reveal(id: string): void {
    const node = this.#core.getElementById(id).nodes();
    if (node.empty()) return;
    if (this.#core.zoom() < legible) {
      this.#moved = true;
      this.#core.zoom(legible * 1.5);
      this.#core.center(node);
      return;
    }
    const { x1, y1, x2, y2 } = this.#core.extent();
    const { x, y } = node.first().position();
    if (x > x1 && x < x2 && y > y1 && y < y2) return;
    this.#core.center(node);
  }

  /** Fits a node and its neighbours into view where the whole is too small to read. */
  approach(id: string): void {
    const near = this.#core.getElementById(id).nodes().closedNeighborhood();
    if (near.empty() || this.#core.zoom() >= legible) return;
    this.#moved = true;
    this.#core.fit(near, 48);
  }

  /** Hides exactly these nodes. */
  hide(ids: ReadonlySet<string>): void {
    const before = this.#hidden;
    this.#hidden = ids;
    this.#core.batch(() => {
      for (const id of new Set([...before, ...ids]))
        this.#core.getElementById(id).toggleClass("hidden", ids.has(id));
    });
  }

  /** The node that an arrow key goes to from the given one; from none, the first. */
  next(from: string | null, direction: Direction): string | undefined {
    const shown = this.#core.nodes().not(".hidden").nodes();
    const current = from === null ? this.#core.collection() : shown.getElementById(from);
    if (current.empty())
      return firstOf(shown.map((node) => ({ id: node.id(), ...node.position() })));
    const linked = current.neighborhood().nodes();
    const stops = shown
      .difference(current)
      .nodes()
      .map((node) => ({ id: node.id(), linked: linked.contains(node), ...node.position() }));
    return nextStop(current.nodes().first().position(), direction, stops)?.id;
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#core.style(graphStyle(theme, this.#sizes));
  }

  /** The whole picture as an image. */
  async image(): Promise<Blob> {
    const bg = palettes[this.#theme].ground;
    const image = await this.#core.png({
      output: "blob-promise",
      full: true,
      scale: 2,
      maxWidth: 8_000,
      maxHeight: 8_000,
      bg,
    });
    return withMargin(image, 48, bg);
  }

  #room(): { readonly width: number; readonly height: number } {
    const { clientWidth, clientHeight } = this.#core.container() ?? document.body;
    return { width: Math.max(clientWidth, 1), height: Math.max(clientHeight, 1) };
  }
}

/** The uppermost of the leftmost. */
function firstOf(places: readonly (Point & { readonly id: string })[]): string | undefined {
  return places.toSorted((a, b) => a.x - b.x || a.y - b.y)[0]?.id;
}
