import type { ThemeSwitch } from "../app/theme.ts";
import { counted } from "../part/format.ts";
import { saveFile } from "../part/save-file.ts";
import { type Arrangement, collapsedAgain, groupOf } from "./arrangement.ts";
import { collapsed } from "../picture/collapsed.ts";
import { type Drawing, drawingsOf } from "../picture/drawing.ts";
import type { Picture, PictureEdge, PictureNode } from "../picture/picture.ts";
import { nodesAbreast } from "../picture/place.ts";
import { extentOf } from "./extent.ts";
import { FindField } from "./find-field.ts";
import type { Canvas } from "./canvas.ts";
import { CanvasPlace } from "./canvas-place.ts";
import { type GraphCommand, commandOf } from "./graph-keys.ts";
import { makeLegend } from "./legend.ts";
import { make } from "./make.ts";
import { NodeBar } from "./node-bar.ts";
import { placeByForce } from "./place-by-force.ts";
import { refill } from "./refill.ts";
import { makeSurface } from "./surface.ts";
import { makeToolbar } from "./toolbar.ts";
import { spokenNode } from "./spoken-node.ts";

/** What a reader does in the picture. */
export interface GraphEvents {
  readonly onNode: (node: PictureNode) => void;
  readonly onEdge: (edge: PictureEdge) => void;
  readonly onExpand: (node: PictureNode) => void;
  readonly onPath: (from: PictureNode, to: PictureNode) => void;
  readonly onClear: () => void;
  readonly onTable: () => void;
  /** The reader arranged the picture otherwise. */
  readonly onArranged: (arrangement: Omit<Arrangement, "selected">) => void;
  /** Something else is drawn now. */
  readonly onDrawn: (picture: Picture) => void;
}

type WholeCommand = Exclude<GraphCommand["kind"], "walk" | "zoom" | "node">;
type NodeAction = Extract<GraphCommand, { kind: "node" }>["action"];

/** Above this many nodes, forces place a picture better than columns do. */
const mostInColumns = 300;

/** The picture with its tools, legend and spoken twin. The drawing library is loaded with the first picture. */
export class GraphView {
  readonly element: HTMLElement;
  /** What has to be said about the picture, and what else could be drawn. */
  readonly note = make("div", { class: "graph-note", role: "status", hidden: true });
  readonly #events: GraphEvents;
  readonly #surface: HTMLElement;
  readonly #legend = make("div", { class: "legend-place" });
  readonly #spoken: HTMLElement;
  readonly #bar = new NodeBar((command) => void this.#obey(command));
  readonly #find: FindField;
  readonly #canvases: CanvasPlace;
  #picture: Picture = { kind: "entities", nodes: [], edges: [] };
  #current: string | null = null;
  #pathFrom: PictureNode | null = null;
  #byForce = false;
  /** The pictures before each collapsing. */
  readonly #before: Picture[] = [];
  readonly #hiddenNodes = new Set<string>();
  readonly #hiddenTypes = new Set<string>();
  readonly #groups: string[] = [];
  /** Whether the reader said how it is to be laid out. */
  #layoutIsChosen = false;

  constructor(theme: ThemeSwitch, events: GraphEvents) {
    this.#events = events;
    const { surface, keys, spoken } = makeSurface();
    this.#surface = surface;
    this.#spoken = spoken;
    this.#canvases = new CanvasPlace(surface, theme, {
      onNode: (id) => void this.#pressed(id),
      onEdge: (id) => void this.#pressed(id),
      onGround: () => void this.#obey({ kind: "clear" }),
      onTwice: () => void this.#obey({ kind: "node", action: "expand" }),
    });
    this.#find = new FindField(
      () => this.#picture.nodes,
      (node) => void this.#found(node),
    );
    const tools = makeToolbar((command) => void this.#obey(command));
    this.element = make("div", { class: "graph" }, [
      surface,
      this.#bar.element,
      keys,
      make("div", { class: "graph-foot" }, [this.#legend, this.#find.element, tools]),
      spoken,
    ]);
    surface.addEventListener("keydown", (event) => {
      const command = commandOf(event);
      if (command === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      void this.#obey(command);
    });
  }

  /** What is drawn. */
  get picture(): Picture {
    return this.#picture;
  }

  /** Draws a picture in place of the last one: all of it, or what can be read of it, arranged as it was before. */
  async show(whole: Picture, matches: number, arrangement: Arrangement): Promise<void> {
    const { clientWidth: width, clientHeight: height } = this.#surface;
    const abreast = nodesAbreast({ width, height });
    const [drawing, ...others] = drawingsOf({ picture: whole, matches, abreast });
    await this.#draw(drawing, others, arrangement);
  }

  async #draw(drawing: Drawing, others: readonly Drawing[], arranged: Arrangement): Promise<void> {
    await this.#arrange(drawing.picture, arranged);
    const buttons = others.map((other) => {
      const rest = [drawing, ...others].filter((candidate) => candidate !== other);
      const draw = (): void => void this.#draw(other, rest, arranged);
      return make("button", { type: "button", class: "quiet", click: draw }, other.label);
    });
    this.note.replaceChildren(drawing.note ?? "", ...buttons);
    this.note.hidden = drawing.note === null && buttons.length === 0;
  }

  async #arrange(whole: Picture, arranged: Arrangement): Promise<void> {
    const { byForce, hiddenNodes, hiddenTypes, collapsed: groups, selected } = arranged;
    const { picture, before } = collapsedAgain(whole, groups);
    refill(this.#hiddenNodes, hiddenNodes);
    refill(this.#hiddenTypes, hiddenTypes);
    this.#before.splice(0, Infinity, ...before);
    this.#groups.splice(0, Infinity, ...groups);
    this.#layoutIsChosen = byForce !== undefined;
    this.#byForce = byForce ?? whole.nodes.length > mostInColumns;
    await this.#put(picture);
    const node = picture.nodes.find(({ entity }) => entity?.entity._key === selected);
    if (selected !== undefined && node !== undefined)
      this.#mark(await this.#canvases.present(), node.id);
  }

  /** Tells what the reader made of the picture. */
  #tellArranged(): void {
    this.#events.onArranged({
      byForce: this.#layoutIsChosen ? this.#byForce : undefined,
      hiddenNodes: [...this.#hiddenNodes],
      hiddenTypes: [...this.#hiddenTypes],
      collapsed: [...this.#groups],
    });
  }

  /** Draws exactly this picture, in the layout in force. */
  async #put(picture: Picture): Promise<void> {
    const placement = this.#byForce ? await placeByForce(picture) : undefined;
    const canvas = await this.#canvases.for(picture);
    this.#take(picture);
    canvas.draw(picture, placement);
    this.#applyHidden(canvas);
  }

  /** Draws a picture that grew out of the last one. */
  async grow(picture: Picture): Promise<void> {
    const placement = this.#byForce ? await placeByForce(picture) : undefined;
    const canvas = await this.#canvases.for(picture);
    const more = picture.nodes.length - this.#picture.nodes.length;
    const current = this.#current;
    this.#take(picture);
    canvas.change(picture, placement);
    this.#applyHidden(canvas);
    if (current !== null) {
      this.#mark(canvas, current);
      canvas.approach(current);
    }
    this.say(
      more === 0 ? "No further neighbours." : `${counted(more, "neighbour", "neighbours")} added.`,
    );
  }

  /** Lets go of the drawing surface. */
  async destroy(): Promise<void> {
    this.element.remove();
    this.note.remove();
    await this.#canvases.destroy();
  }

  #take(picture: Picture): void {
    this.#picture = picture;
    this.#current = null;
    this.#bar.show(undefined, null);
    const extent = extentOf(picture);
    this.#surface.setAttribute("aria-label", `Graph: ${extent}`);
    this.#surface.dataset["kind"] = picture.kind;
    this.#surface.dataset["nodes"] = String(picture.nodes.length);
    this.#surface.dataset["edges"] = String(picture.edges.length);
    this.say(extent);
    const legend = makeLegend(picture.nodes, {
      hidden: this.#hiddenTypes,
      onToggle: (type, hidden) => void this.#hideType(type, hidden),
    });
    this.#legend.replaceChildren(legend);
    this.#events.onDrawn(picture);
  }

  async #hideType(type: string, hidden: boolean): Promise<void> {
    if (hidden) this.#hiddenTypes.add(type);
    else this.#hiddenTypes.delete(type);
    this.#applyHidden(await this.#canvases.present());
    this.#tellArranged();
  }

  #applyHidden(canvas: Canvas): void {
    const hidden = this.#picture.nodes.filter(({ id, type }) => {
      return this.#hiddenNodes.has(id) || this.#hiddenTypes.has(type);
    });
    canvas.hide(new Set(hidden.map(({ id }) => id)));
  }

  async #obey(command: GraphCommand): Promise<void> {
    const canvas = await this.#canvases.present();
    if (command.kind === "walk")
      return this.#walkTo(canvas, canvas.next(this.#current, command.direction));
    if (command.kind === "zoom") return canvas.zoomBy(command.factor);
    if (command.kind === "node") return this.#obeyOnNode(canvas, command.action);
    return this.#obeyOnAll(canvas, command.kind);
  }

  async #obeyOnAll(canvas: Canvas, kind: WholeCommand): Promise<void> {
    switch (kind) {
      case "fit":
        return canvas.fit();
      case "image":
        return saveFile("defender-graph.png", await canvas.image());
      case "table":
        return this.#events.onTable();
      case "find":
        return this.#find.focus();
      case "layout":
        this.#byForce = !this.#byForce;
        this.#layoutIsChosen = true;
        await this.#put(this.#picture);
        this.#tellArranged();
        return this.say(this.#byForce ? "Placed by forces." : "Placed in columns.");
      case "clear":
        this.#pathFrom = null;
        this.#mark(canvas, null);
        return this.#events.onClear();
      case "undo":
        return this.#undo(canvas);
    }
  }

  async #undo(canvas: Canvas): Promise<void> {
    const before = this.#hiddenNodes.size === 0 ? this.#before.pop() : undefined;
    this.#hiddenNodes.clear();
    if (before !== undefined) this.#groups.pop();
    if (before !== undefined) await this.#put(before);
    else this.#applyHidden(canvas);
    this.#tellArranged();
    this.say(before === undefined ? "Everything is shown." : "Not collapsed any more.");
  }

  async #obeyOnNode(canvas: Canvas, action: NodeAction): Promise<void> {
    const node = this.#nodeOf(this.#current);
    if (node === undefined) return;
    switch (action) {
      case "open":
        return this.#events.onNode(node);
      case "expand":
        return this.#events.onExpand(node);
      case "hide":
        this.#hiddenNodes.add(node.id);
        this.#mark(canvas, null);
        this.#applyHidden(canvas);
        this.#tellArranged();
        return this.say("Hidden. Z shows it again.");
      case "collapse":
        return this.#collapse(node);
      case "path":
        return this.#path(node);
    }
  }

  async #collapse(node: PictureNode): Promise<void> {
    const fewer = collapsed(this.#picture, node);
    if (fewer === this.#picture) return this.say("There is only one of its type in this column.");
    this.#before.push(this.#picture);
    this.#groups.push(groupOf(node));
    await this.#put(fewer);
    this.#tellArranged();
    this.say("Collapsed. Z shows them again.");
  }

  #path(node: PictureNode): void {
    const from = this.#pathFrom;
    this.#pathFrom = from === null || from === node ? node : null;
    if (from !== null && from !== node) return this.#events.onPath(from, node);
    this.#bar.show(node, this.#pathFrom);
    this.say(`The path begins at ${node.label}. P on another one ends it.`);
  }

  async #found(node: PictureNode | undefined): Promise<void> {
    const canvas = await this.#canvases.present();
    this.#mark(canvas, node?.id ?? null);
    if (node !== undefined) canvas.reveal(node.id);
  }

  #walkTo(canvas: Canvas, id: string | undefined): void {
    const node = this.#nodeOf(id ?? this.#current);
    if (node === undefined) return;
    this.#mark(canvas, node.id);
    canvas.reveal(node.id);
    this.say(spokenNode(this.#picture, node));
  }

  #mark(canvas: Canvas, id: string | null): void {
    this.#current = id;
    canvas.mark(id);
    this.#bar.show(this.#nodeOf(id), this.#pathFrom);
  }

  #nodeOf(id: string | null): PictureNode | undefined {
    return this.#picture.nodes.find((node) => node.id === id);
  }

  /** Tells those who cannot see the picture. */
  say(text: string): void {
    this.#spoken.textContent = text;
  }

  async #pressed(id: string): Promise<void> {
    this.#mark(await this.#canvases.present(), id);
    const node = this.#nodeOf(id);
    const edge = this.#picture.edges.find((candidate) => candidate.id === id);
    if (node !== undefined) this.#events.onNode(node);
    else if (edge !== undefined) this.#events.onEdge(edge);
  }
}
