import type { Submittable } from "pg";
import { readerOf, type Sent } from "./postgres-value.ts";
import type { Cell, Row } from "./session.ts";

/** What of a connection a statement talks to: PostgreSQL's extended protocol. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: object, more: boolean): void;
  bind(message: object, more: boolean): void;
  describe(message: { readonly type: string; readonly name: string }, more: boolean): void;
  execute(message: object, more: boolean): void;
  flush(): void;
  sync(): void;
}

interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

interface Column {
  readonly name: string;
  readonly read: (text: string) => Cell;
}

/** What a statement is made of. */
export interface Asked {
  readonly text: string;
  readonly values: readonly Sent[];
  /** Rows at a time; 0 for all at once. */
  readonly atOnce: number;
}

/** A statement under way; `pg` tells it what the server answers. */
export class PostgresStatement implements Submittable {
  readonly #asked: Asked;
  #wire: Wire | null = null;
  #columns: readonly Column[] = [];
  #rows: Row[] = [];
  #isEnded = false;
  #isSynced: boolean;
  #waiting = Promise.withResolvers<void>();

  constructor(asked: Asked) {
    this.#asked = asked;
    this.#isSynced = asked.atOnce === 0;
    // Met by `next`; until then it must not count as unhandled.
    this.#waiting.promise.catch(() => undefined);
  }

  /** The next rows, or all; `null` when there are no more. */
  async next(): Promise<readonly Row[] | null> {
    await this.#waiting.promise;
    const rows = this.#rows;
    this.#rows = [];
    if (this.#isEnded) return rows.length > 0 ? rows : null;
    this.#again();
    this.#wire?.execute({ rows: this.#asked.atOnce }, true);
    this.#wire?.flush();
    return rows;
  }

  /** Leaves the rest unread. Resolves when the connection is free again. */
  async leave(): Promise<void> {
    if (this.#isEnded) return;
    await this.#waiting.promise.catch(() => undefined);
    if (this.#isEnded) return;
    this.#again();
    this.#sync();
    await this.#waiting.promise.catch(() => undefined);
  }

  submit = (wire: Wire): void => {
    const { text, values, atOnce } = this.#asked;
    this.#wire = wire;
    wire.stream.cork();
    try {
      wire.parse({ name: "", text, types: values.map(({ type }) => type) }, true);
      wire.bind({ values: values.map(({ value }) => value), valueMapper: same }, true);
      wire.describe({ type: "P", name: "" }, true);
      wire.execute(atOnce === 0 ? {} : { rows: atOnce }, true);
      if (atOnce === 0) wire.sync();
      else wire.flush();
    } finally {
      wire.stream.uncork();
    }
  };

  /** Told by `pg`. */
  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, read: readerOf(dataTypeID) }));
  }

  /** Told by `pg`. */
  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, Cell> = {};
    for (const [at, { name, read }] of this.#columns.entries()) {
      const text = fields[at] ?? null;
      row[name] = text === null ? null : read(text);
    }
    this.#rows.push(row);
  }

  /** Told by `pg`: as many rows as were asked for were given. */
  handlePortalSuspended(): void {
    this.#waiting.resolve();
  }

  /** Told by `pg`. */
  handleCommandComplete(): void {
    this.#sync();
  }

  /** Told by `pg`. */
  handleEmptyQuery(): void {
    this.#sync();
  }

  /** Told by `pg`: the connection is free. */
  handleReadyForQuery(): void {
    this.#isEnded = true;
    this.#waiting.resolve();
  }

  /** Told by `pg`. */
  handleError(error: unknown): void {
    this.#isEnded = true;
    this.#sync();
    this.#waiting.reject(error);
  }

  #again(): void {
    this.#waiting = Promise.withResolvers<void>();
    this.#waiting.promise.catch(() => undefined);
  }

  #sync(): void {
    if (this.#isSynced) return;
    this.#isSynced = true;
    this.#wire?.sync();
  }
}

const same = (value: unknown): unknown => value;
