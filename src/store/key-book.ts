import { storableText } from "./storable-text.ts";
import type { RowWriter } from "./stage-table.ts";

/** Small numbers for the keys of one run, so that millions of edges carry two integers instead of two long texts. */
export class KeyBook {
  readonly #numbers = new Map<string, number>();
  readonly #writer: RowWriter;
  /** The keys of numbers from zero up, and of those that were given elsewhere, from -1 down. */
  readonly #keys: string[] = [];
  readonly #adopted: string[] = [];

  /** `writer` fills `stage_key`. */
  constructor(writer: RowWriter) {
    this.#writer = writer;
  }

  /** The number of a key, new or known. */
  number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const storable = storableText(key);
    const number = storable === key ? this.#keys.push(key) - 1 : this.number(storable);
    this.#numbers.set(key, number);
    if (storable === key) this.#writer.add([number, key]);
    return number;
  }

  /** Takes a key with the number that it got elsewhere, below zero. The same again is nothing new. */
  adopt(key: string, number: number): void {
    const known = this.#numbers.get(key);
    if (known === number) return;
    if (known !== undefined) throw new Error(`the key ${key} has another number already`);
    this.#numbers.set(key, number);
    this.#adopted[-1 - number] = key;
    this.#writer.add([number, key]);
  }

  /** The key that has a number. */
  key(number: number): string {
    const key = number < 0 ? this.#adopted[-1 - number] : this.#keys[number];
    if (key === undefined) throw new Error(`no key has the number ${number}`);
    return key;
  }
}
