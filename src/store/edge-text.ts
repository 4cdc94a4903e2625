import type { Relationship } from "../graph/relationship.ts";
import { canonical } from "./canonical.ts";
import { GrowingText } from "./growing-text.ts";
import { storableText } from "./storable-text.ts";
import { betweenFields, betweenRows } from "./text-writer.ts";
import type { Volatile } from "./volatile.ts";

/** What an edge text is made with: numbers that the staging area gave. */
export interface EdgeNumbering {
  /** Of relationship types. */
  readonly types: ReadonlyMap<string, number>;
  /** Of keys that the staging area knows. Other keys get numbers below zero, and are told. */
  readonly keys: ReadonlyMap<string, number>;
  readonly volatile: Volatile;
}

/** Edges as the staging area reads them thousands at a time, without touching them one by one. */
export interface EdgeBlock {
  /** A row an edge, in UTF-8. */
  readonly text: Uint8Array<ArrayBuffer>;
  readonly edges: number;
  /** Keys that stand for the first time, with the numbers that they got: below zero. */
  readonly keys: readonly (readonly [key: string, number: number])[];
}

/** Several texts as one, of rows of `stage_relationship`. Canonical JSON escapes control characters, as separators are. */
export function joinedEdges(texts: readonly Uint8Array[]): Uint8Array {
  const separator = Buffer.from(betweenRows);
  return Buffer.concat(texts.flatMap((text, at) => (at === 0 ? [text] : [separator, text])));
}

/** Writes edges as text. Needs no database, so it may run in a thread of its own. */
export class EdgeText {
  readonly #types: ReadonlyMap<string, number>;
  readonly #volatile: Volatile;
  readonly #given: ReadonlyMap<string, number>;
  /** Numbers that were asked for: of all that were given, few. */
  readonly #met = new Map<string, number>();
  readonly #own = new Map<string, number>();
  readonly #text = new GrowingText();
  #rows = 0;
  #untold: (readonly [string, number])[] = [];
  #edges = 0;
  #lastNumber = 0;

  constructor({ types, keys, volatile }: EdgeNumbering) {
    this.#types = types;
    this.#volatile = volatile;
    this.#given = keys;
  }

  /** Adds an edge of a type that has a number. */
  add({ type, from, to, properties }: Relationship): void {
    const { lasting, volatile } = canonical(properties, this.#volatile.get(type));
    // Numbers below zero again, so that they never meet those of edges that are staged one by one.
    const sequence = -1 - this.#edges++;
    const start = this.#rows++ === 0 ? "" : betweenRows;
    const numbers = [sequence, this.#type(type), this.#number(from), this.#number(to)];
    this.#text.add(`${start}${numbers.join(betweenFields)}${betweenFields}`);
    this.#text.add(lasting);
    this.#text.add(betweenFields + volatile);
  }

  /** Everything since the last time. */
  take(): EdgeBlock {
    const block: EdgeBlock = {
      text: this.#text.take(),
      edges: this.#rows,
      keys: this.#untold,
    };
    this.#rows = 0;
    this.#untold = [];
    return block;
  }

  /** Forgets edges that were not taken, and tells every key again: blocks that were taken may have been lost. */
  restart(): void {
    this.#text.clear();
    this.#rows = 0;
    this.#untold = [...this.#own].filter(([key]) => storableText(key) === key);
  }

  #type(type: string): number {
    const number = this.#types.get(type);
    if (number === undefined) throw new Error(`edges of type ${type} have no number`);
    return number;
  }

  #number(key: string): number {
    const met = this.#met.get(key);
    if (met !== undefined) return met;
    const number = this.#given.get(key) ?? this.#ownNumber(key);
    this.#met.set(key, number);
    return number;
  }

  #ownNumber(key: string): number {
    const known = this.#own.get(key);
    if (known !== undefined) return known;
    const storable = storableText(key);
    const number = storable === key ? this.#nextNumber(key) : this.#number(storable);
    this.#own.set(key, number);
    return number;
  }

  #nextNumber(key: string): number {
    this.#untold.push([key, --this.#lastNumber]);
    return this.#lastNumber;
  }
}
