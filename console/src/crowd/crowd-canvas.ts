import type { Theme } from "../app/theme.ts";
import { type Canvas, type CanvasEvents, legible } from "../graph/canvas.ts";
import { make } from "../graph/make.ts";
import { palettes } from "../graph/palette.ts";
import { type Direction, nextStop } from "../graph/walk.ts";
import { numberAt } from "../picture/number-at.ts";
import type { Picture } from "../picture/picture.ts";
import type { Point, Room } from "../picture/pitch.ts";
import { type Placement, place } from "../picture/place.ts";
import { type Gestures, listenTo } from "./gestures.ts";
import { hit } from "./hit.ts";
import { imageOf } from "./image-of.ts";
import { Painter } from "./painter.ts";
import { paintMark } from "./paint-mark.ts";
import { type Scene, boxAround, sceneOf } from "./scene.ts";
import { type Marked, neighboursOf, seen, standingOf } from "./standing.ts";
import { type View, centred, fitted, inPicture, seenBox, widened, zoomedAt } from "./view.ts";

/** A part of the picture as it was painted last. */
interface Painted {
  readonly image: ImageBitmap;
  /** The view that it was painted for. */
  readonly view: View;
  /** What was painted beyond the room, on each side, in pixels. */
  readonly margin: number;
  readonly room: Room;
}

const nothing: Picture = { kind: "entities", nodes: [], edges: [] };
const nowhere: Placement = {
  points: new Map(),
  bends: new Map(),
  down: false,
  sizes: { node: 0, font: 0, label: 0 },
};

/** Within this distance of the pointer, in pixels, a thing is pressed. */
const reach = 6;

/**
 * Owns the surface of a picture of thousands. A thread paints it, with a margin; until that is done, the picture is moved
 * and zoomed as it was painted last. So no frame waits, however much is in it.
 */
export class CrowdCanvas implements Canvas {
  readonly #container: HTMLElement;
  readonly #events: CanvasEvents;
  readonly #element = make("canvas", { class: "crowd" });
  readonly #painter = new Painter();
  readonly #resizes: ResizeObserver;
  #theme: Theme;
  #picture = nothing;
  #scene: Scene = sceneOf(nothing, nowhere);
  #numbers: ReadonlyMap<string, number> = new Map();
  #hidden: ReadonlySet<number> = new Set();
  #marked: Marked | null = null;
  #standing = standingOf(this.#scene, this.#hidden, null);
  #view: View = { zoom: 1, x: 0, y: 0 };
  /** Whether the reader moved the view: from then on it is left where it is. */
  #moved = false;
  #painted: Painted | undefined;
  #isPainting = false;
  #isStale = false;
  #frame = 0;

  constructor(container: HTMLElement, theme: Theme, events: CanvasEvents) {
    this.#container = container;
    this.#theme = theme;
    this.#events = events;
    container.append(this.#element);
    listenTo(this.#element, this.#gestures());
    this.#resizes = new ResizeObserver(() => this.#resized());
    this.#resizes.observe(container);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#resizes.disconnect();
    this.#painter.destroy();
    this.#element.remove();
    this.#container.classList.remove("pointing");
  }

  draw(picture: Picture, placement = place(picture, this.#room())): void {
    this.#picture = picture;
    this.#scene = sceneOf(picture, placement);
    this.#numbers = new Map(picture.nodes.map(({ id }, index) => [id, index]));
    this.#hidden = new Set();
    this.#marked = null;
    this.#painted = undefined;
    this.#painter.show(this.#scene);
    this.#stand();
    this.fit();
  }

  change(picture: Picture, placement?: Placement): void {
    this.draw(picture, placement);
  }

  fit(): void {
    this.#moved = false;
    const shown = this.#shown();
    const room = this.#room();
    const box = boxAround(this.#scene, shown);
    if (box !== undefined) this.#look(fitted(box, room, Math.min(20, room.width / 50)));
  }

  zoomBy(factor: number): void {
    const { width, height } = this.#room();
    this.#zoomAt({ x: width / 2, y: height / 2 }, factor);
  }

  mark(id: string | null): void {
    this.#marked = id === null ? null : this.#markedOf(id);
    this.#stand();
  }

  #shown(): readonly number[] {
    return [...this.#picture.nodes.keys()].filter((node) => !this.#hidden.has(node));
  }

  #markedOf(id: string): Marked | null {
    const node = this.#numbers.get(id);
    if (node !== undefined) return { kind: "node", number: node };
    const edge = this.#picture.edges.findIndex((one) => one.id === id);
    return edge === -1 ? null : { kind: "edge", number: edge };
  }

  reveal(id: string): void {
    const node = this.#numbers.get(id);
    if (node === undefined) return;
    const [point, room] = [this.#pointOf(node), this.#room()];
    if (this.#view.zoom < legible) {
      this.#moved = true;
      return this.#look(centred(point, room, legible * 1.5));
    }
    const { left, top, right, bottom } = seenBox(this.#view, room);
    const isIn = point.x > left && point.x < right && point.y > top && point.y < bottom;
    if (!isIn) this.#look(centred(point, room, this.#view.zoom));
  }

  approach(id: string): void {
    const node = this.#numbers.get(id);
    if (node === undefined || this.#view.zoom >= legible) return;
    this.#moved = true;
    const box = boxAround(this.#scene, neighboursOf(this.#scene, node));
    if (box !== undefined) this.#look(fitted(box, this.#room(), 48));
  }

  hide(ids: ReadonlySet<string>): void {
    this.#hidden = new Set([...ids].flatMap((id) => this.#numbers.get(id) ?? []));
    this.#stand();
  }

  next(from: string | null, direction: Direction): string | undefined {
    const current = from === null ? undefined : this.#numbers.get(from);
    const near = current === undefined ? undefined : neighboursOf(this.#scene, current);
    const stops = this.#shown()
      .filter((node) => node !== current)
      .map((node) => ({
        id: this.#picture.nodes[node]?.id ?? "",
        linked: near?.has(node) ?? false,
        ...this.#pointOf(node),
      }));
    if (current !== undefined) return nextStop(this.#pointOf(current), direction, stops)?.id;
    return stops.toSorted((a, b) => a.x - b.x || a.y - b.y)[0]?.id;
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
    this.#changed();
  }

  image(): Promise<Blob> {
    const [scene, standing, theme] = [this.#scene, this.#standing, this.#theme];
    return imageOf(this.#painter, { scene, standing, theme });
  }

  #gestures(): Gestures {
    return {
      onMove: ({ x, y }) => {
        this.#moved = true;
        this.#look({ ...this.#view, x: this.#view.x + x, y: this.#view.y + y });
      },
      onZoom: (at, factor) => this.#zoomAt(at, factor),
      onPress: (at) => this.#pressed(this.#at(at)),
      onTwice: (at) => {
        const found = this.#at(at);
        if (found?.kind === "node") this.#events.onTwice(this.#idOf(found));
      },
      onHover: (at) => this.#container.classList.toggle("pointing", this.#at(at) !== undefined),
    };
  }

  #pressed(found: Marked | undefined): void {
    if (found === undefined) this.#events.onGround();
    else if (found.kind === "node") this.#events.onNode(this.#idOf(found));
    else this.#events.onEdge(this.#idOf(found));
  }

  #isShown({ kind, number }: Marked): boolean {
    const all = kind === "node" ? this.#standing.nodes : this.#standing.edges;
    return all[number] !== seen.hidden;
  }

  #at(point: Point): Marked | undefined {
    const at = inPicture(this.#view, point);
    return hit(this.#scene, this.#standing, { ...at, reach: reach / this.#view.zoom });
  }

  #idOf({ kind, number }: Marked): string {
    return this.#picture[kind === "node" ? "nodes" : "edges"][number]?.id ?? "";
  }

  #pointOf(node: number): Point {
    return { x: numberAt(this.#scene.x, node), y: numberAt(this.#scene.y, node) };
  }

  #zoomAt(at: Point, factor: number): void {
    this.#moved = true;
    this.#look(zoomedAt(this.#view, at, factor));
  }

  #look(view: View): void {
    this.#view = view;
    this.#changed();
  }

  #stand(): void {
    this.#standing = standingOf(this.#scene, this.#hidden, this.#marked);
    this.#changed();
  }

  #resized(): void {
    if (this.#container.clientWidth === 0) return;
    if (!this.#moved) this.fit();
    const node = this.#marked?.kind === "node" ? this.#marked : null;
    if (this.#moved && node !== null) this.reveal(this.#idOf(node));
    this.#changed();
  }

  #changed(): void {
    this.#isStale = true;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#show());
  }

  /** Shows what was painted last as it is seen now, and has the rest painted. */
  #show(): void {
    this.#blit();
    if (this.#isStale && !this.#isPainting) void this.#paint();
  }

  #blit(): void {
    const { width, height } = this.#room();
    const ratio = window.devicePixelRatio;
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (this.#element.width !== across) this.#element.width = across;
    if (this.#element.height !== down) this.#element.height = down;
    const context = this.#element.getContext("2d");
    if (context === null) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (this.#painted === undefined) return;
    const { image, view, margin, room } = this.#painted;
    const by = this.#view.zoom / view.zoom;
    const left = this.#view.x - (view.x + margin) * by;
    const top = this.#view.y - (view.y + margin) * by;
    context.drawImage(image, left, top, room.width * by, room.height * by);
    if (this.#marked !== null && this.#isShown(this.#marked))
      paintMark(context, this.#scene, {
        marked: this.#marked,
        view: this.#view,
        colour: palettes[this.#theme].accent,
      });
  }

  async #paint(): Promise<void> {
    this.#isStale = false;
    this.#isPainting = true;
    const [scene, view, { width, height }] = [this.#scene, this.#view, this.#room()];
    const margin = Math.round(Math.max(width, height) / 5);
    const room = { width: width + 2 * margin, height: height + 2 * margin };
    const image = await this.#painter.paint({
      view: widened(view, margin),
      room,
      ratio: window.devicePixelRatio,
      theme: this.#theme,
      standing: this.#standing,
    });
    this.#isPainting = false;
    if (scene === this.#scene) {
      this.#painted?.image.close();
      this.#painted = { image, view, margin, room };
      this.#element.dataset["painted"] = String(this.#picture.nodes.length);
    }
    this.#frame = requestAnimationFrame(() => this.#show());
  }

  #room(): Room {
    const { clientWidth, clientHeight } = this.#container;
    return { width: Math.max(clientWidth, 1), height: Math.max(clientHeight, 1) };
  }
}
