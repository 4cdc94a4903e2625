import type { Cell, ResultEdge, ResultEntity } from "../../../src/j1ql/result.ts";
import { kindOf } from "../graph/kind.ts";
import { makeKindMark } from "../graph/kind-mark.ts";
import { counted, readable } from "../page/format.ts";
import { type Child, make } from "../page/make.ts";
import { compareCells, isEdge, isEntity, type Row, type TableModel } from "./table-model.ts";

/** Rows beyond this are counted, not shown. */
const mostRows = 1_000;

/** Columns beyond this wait for a press of the button. */
const mostColumns = 10;

/** What a press on an entity or relationship in a table does. */
export type OnOpen = (thing: ResultEntity | ResultEdge) => void;

type Order = "ascending" | "descending" | "none";

interface Sorting {
  readonly column: number;
  readonly descending: boolean;
}

/** A table that sorts by a press on a column's head. */
export class TableView {
  readonly element: HTMLElement;
  readonly #table = make("table", { class: "grid" });
  readonly #model: TableModel;
  readonly #onOpen: OnOpen;
  #columns: number;
  #sorting: Sorting | undefined;

  constructor(model: TableModel, onOpen: OnOpen) {
    this.#model = model;
    this.#onOpen = onOpen;
    this.#columns = Math.min(model.columns.length, mostColumns);
    const { title } = model;
    this.element = make("section", { class: "table-section", "aria-label": title }, [
      make("div", { class: "table-head" }, [
        make("h2", {}, title),
        make("span", { class: "muted" }, extent(model)),
        this.#makeMoreColumns(),
      ]),
      this.#table,
    ]);
    this.#draw();
  }

  #makeMoreColumns(): HTMLElement | null {
    const all = this.#model.columns.length;
    if (this.#columns === all) return null;
    const button = make("button", { type: "button", class: "quiet" }, `Show all ${all} columns`);
    button.addEventListener("click", () => {
      this.#columns = all;
      this.#draw();
      button.remove();
    });
    return button;
  }

  #draw(): void {
    const columns = this.#model.columns.slice(0, this.#columns);
    const heads = columns.map((column, index) => {
      return makeHead(column, this.#orderOf(index), () => this.#sortBy(index));
    });
    const rows = sortRows(this.#model.rows, this.#sorting).slice(0, mostRows);
    const lines = rows.map((row) => makeLine(row, columns, this.#onOpen));
    this.#table.replaceChildren(
      make("caption", { class: "visually-hidden" }, this.#model.title),
      make("thead", {}, [make("tr", {}, heads)]),
      make("tbody", {}, lines),
    );
  }

  #orderOf(column: number): Order {
    if (this.#sorting?.column !== column) return "none";
    return this.#sorting.descending ? "descending" : "ascending";
  }

  #sortBy(column: number): void {
    const descending = this.#orderOf(column) === "ascending";
    this.#sorting = { column, descending };
    this.#draw();
    this.#table.querySelectorAll<HTMLButtonElement>("thead button")[column]?.focus();
  }
}

/** What of the whole is shown: the true total is never left out. */
function extent({ rows, total }: TableModel): string {
  const shown = Math.min(rows.length, mostRows);
  if (shown === total) return counted(total, "row", "rows");
  return `first ${shown.toLocaleString("en")} of ${counted(total, "row", "rows")}`;
}

function sortRows(rows: readonly Row[], sorting: Sorting | undefined): readonly Row[] {
  if (sorting === undefined) return rows;
  const { column, descending } = sorting;
  const cellOf = ({ cells }: Row): Cell => cells[column] ?? null;
  const [blank, filled] = [
    rows.filter((row) => cellOf(row) === null),
    rows.filter((row) => cellOf(row) !== null),
  ];
  const sorted = filled.toSorted((a, b) => compareCells(cellOf(a), cellOf(b)));
  return [...(descending ? sorted.toReversed() : sorted), ...blank];
}

function makeHead(column: string, order: Order, onPress: () => void): HTMLElement {
  const arrows = { ascending: "↑", descending: "↓", none: "" } as const;
  return make("th", { scope: "col", "aria-sort": order }, [
    make("button", { type: "button", click: onPress }, [
      column,
      make("span", { class: "sort-arrow", "aria-hidden": "true" }, arrows[order]),
    ]),
  ]);
}

function makeLine({ cells }: Row, columns: readonly string[], onOpen: OnOpen): HTMLElement {
  return make(
    "tr",
    {},
    columns.map((column, index) => makeCell(column, cells[index] ?? null, onOpen)),
  );
}

function makeCell(column: string, cell: Cell, onOpen: OnOpen): HTMLElement {
  if (isEntity(cell)) {
    const { _type, _class, displayName, _key } = cell.entity;
    const mark = makeKindMark(kindOf(_type[0] ?? "", _class));
    const name = displayName || _key;
    const shown = make("span", { class: "link-name", title: tooltip(name) }, name);
    return makeLink([mark, shown], () => onOpen(cell));
  }
  if (isEdge(cell)) return makeLink([cell.relationship._class], () => onOpen(cell));
  const text = readable(column, cell);
  const number = typeof cell === "number" ? "number" : null;
  return make("td", { class: number, title: tooltip(text) }, text);
}

/** What may be cut off is told in full to whoever points at it. */
function tooltip(text: string): string | null {
  return text.length > 30 ? text : null;
}

function makeLink(children: readonly Child[], open: () => void): HTMLElement {
  return make("td", {}, [
    make("button", { type: "button", class: "entity-link", click: open }, children),
  ]);
}
