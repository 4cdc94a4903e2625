import type { Properties } from "../graph/entity.ts";
import { canonical } from "./canonical.ts";
import { GrowingText } from "./growing-text.ts";
import { readProperties } from "./stored.ts";
import { betweenFields, betweenRows } from "./text-writer.ts";
import type { Volatile } from "./volatile.ts";

/** Joins two pieces of evidence for the same edge. */
type Merge = (a: Properties, b: Properties) => Properties;

/** By relationship type, how edges that come several times are joined. */
export type Merges = ReadonlyMap<string, Merge>;

/** What whoever joins edges needs to know. It passes between threads. */
export interface JoinStart {
  /** Relationship types, each at its number. */
  readonly types: readonly string[];
  readonly volatile: Volatile;
  /** The number of the first edge that is made; the others follow. */
  readonly first: number;
}

/**
 * Who joins edges that come several times. Edges go in as rows, the same one's without another between them: numbers of
 * type and ends, and properties as JSON, with `betweenFields` and `betweenRows`. They come out as the staging area reads
 * them.
 */
export interface Joiner {
  /** Takes rows, and gives the edges that are whole by now. */
  join(rows: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Gives the last edge. */
  end(): Promise<Uint8Array<ArrayBuffer>>;
  /** Lets go of what joining holds. */
  close(): Promise<void>;
}

const fieldEnd = betweenFields.charCodeAt(0);
const rowEnd = betweenRows.charCodeAt(0);

interface Open {
  /** Numbers of type and ends, as the row has them. */
  readonly ends: string;
  readonly type: string;
  properties: Properties;
}

/** Joins edges that come several times. Needs no database, so it may run in a thread of its own. */
export class EdgeJoin {
  readonly #types: readonly string[];
  readonly #volatile: Volatile;
  readonly #merges: Merges;
  readonly #text = new GrowingText();
  #next: number;
  #open: Open | null = null;

  constructor({ types, volatile, first }: JoinStart, merges: Merges) {
    this.#types = types;
    this.#volatile = volatile;
    this.#merges = merges;
    this.#next = first;
  }

  /** Takes rows, and gives the edges that are whole by now. */
  join(rows: string): Uint8Array<ArrayBuffer> {
    if (rows !== "") for (const row of rows.split(betweenRows)) this.#row(row);
    return this.#text.take();
  }

  /** Gives the last edge. */
  end(): Uint8Array<ArrayBuffer> {
    this.#write();
    this.#open = null;
    return this.#text.take();
  }

  #row(row: string): void {
    const behind = row.lastIndexOf(betweenFields);
    const ends = row.slice(0, behind);
    const properties = readProperties(row.slice(behind + 1));
    const open = this.#open;
    const merge = open?.ends === ends ? this.#merges.get(open.type) : undefined;
    if (open !== null && merge !== undefined) {
      open.properties = merge(open.properties, properties);
      return;
    }
    this.#write();
    const type = this.#types[Number(ends.slice(0, ends.indexOf(betweenFields)))] ?? "";
    this.#open = { ends, type, properties };
  }

  #write(): void {
    if (this.#open === null) return;
    const { ends, type, properties } = this.#open;
    const { lasting, volatile } = canonical(properties, this.#volatile.get(type));
    if (this.#text.length > 0) this.#text.addAscii(rowEnd);
    this.#text.addWhole(this.#next++);
    this.#text.addAscii(fieldEnd);
    this.#text.add(ends);
    this.#text.addAscii(fieldEnd);
    this.#text.add(lasting);
    this.#text.addAscii(fieldEnd);
    this.#text.add(volatile);
  }
}

/** Joins in the thread that asks. */
export function joinHere(start: JoinStart, merges: Merges): Joiner {
  const edges = new EdgeJoin(start, merges);
  return {
    join: (rows) => Promise.resolve(edges.join(rows)),
    end: () => Promise.resolve(edges.end()),
    close: () => Promise.resolve(),
  };
}
