import type { Problem } from "../../../src/j1ql/problem.ts";
import { make } from "../page/make.ts";
import { highlight } from "./highlight.ts";
import type { PastQueries } from "./past-queries.ts";

/** What the box needs: who runs the query, and what was run before. */
export interface QueryBoxOptions {
  readonly onRun: () => void;
  readonly onEdit: () => void;
  readonly past: PastQueries;
}

/**
 * The box that a query is typed into: a text area over a coloured copy of its text. The copy gives the height and the
 * colours, the text area the typing. Ctrl+Enter runs; up from an empty box goes through the queries run before.
 */
export class QueryBox {
  readonly element: HTMLElement;
  readonly #copy = make("pre", { class: "query-copy", "aria-hidden": "true" });
  readonly #area = make("textarea", {
    class: "query-text",
    id: "query",
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    rows: 1,
    "aria-describedby": "query-problems",
    placeholder: "FIND Person THAT OWNS Device",
  });
  readonly #options: QueryBoxOptions;
  #problems: readonly Problem[] = [];
  /** How many queries back; 0 while typing. */
  #browsing = 0;

  constructor(options: QueryBoxOptions) {
    this.#options = options;
    this.element = make("div", { class: "query-box" }, [this.#copy, this.#area]);
    this.#area.addEventListener("input", () => this.#edited());
    this.#area.addEventListener("keydown", (event) => this.#pressed(event));
    this.#paint();
  }

  get text(): string {
    return this.#area.value;
  }

  set text(text: string) {
    if (this.#area.value !== text) this.#area.value = text;
    this.#problems = [];
    this.#paint();
  }

  /** Underlines these places until the text changes. */
  setProblems(problems: readonly Problem[], level: "problem" | "warning"): void {
    this.#problems = problems;
    this.element.dataset["level"] = level;
    this.#paint();
    this.#area.setAttribute("aria-invalid", String(level === "problem" && problems.length > 0));
  }

  /** Puts the cursor on a place. */
  select(from: number, to: number): void {
    this.#area.focus();
    this.#area.setSelectionRange(from, to);
  }

  focus(): void {
    this.#area.focus();
  }

  #edited(): void {
    this.#browsing = 0;
    this.#problems = [];
    this.#paint();
    this.#options.onEdit();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#options.onRun();
      return;
    }
    const step = historyStep(event, this.#area, this.#browsing);
    if (step === 0) return;
    event.preventDefault();
    const queries = this.#options.past.all();
    this.#browsing = Math.min(queries.length, Math.max(0, this.#browsing + step));
    this.text = this.#browsing === 0 ? "" : (queries.at(-this.#browsing) ?? "");
  }

  #paint(): void {
    const { value } = this.#area;
    const spans = highlight(value, this.#problems).map(({ text, look, wrong }) => {
      return make("span", { class: wrong ? `look-${look} wrong` : `look-${look}` }, text);
    });
    const wrongEnd = this.#problems.some(({ from }) => from >= value.length);
    const end = make("span", { class: wrongEnd ? "wrong" : null }, " ");
    this.#copy.replaceChildren(...spans, end);
    this.#area.setAttribute("aria-invalid", "false");
  }
}

/** Up from an empty box or from a query of the past goes one back, down one forward; anything else is typing. */
function historyStep(
  { key }: KeyboardEvent,
  { value, selectionStart, selectionEnd }: HTMLTextAreaElement,
  browsing: number,
): number {
  if (browsing === 0) return key === "ArrowUp" && value === "" ? 1 : 0;
  if (key === "ArrowUp") return value.slice(0, selectionStart).includes("\n") ? 0 : 1;
  if (key === "ArrowDown") return value.slice(selectionEnd).includes("\n") ? 0 : -1;
  return 0;
}
