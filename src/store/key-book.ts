import type { DuckDBAppender } from "@duckdb/node-api";

/** Small numbers for the keys of one run, so that millions of edges carry two integers instead of two long texts. */
export class KeyBook {
  readonly #numbers = new Map<string, number>();
  readonly #appender: DuckDBAppender;

  /** `appender` fills `stage_key (n, key)`. */
  constructor(appender: DuckDBAppender) {
    this.#appender = appender;
  }

  /** The number of a key, new or known. */
  number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    this.#appender.appendInteger(number);
    this.#appender.appendVarchar(key);
    this.#appender.endRow();
    return number;
  }
}
