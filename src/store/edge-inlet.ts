import { freeBytes } from "../base/free-bytes.ts";
import { joinedEdges } from "./edge-text.ts";
import { stageTables } from "./stage-table.ts";
import type { StagingArea } from "./staging-area.ts";

// One statement for so much text: it then costs the same per edge as in larger ones.
const bytesAtOnce = 4_000_000;

/** Pours edges that come as text into their table, off the event loop, while more of them come. */
export class EdgeInlet {
  readonly #area: StagingArea;
  #waiting: Uint8Array[] = [];
  #bytes = 0;
  #pouring: Promise<void> = Promise.resolve();

  constructor(area: StagingArea) {
    this.#area = area;
  }

  /** Takes rows of edges; waits while the ones before them are poured. One caller at a time. */
  async add(text: Uint8Array): Promise<void> {
    if (text.length === 0) return;
    this.#waiting.push(text);
    this.#bytes += text.length;
    if (this.#bytes >= bytesAtOnce) await this.#next();
  }

  /** Makes all edges visible to queries. */
  async flush(): Promise<void> {
    await this.#next();
    await this.#pouring;
  }

  async #next(): Promise<void> {
    const texts = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    await this.#pouring;
    this.#pouring = this.#pour(texts);
    // Met by the next call; until then it must not count as unhandled.
    this.#pouring.catch(() => undefined);
  }

  async #pour(texts: readonly Uint8Array[]): Promise<void> {
    if (texts.length === 0) return;
    const joined = joinedEdges(texts);
    for (const text of texts) freeBytes(text);
    await this.#area.load(stageTables.relationships, joined);
    freeBytes(joined);
  }
}
