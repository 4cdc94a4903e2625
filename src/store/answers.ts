import type { Bound, Row } from "./session.ts";

/** A statement that reads. */
interface Asked {
  readonly sql: string;
  readonly values: readonly Bound[];
}

interface Answer {
  readonly sql: string;
  readonly rows: Promise<readonly Row[]>;
  /** Estimated, in bytes; 0 while it is not there yet. */
  size: number;
}

// What always answers the same as long as nothing is written.
const repeatable = /^\s*(?:select|with)\b(?!.*\b(?:nextval|duckdb_\w+|current_setting|random)\()/is;
const cellBytes = 16;

function keyOf({ sql, values }: Asked): string | null {
  if (!repeatable.test(sql)) return null;
  const isPlain = values.every(
    (value) => typeof value !== "bigint" && !(value instanceof Uint8Array),
  );
  return isPlain ? `${sql}\0${JSON.stringify(values)}` : null;
}

function sizeOf(rows: readonly Row[]): number {
  let size = 0;
  for (const row of rows)
    for (const cell of Object.values(row))
      size += cellBytes + (typeof cell === "string" ? cell.length : 0);
  return size;
}

/**
 * What statements were answered since the last write. Many people look at the same few things: whoever asks what another
 * asked just now shares the answer, also one that is still being found. Only for a database that nobody else writes to.
 */
export class Answers {
  readonly #most: number;
  readonly #known = new Map<string, Answer>();
  #size = 0;

  /** `most` is how much may be kept, in bytes. */
  constructor(most: number) {
    this.#most = most;
  }

  /** The answer to a statement: one that is known, else what `find` finds. */
  async of(
    asked: Asked,
    find: () => Promise<readonly Row[]>,
    signal?: AbortSignal,
  ): Promise<readonly Row[]> {
    const key = keyOf(asked);
    if (key === null || this.#most === 0) return find();
    const known = this.#known.get(key);
    if (known === undefined) return this.#found(key, asked.sql, find);
    // The one that was asked least lately goes first.
    this.#known.delete(key);
    this.#known.set(key, known);
    try {
      return await known.rows;
    } catch (failure) {
      if (signal?.aborted === true) throw failure;
      // What ended the other's question early does not end this one.
      return find();
    }
  }

  /** Forgets what a write may have made untrue: all that mentions a table, or everything. */
  forget(table: string | null): void {
    const mention = table === null ? null : new RegExp(`\\b${table}\\b`, "i");
    for (const [key, { sql }] of this.#known)
      if (mention === null || mention.test(sql)) this.#drop(key);
  }

  async #found(
    key: string,
    sql: string,
    find: () => Promise<readonly Row[]>,
  ): Promise<readonly Row[]> {
    const answer: Answer = { sql, rows: find(), size: 0 };
    this.#known.set(key, answer);
    try {
      const rows = await answer.rows;
      // Forgotten meanwhile: it may be of before the write.
      if (this.#known.get(key) === answer) this.#keep(key, answer, sizeOf(rows));
      return rows;
    } catch (failure) {
      if (this.#known.get(key) === answer) this.#drop(key);
      throw failure;
    }
  }

  #keep(key: string, answer: Answer, size: number): void {
    answer.size = size + key.length;
    this.#size += answer.size;
    // One answer must not drive out all others.
    if (answer.size > this.#most / 4) this.#drop(key);
    for (const oldest of this.#known.keys()) {
      if (this.#size <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#size -= this.#known.get(key)?.size ?? 0;
    this.#known.delete(key);
  }
}
