import type { Properties } from "../graph/entity.ts";
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

/** An end of edges. The same one for all edges of its key keeps the number, which is then looked up once. */
export interface NumberedEnd {
  readonly key: string;
  /** `null` before it is looked up, by one and the same `EdgeText`. */
  number: number | null;
}

/** An edge to be written as text. */
export interface NumberedEdge {
  readonly kind: { readonly type: string };
  readonly from: NumberedEnd;
  readonly to: NumberedEnd;
  readonly properties: Properties;
}

const fieldEnd = betweenFields.charCodeAt(0);
const rowEnd = betweenRows.charCodeAt(0);

interface EdgeType {
  readonly number: number;
  readonly volatile: readonly string[] | undefined;
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
  readonly #types: ReadonlyMap<string, EdgeType>;
  readonly #given: ReadonlyMap<string, number>;
  readonly #own = new Map<string, number>();
  readonly #text = new GrowingText();
  #rows = 0;
  #untold: (readonly [string, number])[] = [];
  #edges = 0;
  #lastNumber = 0;

  constructor({ types, keys, volatile }: EdgeNumbering) {
    this.#types = new Map(
      [...types].map(([type, number]) => [type, { number, volatile: volatile.get(type) }]),
    );
    this.#given = keys;
  }

  /** Adds an edge of a type that has a number. */
  add({ kind, from, to, properties }: NumberedEdge): void {
    const type = this.#type(kind.type);
    const { lasting, volatile } = canonical(properties, type.volatile);
    if (this.#rows++ > 0) this.#text.addAscii(rowEnd);
    // Below zero again, so that they never meet those of edges that are staged one by one.
    this.#whole(-1 - this.#edges++);
    this.#whole(type.number);
    this.#whole(this.#number(from));
    this.#whole(this.#number(to));
    this.#text.add(lasting);
    this.#text.addAscii(fieldEnd);
    this.#text.add(volatile);
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

  #whole(number: number): void {
    this.#text.addWhole(number);
    this.#text.addAscii(fieldEnd);
  }

  #type(type: string): EdgeType {
    const known = this.#types.get(type);
    if (known === undefined) throw new Error(`edges of type ${type} have no number`);
    return known;
  }

  #number(end: NumberedEnd): number {
    end.number ??= this.#numberOf(end.key);
    return end.number;
  }

  #numberOf(key: string): number {
    return this.#given.get(key) ?? this.#own.get(key) ?? this.#ownNumber(key);
  }

  #ownNumber(key: string): number {
    const storable = storableText(key);
    const number = storable === key ? this.#nextNumber(key) : this.#numberOf(storable);
    this.#own.set(key, number);
    return number;
  }

  #nextNumber(key: string): number {
    this.#untold.push([key, --this.#lastNumber]);
    return this.#lastNumber;
  }
}
