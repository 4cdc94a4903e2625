import { freeBytes } from "../base/free-bytes.ts";
import { GrowingText } from "./growing-text.ts";
import type { RowWriter, StageCell, StageKind } from "./stage-table.ts";

/** A control character that no JSON text holds. */
export const betweenFields = "\u001F";

/** Ends no row: stands between two. */
export const betweenRows = "\n";

// Bytes before they are handed over.
const bytesAtOnce = 4_000_000;

/** Writes rows as text, thousands at a time. */
export class TextWriter implements RowWriter {
  readonly #kinds: readonly StageKind[];
  readonly #fieldOf: (value: StageCell, kind: StageKind) => string;
  readonly #send: (text: Uint8Array) => Promise<void>;
  readonly #text = new GrowingText();
  #rows = 0;
  #sending: Promise<void> = Promise.resolve();

  /** `fieldOf` writes a value as the engine reads it, `send` adds the rows of a text to the table. */
  constructor(
    kinds: readonly StageKind[],
    fieldOf: (value: StageCell, kind: StageKind) => string,
    send: (text: Uint8Array) => Promise<void>,
  ) {
    this.#kinds = kinds;
    this.#fieldOf = fieldOf;
    this.#send = send;
  }

  add(row: readonly StageCell[]): void {
    let before = this.#rows++ === 0 ? "" : betweenRows;
    for (const [at, kind] of this.#kinds.entries()) {
      this.#text.add(before + this.#fieldOf(row[at] ?? null, kind));
      before = betweenFields;
    }
  }

  // One text is sent while the next one is made.
  async relieve(): Promise<void> {
    if (this.#text.length < bytesAtOnce) return;
    await this.#sending;
    this.#handOver();
  }

  async flush(): Promise<void> {
    await this.#sending;
    this.#handOver();
    await this.#sending;
  }

  close(): Promise<void> {
    this.#rows = 0;
    this.#text.clear();
    return this.#sending.catch(() => undefined);
  }

  #handOver(): void {
    if (this.#rows === 0) return;
    this.#rows = 0;
    this.#sending = this.#sent(this.#text.take());
    // Met by the next call; until then it must not count as unhandled.
    this.#sending.catch(() => undefined);
  }

  async #sent(text: Uint8Array): Promise<void> {
    await this.#send(text);
    freeBytes(text);
  }
}
