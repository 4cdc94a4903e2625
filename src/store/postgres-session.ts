import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { Failure } from "../base/failure.ts";
import { endedEarly, endOf } from "./ended-early.ts";
import { numbered } from "./placeholders.ts";
import type { PostgresAddress } from "./postgres-address.ts";
import { keepCancelling } from "./postgres-cancel.ts";
import { postgresDialect } from "./postgres-dialect.ts";
import { postgresFailure } from "./postgres-failure.ts";
import { PostgresStatement } from "./postgres-statement.ts";
import { sent } from "./postgres-value.ts";
import { copyOptions, postgresField } from "./postgres-text.ts";
import type { Bound, Bounds, Row, Session } from "./session.ts";
import type { TablePlace } from "./stage-place.ts";
import type { RowWriter, StageTable } from "./stage-table.ts";
import { TextWriter } from "./text-writer.ts";
import { Turns } from "./turns.ts";

// Rows of one batch.
const batchRows = 2_000;

/** A connection to a server. */
export class PostgresSession implements Session {
  readonly dialect = postgresDialect;
  readonly #client: pg.Client;
  readonly #address: PostgresAddress;
  readonly #ended: (session: Session) => void;
  readonly #turns = new Turns();
  #isClosed = false;
  #isLost = false;
  /** What ends every statement of a snapshot early. */
  #signal: AbortSignal | undefined;

  /** `ended` is told when the connection ended. */
  constructor(client: pg.Client, address: PostgresAddress, ended: (session: Session) => void) {
    this.#client = client;
    this.#address = address;
    this.#ended = ended;
    const lose = (): void => {
      this.#isLost = true;
    };
    client.on("error", lose);
    client.on("end", lose);
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  async run(sql: string, values: readonly Bound[] = []): Promise<void> {
    await this.all(sql, values);
  }

  async all(sql: string, values: readonly Bound[] = [], bounds: Bounds = {}): Promise<Row[]> {
    return this.#queued(bounds, async () => {
      const statement = this.#asked(sql, values, 0);
      return [...((await statement.next()) ?? [])];
    });
  }

  async *batches(
    sql: string,
    values: readonly Bound[] = [],
    bounds: Bounds = {},
  ): AsyncGenerator<readonly Row[]> {
    const release = await this.#turns.take();
    let statement: PostgresStatement | null = null;
    try {
      const asked = (statement = this.#asked(sql, values, batchRows));
      for (;;) {
        const rows = await this.#bounded(bounds, () => asked.next());
        if (rows === null) return;
        if (rows.length > 0) yield rows;
      }
    } finally {
      await statement?.leave();
      release();
    }
  }

  writer(table: StageTable, place: TablePlace): Promise<RowWriter> {
    const send = (text: Uint8Array): Promise<void> => this.load(table, place, text);
    return Promise.resolve(new TextWriter(table.kinds, postgresField, send));
  }

  load({ name }: StageTable, place: TablePlace, text: Uint8Array): Promise<void> {
    return this.#queued({}, async () => {
      const copy = this.#client.query(
        copyFrom(`copy ${place.name}."${name}" from stdin ${copyOptions}`),
      );
      await pipeline([text], copy);
    });
  }

  transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#within("begin transaction", work);
  }

  async reading<Result>(read: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const once = async function* (): AsyncGenerator<Result> {
      yield await read();
    };
    for await (const result of this.snapshot(once, signal)) return result;
    throw new Error("nothing was read");
  }

  async *snapshot<Item>(
    read: () => AsyncGenerator<Item>,
    signal?: AbortSignal,
  ): AsyncGenerator<Item, void> {
    await this.run(postgresDialect.beginSnapshot);
    this.#signal = signal;
    try {
      yield* read();
    } finally {
      this.#signal = undefined;
      await this.run("rollback").catch(() => undefined);
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#client.end().catch(() => undefined);
    this.#ended(this);
  }

  async stop(): Promise<void> {
    if (this.#isClosed) return;
    const free = this.#turns.take();
    const isFree = await Promise.race([free.then(() => true), Promise.resolve(false)]);
    if (!isFree) {
      const stopped = keepCancelling(this.#address, this.#client);
      await free;
      await stopped();
    }
    this.#isClosed = true;
    await this.#client.end().catch(() => undefined);
    this.#ended(this);
  }

  async #within<Result>(begin: string, work: () => Promise<Result>): Promise<Result> {
    await this.run(begin);
    try {
      const result = await work();
      await this.run("commit");
      return result;
    } catch (error) {
      await this.run("rollback").catch(() => undefined);
      throw postgresFailure(error, `write to the database ${this.#address.name}`);
    }
  }

  #asked(sql: string, values: readonly Bound[], atOnce: number): PostgresStatement {
    const text = values.length === 0 ? sql : numbered(sql);
    return this.#client.query(new PostgresStatement({ text, values: values.map(sent), atOnce }));
  }

  async #queued<Result>(bounds: Bounds, work: () => Promise<Result>): Promise<Result> {
    const release = await this.#turns.take();
    try {
      return await this.#bounded(bounds, work);
    } finally {
      release();
    }
  }

  async #bounded<Result>(
    { signal = this.#signal, timeoutMs }: Bounds,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (signal?.aborted === true) throw endedEarly({ signal });
    const end = endOf({ signal, timeoutMs });
    let stopped = (): Promise<void> => Promise.resolve();
    const cancel = (): void => {
      stopped = keepCancelling(this.#address, this.#client);
    };
    end.addEventListener("abort", cancel, { once: true });
    try {
      return await work();
    } catch (error) {
      if (end.aborted) throw endedEarly({ signal, timeoutMs });
      const failure = postgresFailure(error, `use the database ${this.#address.name}`);
      if (failure instanceof Failure && failure.code === "database_lost") this.#isLost = true;
      throw failure;
    } finally {
      end.removeEventListener("abort", cancel);
      await stopped();
    }
  }
}
