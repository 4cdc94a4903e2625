import type { PictureNode } from "../picture/picture.ts";
import { make, makeIcon } from "./make.ts";

/** Finds nodes of the picture by name: Enter goes from one to the next. */
export class FindField {
  readonly element: HTMLElement;
  readonly #input = make("input", {
    type: "search",
    placeholder: "Find in picture",
    "aria-label": "Find in the picture",
  });
  readonly #said = make("span", { class: "muted", role: "status" });
  readonly #nodes: () => readonly PictureNode[];
  readonly #onFound: (node: PictureNode | undefined) => void;
  #at = 0;

  constructor(
    nodes: () => readonly PictureNode[],
    onFound: (node: PictureNode | undefined) => void,
  ) {
    this.#nodes = nodes;
    this.#onFound = onFound;
    this.element = make("label", { class: "find-field" }, [
      makeIcon("search"),
      this.#input,
      this.#said,
    ]);
    this.#input.addEventListener("input", () => this.#find(0));
    this.#input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#find(this.#at + (event.shiftKey ? -1 : 1));
    });
  }

  focus(): void {
    this.#input.focus();
  }

  #find(wanted: number): void {
    const typed = this.#input.value.trim().toLowerCase();
    if (typed === "") {
      this.#said.textContent = "";
      return this.#onFound(undefined);
    }
    const found = this.#nodes().filter(({ label }) => label.toLowerCase().includes(typed));
    this.#at = found.length === 0 ? 0 : (wanted + found.length) % found.length;
    this.#said.textContent =
      found.length === 0 ? "not in it" : `${this.#at + 1} of ${found.length}`;
    this.#onFound(found[this.#at]);
  }
}
