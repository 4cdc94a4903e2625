import { type GraphEvents, GraphView, extentOf } from "../graph/graph-view.ts";
import type { Picture } from "../picture/picture.ts";
import { type OnOpen, TableView } from "../table/table-view.ts";
import type { View } from "./address.ts";
import type { Content } from "./content.ts";
import { make } from "./make.ts";
import { type Message, makeMessage } from "./message.ts";
import { makeRaw } from "./raw-view.ts";
import { Tabs } from "./tabs.ts";
import type { ThemeSwitch } from "./theme.ts";

/** What the result needs of the page. */
export interface ResultEvents {
  readonly graph: Omit<GraphEvents, "onDrawn">;
  readonly onOpen: OnOpen;
  /** The reader chose a view. */
  readonly onView: (view: View) => void;
  /** The picture could not be had. */
  readonly onFailure: (error: unknown) => Message;
}

/** One content in one of three views. */
export class ResultView {
  readonly element: HTMLElement;
  readonly graph: GraphView;
  readonly #events: ResultEvents;
  readonly #tabs: Tabs;
  readonly #title = make("p", { class: "result-title", role: "status" });
  readonly #notePlace: HTMLElement;
  readonly #graphPlace: HTMLElement;
  readonly #otherPlace: HTMLElement;
  #content: Content | undefined;

  constructor(panel: HTMLElement, theme: ThemeSwitch, events: ResultEvents) {
    this.#events = events;
    const onDrawn = (picture: Picture): void => this.#tellExtent(picture);
    this.graph = new GraphView(theme, { ...events.graph, onDrawn });
    this.#tabs = new Tabs((view) => {
      events.onView(view);
      void this.#draw(view);
    });
    this.#notePlace = make("div", { hidden: true }, [this.graph.note]);
    const place = { class: "view", role: "tabpanel", "aria-labelledby": "tab-graph" };
    this.#graphPlace = make("div", place, [this.graph.element]);
    this.#otherPlace = make("div", {
      ...place,
      class: "view view-scroll",
      tabindex: 0,
      hidden: true,
    });
    this.element = make("section", { class: "result", "aria-label": "Result" }, [
      make("div", { class: "result-head" }, [
        make("div", { class: "result-said" }, [this.#title, this.#notePlace]),
        this.#tabs.element,
      ]),
      make("div", { class: "result-body" }, [
        make("div", { class: "progress", "aria-hidden": "true" }),
        make("div", { class: "views" }, [this.#graphPlace, this.#otherPlace]),
        panel,
      ]),
    ]);
  }

  /** Shows a content in the view asked for; unasked, as a picture if it has relationships, else as a table. */
  async show(content: Content, view: View | null): Promise<void> {
    this.#content = content;
    this.#title.textContent = content.title;
    this.#tabs.enable(true);
    await this.#draw(view ?? "graph", view === null);
  }

  /** Whether no result is shown: nothing was answered yet, or a message is in its place. */
  isEmpty(): boolean {
    return this.#content === undefined;
  }

  /** Says something in place of a result. */
  showMessage(message: Message): void {
    this.#content = undefined;
    this.#title.textContent = "";
    this.#tabs.enable(false);
    this.#showOther([makeMessage(message)]);
  }

  setBusy(busy: boolean): void {
    this.element.toggleAttribute("data-busy", busy);
    this.element.setAttribute("aria-busy", String(busy));
  }

  /** Changes the view as a press on its tab does. */
  choose(view: View): void {
    this.#tabs.choose(view);
  }

  async #draw(view: View, free = false): Promise<void> {
    const content = this.#content;
    if (content === undefined) return;
    this.#tabs.select(view);
    if (view === "graph") return this.#drawGraph(content, free);
    if (view === "raw") return this.#showOther([makeRaw(content.raw)]);
    const tables = content
      .tables()
      .map((model) => new TableView(model, this.#events.onOpen).element);
    return this.#showOther(tables);
  }

  async #drawGraph(content: Content, free: boolean): Promise<void> {
    try {
      const { picture, matches } = await content.picture();
      if (this.#content !== content || this.#tabs.selected !== "graph") return;
      if (free && picture.edges.length === 0 && picture.kind === "entities")
        return this.#draw("table");
      this.#otherPlace.hidden = true;
      this.#graphPlace.hidden = false;
      this.#notePlace.hidden = false;
      await this.graph.show(picture, matches);
    } catch (error) {
      if (this.#content === content) this.#showOther([makeMessage(this.#events.onFailure(error))]);
    }
  }

  #tellExtent(picture: Picture): void {
    const title = this.#content?.title ?? "";
    const extent = picture.kind === "entities" ? ` · drawn: ${extentOf(picture)}` : "";
    this.#title.textContent = title + extent;
  }

  #showOther(children: readonly HTMLElement[]): void {
    this.#otherPlace.setAttribute("aria-labelledby", `tab-${this.#tabs.selected}`);
    this.#otherPlace.replaceChildren(...children);
    this.#otherPlace.scrollTop = 0;
    this.#otherPlace.hidden = false;
    this.#graphPlace.hidden = true;
    this.#notePlace.hidden = true;
  }
}
