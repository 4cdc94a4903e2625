import type { View } from "./address.ts";
import { make } from "./make.ts";

const views: readonly { readonly view: View; readonly label: string }[] = [
  { view: "graph", label: "Graph" },
  { view: "table", label: "Table" },
  { view: "raw", label: "Raw" },
];

/** The switch between the views; arrow keys move along it. */
export class Tabs {
  readonly element: HTMLElement;
  readonly #buttons: ReadonlyMap<View, HTMLButtonElement>;
  readonly #onChoose: (view: View) => void;
  #selected: View = "graph";

  constructor(onChoose: (view: View) => void) {
    this.#onChoose = onChoose;
    this.#buttons = new Map(
      views.map(({ view, label }) => {
        const attributes = { type: "button", role: "tab", id: `tab-${view}`, "data-view": view };
        return [view, make("button", { ...attributes, click: () => this.choose(view) }, label)];
      }),
    );
    this.element = make("div", { class: "tabs", role: "tablist", "aria-label": "View" }, [
      ...this.#buttons.values(),
    ]);
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    this.select("graph");
  }

  get selected(): View {
    return this.#selected;
  }

  /** Marks a view as the one shown. */
  select(view: View): void {
    this.#selected = view;
    for (const [other, button] of this.#buttons) {
      button.setAttribute("aria-selected", String(other === view));
      button.tabIndex = other === view ? 0 : -1;
    }
  }

  /** Does what a press does. */
  choose(view: View): void {
    this.select(view);
    this.#onChoose(view);
  }

  enable(enabled: boolean): void {
    for (const button of this.#buttons.values()) button.disabled = !enabled;
  }

  #pressed({ key }: KeyboardEvent): void {
    const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const index = views.findIndex(({ view }) => view === this.#selected) + step;
    const next = views.at(index % views.length);
    if (next === undefined) return;
    this.choose(next.view);
    this.#buttons.get(next.view)?.focus();
  }
}
