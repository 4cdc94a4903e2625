import type { Problem } from "../../../src/j1ql/problem.ts";
import type { PastQueries } from "../query/past-queries.ts";
import { makeProblemList } from "../query/problem-list.ts";
import { QueryBox } from "../query/query-box.ts";
import { starterQuestions } from "../query/starter-questions.ts";
import { make } from "./make.ts";

/** What a reader does with the question. */
export interface AskEvents {
  readonly onRun: (query: string) => void;
  readonly onCancel: () => void;
}

/** A wait shorter than this is not worth a sign of it, in milliseconds. */
const noticed = 150;

/** Where a question is asked: the box, its buttons, what is wrong with it, and questions to start from. */
export class AskCard {
  readonly element: HTMLElement;
  readonly #events: AskEvents;
  readonly #box: QueryBox;
  readonly #run = make("button", { type: "button", class: "button primary run" });
  readonly #remarks = make("div", { id: "query-problems", role: "status" });
  readonly #chips: ReadonlyMap<string, HTMLButtonElement>;
  #busy = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(past: PastQueries, events: AskEvents) {
    this.#events = events;
    const onRun = (): void => this.#ask();
    this.#box = new QueryBox({ onRun, onEdit: () => this.#edited(), past });
    this.#chips = new Map(
      starterQuestions.map(({ query, title }) => [query, this.#makeChip(query, title)]),
    );
    this.#run.addEventListener("click", () => (this.#busy ? events.onCancel() : this.#ask()));
    this.setBusy(false);
    const chips = [...this.#chips.values()].map((chip) => make("li", {}, [chip]));
    this.element = make("section", { class: "ask", "aria-label": "Question" }, [
      make("div", { class: "ask-row" }, [
        make("label", { for: "query", class: "visually-hidden" }, "J1QL query"),
        this.#box.element,
        this.#run,
      ]),
      this.#remarks,
      make("ul", { class: "starters", "aria-label": "Questions to start from" }, chips),
    ]);
  }

  /** Puts a query into the box, with nothing said about it. */
  setQuery(query: string): void {
    this.#box.text = query;
    this.#edited();
  }

  /** Says what is wrong with the query (it did not run) or worth knowing (it did), at its places. */
  setRemarks(problems: readonly Problem[], level: "problem" | "warning"): void {
    const { text } = this.#box;
    this.#box.setProblems(problems, level);
    const remarks = problems.map((problem) => ({ problem, level }));
    const pick = ({ from, to }: Problem): void => this.#box.select(from, to);
    const items = makeProblemList(text, remarks, pick);
    const list = make("ul", { class: "remarks", "aria-label": "What is wrong" }, items);
    this.#remarks.replaceChildren(items.length === 0 ? "" : list);
  }

  /** Offers to cancel, once it takes long enough to be noticed. */
  setBusy(busy: boolean): void {
    clearTimeout(this.#waiting);
    if (busy) this.#waiting = setTimeout(() => this.#paintRun(true), noticed);
    else this.#paintRun(false);
  }

  #paintRun(busy: boolean): void {
    this.#busy = busy;
    const keys = busy ? null : make("kbd", { "aria-hidden": "true" }, "Ctrl ⏎");
    this.#run.replaceChildren(busy ? "Cancel" : "Run", keys ?? "");
    this.#run.classList.toggle("primary", !busy);
  }

  focus(): void {
    this.#box.focus();
  }

  #ask(): void {
    const query = this.#box.text.trim();
    if (query === "") this.#box.focus();
    else this.#events.onRun(query);
  }

  #edited(): void {
    this.#remarks.replaceChildren();
    for (const [query, chip] of this.#chips)
      chip.setAttribute("aria-pressed", String(query === this.#box.text));
  }

  #makeChip(query: string, title: string): HTMLButtonElement {
    const chip = make(
      "button",
      { type: "button", class: "chip", "aria-pressed": "false", title: query },
      title,
    );
    chip.addEventListener("click", () => {
      this.setQuery(query);
      this.#ask();
    });
    return chip;
  }
}
