import { listText } from "./postgres-value.ts";
import type { RowWriter, StageCell, StageKind } from "./stage-table.ts";
import { storableText } from "./storable-text.ts";

// Control characters that no JSON text holds, so that texts of our own making need no quotes.
const between = "\u001F";
const quote = "\u0002";
const absent = "\u0003";

/** How `COPY` reads rows that are written with these. */
export const copyOptions = `(format csv, delimiter e'\\x1f', quote e'\\x02', null e'\\x03')`;

const separators = "\u001F\u0002\u0003\n\r";
const special = new RegExp(`[${separators}]`);

// Text, in UTF-16 units, before it is sent.
const textAtOnce = 4_000_000;

function fieldOf(value: StageCell | undefined): string {
  if (value === null || value === undefined) return absent;
  if (typeof value === "object") return quotedIfSpecial(listText(value));
  return typeof value === "string" ? quotedIfSpecial(storableText(value)) : String(value);
}

function quotedIfSpecial(text: string): string {
  return special.test(text) ? quote + text.replaceAll(quote, quote + quote) + quote : text;
}

/** Fills a table by `COPY`. */
export class PostgresWriter implements RowWriter {
  readonly #columns: number;
  readonly #send: (text: Uint8Array) => Promise<void>;
  readonly #encoder = new TextEncoder();
  #rows: string[] = [];
  #text = 0;
  #sending: Promise<void> = Promise.resolve();

  /** `send` adds the rows of a text to the table. */
  constructor(kinds: readonly StageKind[], send: (text: Uint8Array) => Promise<void>) {
    this.#columns = kinds.length;
    this.#send = send;
  }

  add(row: readonly StageCell[]): void {
    let line = fieldOf(row[0]);
    for (let at = 1; at < this.#columns; at++) line += between + fieldOf(row[at]);
    this.#rows.push(line);
    this.#text += line.length;
  }

  // One text is sent while the next one is made.
  async relieve(): Promise<void> {
    if (this.#text < textAtOnce) return;
    await this.#sending;
    this.#handOver();
  }

  async flush(): Promise<void> {
    await this.#sending;
    this.#handOver();
    await this.#sending;
  }

  close(): Promise<void> {
    this.#rows = [];
    return this.#sending.catch(() => undefined);
  }

  #handOver(): void {
    if (this.#rows.length === 0) return;
    const text = this.#encoder.encode(this.#rows.join("\n"));
    this.#rows = [];
    this.#text = 0;
    this.#sending = this.#send(text);
    // Met by the next call; until then it must not count as unhandled.
    this.#sending.catch(() => undefined);
  }
}
