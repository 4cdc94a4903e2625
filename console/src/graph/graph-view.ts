import { counted } from "../page/format.ts";
import { make } from "../page/make.ts";
import type { ThemeSwitch } from "../page/theme.ts";
import { type Drawing, drawingsOf } from "../picture/drawing.ts";
import type { Picture, PictureEdge, PictureNode } from "../picture/picture.ts";
import { nodesAbreast } from "../picture/place.ts";
import { shortType } from "../picture/short-type.ts";
import type { GraphCanvas } from "./graph-canvas.ts";
import { type GraphCommand, commandOf } from "./graph-keys.ts";
import { makeLegend } from "./legend.ts";
import { makeToolbar } from "./toolbar.ts";

/** What a reader does in the picture. */
export interface GraphEvents {
  readonly onNode: (node: PictureNode) => void;
  readonly onEdge: (edge: PictureEdge) => void;
  readonly onExpand: (node: PictureNode) => void;
  readonly onClear: () => void;
  readonly onTable: () => void;
  /** Something else is drawn now. */
  readonly onDrawn: (picture: Picture) => void;
}

/** What a reader at the keyboard is told. */
const keyHints = [
  "Arrow keys walk, ",
  "Enter opens, ",
  "E adds neighbours, ",
  "H hides, ",
  "Z shows hidden, ",
  "0 fits, ",
  "T table",
];

/** The picture with its tools, legend and spoken twin. The drawing library is loaded with the first picture. */
export class GraphView {
  readonly element: HTMLElement;
  /** What has to be said about the picture, and what else could be drawn. */
  readonly note = make("div", { class: "graph-note", role: "status" });
  readonly #events: GraphEvents;
  readonly #theme: ThemeSwitch;
  readonly #surface = make("div", {
    class: "surface",
    tabindex: 0,
    role: "application",
    "aria-label": "Graph",
    "aria-describedby": "graph-keys",
  });
  readonly #legend = make("div", { class: "legend-place" });
  readonly #spoken = make("div", {
    class: "visually-hidden",
    "aria-live": "polite",
    id: "graph-spoken",
  });
  #loading: Promise<GraphCanvas> | undefined;
  #picture: Picture = { kind: "entities", nodes: [], edges: [] };
  #current: string | null = null;
  readonly #hiddenNodes = new Set<string>();
  readonly #hiddenTypes = new Set<string>();

  constructor(theme: ThemeSwitch, events: GraphEvents) {
    this.#events = events;
    this.#theme = theme;
    const keys = keyHints.map((hint) => make("span", {}, hint));
    this.element = make("div", { class: "graph" }, [
      this.#surface,
      make("p", { class: "graph-keys", id: "graph-keys" }, [...keys]),
      make("div", { class: "graph-foot" }, [
        this.#legend,
        makeToolbar((command) => void this.#obey(command)),
      ]),
      this.#spoken,
    ]);
    this.#surface.addEventListener("keydown", (event) => {
      const command = commandOf(event);
      if (command === undefined) return;
      event.preventDefault();
      void this.#obey(command);
    });
  }

  /** What is drawn. */
  get picture(): Picture {
    return this.#picture;
  }

  /** Draws a picture in place of the last one: all of it, or what can be read of it. */
  async show(whole: Picture, matches: number): Promise<void> {
    const { clientWidth: width, clientHeight: height } = this.#surface;
    const abreast = nodesAbreast({ width, height });
    const [drawing, ...others] = drawingsOf({ picture: whole, matches, abreast });
    await this.#draw(drawing, others);
  }

  async #draw(drawing: Drawing, others: readonly Drawing[]): Promise<void> {
    const canvas = await this.#canvas();
    this.#take(drawing.picture);
    this.#hiddenNodes.clear();
    this.#hiddenTypes.clear();
    canvas.draw(drawing.picture);
    const buttons = others.map((other) => {
      const rest = [drawing, ...others].filter((candidate) => candidate !== other);
      const draw = (): void => void this.#draw(other, rest);
      return make("button", { type: "button", class: "quiet", click: draw }, other.label);
    });
    this.note.replaceChildren(drawing.note ?? "", ...buttons);
    this.note.hidden = drawing.note === null && buttons.length === 0;
  }

  /** Draws a picture that grew out of the last one. */
  async grow(picture: Picture): Promise<void> {
    const canvas = await this.#canvas();
    const more = picture.nodes.length - this.#picture.nodes.length;
    const current = this.#current;
    this.#take(picture);
    canvas.change(picture);
    this.#applyHidden(canvas);
    if (current !== null) {
      this.#mark(canvas, current);
      canvas.approach(current);
    }
    this.#say(
      more === 0 ? "No further neighbours." : `${counted(more, "neighbour", "neighbours")} added.`,
    );
  }

  /** Marks a node or edge as the one that is talked about; `null` marks none. */
  async mark(id: string | null): Promise<void> {
    if (this.#loading !== undefined) this.#mark(await this.#loading, id);
  }

  /** Hides one node. */
  async hide(id: string): Promise<void> {
    const canvas = await this.#canvas();
    this.#hiddenNodes.add(id);
    this.#mark(canvas, null);
    this.#applyHidden(canvas);
    this.#say("Hidden. Z shows it again.");
  }

  focus(): void {
    this.#surface.focus();
  }

  #take(picture: Picture): void {
    this.#picture = picture;
    this.#current = null;
    const extent = extentOf(picture);
    this.#surface.setAttribute("aria-label", `Graph: ${extent}`);
    this.#surface.dataset["kind"] = picture.kind;
    this.#surface.dataset["nodes"] = String(picture.nodes.length);
    this.#surface.dataset["edges"] = String(picture.edges.length);
    this.#say(extent);
    const legend = makeLegend(picture.nodes, (type, hidden) => void this.#hideType(type, hidden));
    this.#legend.replaceChildren(legend);
    this.#events.onDrawn(picture);
  }

  async #hideType(type: string, hidden: boolean): Promise<void> {
    if (hidden) this.#hiddenTypes.add(type);
    else this.#hiddenTypes.delete(type);
    this.#applyHidden(await this.#canvas());
  }

  #applyHidden(canvas: GraphCanvas): void {
    const hidden = this.#picture.nodes.filter(({ id, type }) => {
      return this.#hiddenNodes.has(id) || this.#hiddenTypes.has(type);
    });
    canvas.hide(new Set(hidden.map(({ id }) => id)));
  }

  async #obey(command: GraphCommand): Promise<void> {
    const canvas = await this.#canvas();
    switch (command.kind) {
      case "walk":
        return this.#walkTo(canvas, canvas.next(this.#current, command.direction));
      case "zoom":
        return canvas.zoomBy(command.factor);
      case "fit":
        return canvas.fit();
      case "image":
        return download(await canvas.image());
      case "table":
        return this.#events.onTable();
      case "clear":
        this.#mark(canvas, null);
        return this.#events.onClear();
      case "unhide":
        this.#hiddenNodes.clear();
        this.#say("Everything is shown.");
        return this.#applyHidden(canvas);
      case "node":
        return this.#obeyOnNode(command.action);
    }
  }

  async #obeyOnNode(action: "open" | "expand" | "hide"): Promise<void> {
    const node = this.#nodeOf(this.#current);
    if (node === undefined) return;
    if (action === "hide") await this.hide(node.id);
    else if (action === "open") this.#events.onNode(node);
    else this.#events.onExpand(node);
  }

  #walkTo(canvas: GraphCanvas, id: string | undefined): void {
    const node = this.#nodeOf(id ?? this.#current);
    if (node === undefined) return;
    this.#mark(canvas, node.id);
    canvas.reveal(node.id);
    const { nodes, edges } = this.#picture;
    const degree = edges.filter(({ from, to }) => from === node.id || to === node.id).length;
    const place = `${nodes.indexOf(node) + 1} of ${nodes.length}`;
    const links = counted(degree, "relationship", "relationships");
    this.#say(`${node.label.replace("\n", ", ")}, ${shortType(node.type)}, ${links}. ${place}.`);
  }

  #mark(canvas: GraphCanvas, id: string | null): void {
    this.#current = id;
    canvas.mark(id);
  }

  #nodeOf(id: string | null): PictureNode | undefined {
    return this.#picture.nodes.find((node) => node.id === id);
  }

  #say(text: string): void {
    this.#spoken.textContent = text;
  }

  async #canvas(): Promise<GraphCanvas> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<GraphCanvas> {
    const { GraphCanvas: Canvas } = await import("./graph-canvas.ts");
    const canvas = new Canvas(this.#surface, this.#theme.current(), {
      onNode: (id) => this.#pressed(canvas, id),
      onEdge: (id) => this.#pressed(canvas, id),
      onGround: () => void this.#obey({ kind: "clear" }),
    });
    this.#theme.onChange((theme) => canvas.setTheme(theme));
    return canvas;
  }

  #pressed(canvas: GraphCanvas, id: string): void {
    this.#mark(canvas, id);
    const node = this.#nodeOf(id);
    const edge = this.#picture.edges.find((candidate) => candidate.id === id);
    if (node !== undefined) this.#events.onNode(node);
    else if (edge !== undefined) this.#events.onEdge(edge);
  }
}

/** A picture's size in words. */
export function extentOf({ kind, nodes, edges }: Picture): string {
  if (kind !== "entities") {
    return `${counted(nodes.length, "type", "types")}, ${counted(edges.length, "kind", "kinds")} of relationship`;
  }
  const things = counted(nodes.length, "entity", "entities");
  return `${things}, ${counted(edges.length, "relationship", "relationships")}`;
}

function download(blob: Blob): void {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: "defender-graph.png" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
