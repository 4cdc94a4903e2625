import type { RowWriter } from "./row-writer.ts";

/** Small numbers for the keys of one run, so that millions of edges carry two integers instead of two long texts. */
export class KeyBook {
  readonly #numbers = new Map<string, number>();
  readonly #writer: RowWriter;

  /** `writer` fills `stage_key`. */
  constructor(writer: RowWriter) {
    this.#writer = writer;
  }

  /** The number of a key, new or known. */
  number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    this.#writer.add([number, key]);
    return number;
  }
}
