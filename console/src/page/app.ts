import type { QueryReply } from "../../../src/http/contract.ts";
import type { ResultEntity } from "../../../src/j1ql/result.ts";
import type { PictureEdge, PictureNode } from "../picture/picture.ts";
import { withNeighbours } from "../picture/with-neighbours.ts";
import { type Api, RequestFailure } from "../query/api.ts";
import { createPastQueries, type PastQueries } from "../query/past-queries.ts";
import { asksForNumbers, neighboursOf, neighboursOfKind } from "../query/related-queries.ts";
import { type Address, readAddress, type View, writeAddress } from "./address.ts";
import { AskCard } from "./ask-card.ts";
import { contentOfAnswer, contentOfShape } from "./content.ts";
import { makeHeader } from "./header.ts";
import { make } from "./make.ts";
import { cancelled, emptyGraph, nothingFound, requestFailed, wrongQuery } from "./messages.ts";
import { createPanel, type PanelAction } from "./panel.ts";
import { ResultView } from "./result-view.ts";
import { createStatusBar } from "./status-bar.ts";
import { createThemeSwitch } from "./theme.ts";

/** Rows asked for; the true total is always told. */
const mostRows = 1_000;

/** Start entities asked for a picture. */
const mostStarts = 250;

/** How often the header asks for the age of the data, in milliseconds. */
const statusInterval = 60_000;

/** The page: what is asked, what is answered, and the address that says both. */
export class App {
  readonly #window: Window;
  readonly #api: Api;
  readonly #past: PastQueries;
  readonly #status = createStatusBar();
  readonly #panel = createPanel(() => void this.#result.graph.mark(null));
  readonly #ask: AskCard;
  readonly #result: ResultView;
  #running: AbortController | undefined;

  constructor(window: Window, api: Api) {
    this.#window = window;
    this.#api = api;
    this.#past = createPastQueries(window.localStorage);
    const theme = createThemeSwitch(window);
    const onCancel = (): void => this.#cancel();
    this.#ask = new AskCard(this.#past, {
      onRun: (query) => this.#go({ query, view: null }),
      onCancel,
    });
    this.#result = new ResultView(this.#panel.element, theme, {
      graph: {
        onNode: (node) => this.#openNode(node),
        onEdge: (edge) => this.#openEdge(edge),
        onExpand: (node) => void this.#expand(node),
        onClear: () => this.#panel.close(),
        onTable: () => this.#result.choose("table"),
      },
      onOpen: (thing) =>
        "entity" in thing ? this.#openEntity(thing) : this.#panel.showEdge(thing),
      onView: (view) => this.#replace(view),
      onFailure: (error) => requestFailed(error, () => this.#result.choose("graph")),
    });
    const main = make("main", {}, [this.#ask.element, this.#result.element]);
    const home = (): void => this.#go({ query: "", view: null });
    window.document.body.append(makeHeader(this.#status.element, theme, home), main);
  }

  /** Opens what the address says, and follows it from then on. */
  start(): void {
    this.#window.addEventListener("popstate", () => void this.#open(this.#address()));
    this.#window.document.addEventListener("keydown", (event) => this.#pressed(event));
    this.#window.setInterval(() => void this.#refresh(), statusInterval);
    void this.#refresh();
    void this.#open(this.#address());
  }

  #address(): Address {
    return readAddress(this.#window.location.search);
  }

  /** Opens an address and remembers it in the browser's history. */
  #go(address: Address): void {
    const url = this.#window.location.pathname + writeAddress(address);
    const same = url === this.#window.location.pathname + this.#window.location.search;
    if (!same) this.#window.history.pushState(null, "", url);
    void this.#open(address);
  }

  #replace(view: View): void {
    const address = writeAddress({ ...this.#address(), view });
    this.#window.history.replaceState(null, "", this.#window.location.pathname + address);
  }

  #cancel(): void {
    this.#running?.abort();
    this.#result.showMessage(cancelled(() => void this.#open(this.#address())));
  }

  async #open({ query, view }: Address): Promise<void> {
    this.#window.document.title = [query.split("\n", 1)[0], "defender-graph"]
      .filter(Boolean)
      .join(" · ");
    this.#panel.close();
    this.#ask.setQuery(query);
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#setBusy(true);
    try {
      if (query === "") await this.#showMap(view, running.signal);
      else await this.#run(query, view, running.signal);
    } catch (error) {
      if (!running.signal.aborted) this.#fail(error);
    } finally {
      if (this.#running === running) this.#setBusy(false);
    }
  }

  async #showMap(view: View | null, signal: AbortSignal): Promise<void> {
    const shape = await this.#api.shape();
    if (signal.aborted) return;
    this.#status.showShape(shape);
    if (shape.entities.length === 0) this.#result.showMessage(emptyGraph());
    else await this.#result.show(contentOfShape(shape), view ?? "graph");
  }

  async #run(query: string, view: View | null, signal: AbortSignal): Promise<void> {
    const reply = await this.#api.query({ query, limit: mostRows }, signal);
    this.#past.add(query);
    this.#ask.setRemarks(reply.warnings, "warning");
    if (reply.result.totalCount === 0) {
      const shape = await this.#api.shape();
      if (signal.aborted) return;
      if (shape.entities.length === 0) return this.#result.showMessage(emptyGraph());
      const again = (shorter: string): void => this.#go({ query: shorter, view: null });
      const warned = reply.warnings.length > 0;
      this.#result.showMessage(nothingFound({ query, warned }, again));
      return;
    }
    const tree = once(() => this.#api.query({ query, view: "tree", limit: mostStarts }));
    const best = asksForNumbers(query) ? "table" : null;
    await this.#result.show(contentOfAnswer(reply, tree), view ?? best);
  }

  /** A wrong query leaves the last good result where it is; anything else is said in its place. */
  #fail(error: unknown): void {
    if (error instanceof RequestFailure && error.problem.code === "query_invalid") {
      this.#ask.setRemarks(error.problem.problems ?? [], "problem");
      if (this.#result.isEmpty()) this.#result.showMessage(wrongQuery());
      return;
    }
    this.#result.showMessage(requestFailed(error, () => void this.#open(this.#address())));
  }

  #openNode(node: PictureNode): void {
    const { entity, query } = node;
    if (entity !== null) return this.#openEntity(entity, node);
    const list: PanelAction[] =
      query === null
        ? []
        : [{ label: "List them", icon: "dot", run: () => this.#go({ query, view: null }) }];
    if (this.#result.graph.picture.kind === "shape" && query !== null)
      this.#go({ query, view: null });
    else this.#panel.showGroup(node, list);
  }

  #openEdge({ edge, from, to }: PictureEdge): void {
    if (edge === null) return this.#panel.close();
    const labels = new Map(this.#result.graph.picture.nodes.map(({ id, label }) => [id, label]));
    this.#panel.showEdge(edge, { from: labels.get(from) ?? from, to: labels.get(to) ?? to });
  }

  #openEntity(entity: ResultEntity, node?: PictureNode): void {
    const query = neighboursOf(entity.entity._key);
    const around: PanelAction = {
      label: "Neighbours",
      icon: "expand",
      run: () => (node === undefined ? this.#go({ query, view: null }) : void this.#expand(node)),
    };
    const hide = (): void => {
      this.#panel.close();
      if (node !== undefined) void this.#result.graph.hide(node.id);
    };
    const hiding: PanelAction[] =
      node === undefined ? [] : [{ label: "Hide", icon: "hide", run: hide }];
    this.#panel.showEntity(entity, [around, ...hiding]);
  }

  /** Adds a node's neighbours to the picture. */
  async #expand(node: PictureNode): Promise<void> {
    const key = node.entity?.entity._key;
    if (key === undefined) return;
    const { picture } = this.#result.graph;
    this.#result.setBusy(true);
    try {
      const { result } = await this.#api.query({ query: neighboursOf(key), view: "tree" });
      // Meanwhile the reader may have asked for something else.
      if (result.type !== "tree" || this.#result.graph.picture !== picture) return;
      const listing = (type: string, verb: string): string => neighboursOfKind(key, type, verb);
      const grown = withNeighbours(picture, { centre: node, tree: result.data, listing });
      await this.#result.graph.grow(grown);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#result.setBusy(false);
    }
  }

  #setBusy(busy: boolean): void {
    this.#ask.setBusy(busy);
    this.#result.setBusy(busy);
  }

  /** The header's facts. What fails here is said where a reader asks for something. */
  async #refresh(): Promise<void> {
    if (this.#window.document.hidden) return;
    const [status, shape] = await Promise.allSettled([this.#api.status(), this.#api.shape()]);
    if (status.status === "fulfilled") this.#status.showStatus(status.value);
    if (shape.status === "fulfilled") this.#status.showShape(shape.value);
  }

  #pressed(event: KeyboardEvent): void {
    const typing =
      event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "Escape") this.#panel.close();
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.#ask.focus();
  }
}

/** Asks once and keeps the answer; a failure may be asked again. */
function once(ask: () => Promise<QueryReply>): () => Promise<QueryReply> {
  let kept: Promise<QueryReply> | undefined;
  return async () => {
    kept ??= ask();
    try {
      return await kept;
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
}
