import { type DuckDBType, INTEGER, LIST, VARCHAR } from "@duckdb/node-api";
import type { Database } from "./database.ts";
import { RowWriter } from "./row-writer.ts";
import type { Run } from "./run.ts";
import type { Bound, Session } from "./session.ts";

/** A table that a run fills: its columns in SQL, and as the appender names their types. */
export interface StageTable {
  readonly name: string;
  readonly columns: string;
  readonly types: readonly DuckDBType[];
}

/** The tables that a run fills. Keys and relationship types are written once and stand as numbers elsewhere. */
export const stageTables = {
  keys: { name: "stage_key", columns: "n integer, key text", types: [INTEGER, VARCHAR] },
  types: {
    name: "stage_type",
    columns: "n integer, type text, verb text",
    types: [INTEGER, VARCHAR, VARCHAR],
  },
  entities: {
    name: "stage_entity",
    columns: `seq integer, n integer, type text, classes text[], display_name text, lasting text, volatile text,
      raw text`,
    types: [INTEGER, INTEGER, VARCHAR, LIST(VARCHAR), VARCHAR, VARCHAR, VARCHAR, VARCHAR],
  },
  relationships: {
    name: "stage_relationship",
    columns:
      "seq integer, type_n integer, from_n integer, to_n integer, lasting text, volatile text",
    types: [INTEGER, INTEGER, INTEGER, INTEGER, VARCHAR, VARCHAR],
  },
  keptTypes: { name: "keep_type", columns: "type text", types: [VARCHAR] },
  keptFrom: {
    name: "keep_from",
    columns: "type text, n integer, target_type text",
    types: [VARCHAR, INTEGER, VARCHAR],
  },
} as const satisfies Record<string, StageTable>;

const all: readonly StageTable[] = Object.values(stageTables);

/**
 * The tables of one run, in a database of their own in memory that spills to the temporary directory: connections
 * read them while another one writes, they cost the file nothing, and nothing of them outlasts the process.
 */
export class StagingArea {
  readonly #database: Database;
  readonly #name: string;
  readonly #owner: Session;
  // Apart from the owner: its appenders would wait, and with them the event loop, for a statement under way.
  readonly #filler: Session;
  readonly #release: () => void;

  private constructor(
    database: Database,
    { owner, filler }: { readonly owner: Session; readonly filler: Session },
    of: { name: string; release: () => void },
  ) {
    this.#database = database;
    this.#owner = owner;
    this.#filler = filler;
    this.#name = of.name;
    this.#release = of.release;
  }

  /** Makes the empty tables of a run. Throws a `run_in_progress` failure while its instance has another. */
  static async open(database: Database, run: Run): Promise<StagingArea> {
    const release = database.claim(run.instanceId);
    try {
      const name = `stage_${run.id}`;
      const owner = await database.session();
      await owner.run(`attach ':memory:' as ${name}`);
      for (const table of all) {
        await owner.run(`create table ${name}.${table.name} (${table.columns})`);
      }
      const filler = await database.session();
      return new StagingArea(database, { owner, filler }, { name, release });
    } catch (error) {
      release();
      throw error;
    }
  }

  /** The fast way into a table. */
  async writer(table: StageTable): Promise<RowWriter> {
    return new RowWriter(await this.#owner.appender(table.name, this.#name), table.types);
  }

  /** Adds the rows of a query to a table, off the event loop. */
  async insert(table: StageTable, sql: string, values: readonly Bound[]): Promise<void> {
    await this.#filler.run(`insert into ${this.#name}.${table.name} ${sql}`, values);
  }

  /** A connection that sees graph and stage under plain names. The caller closes it. */
  async session(): Promise<Session> {
    const session = await this.#database.session();
    for (const { name } of all)
      await session.run(`create temp view ${name} as select * from ${this.#name}.${name}`);
    return session;
  }

  /** Takes rows out of a table. `where` is SQL over that table and temporary tables of no other connection. */
  async remove(
    session: Session,
    table: StageTable,
    rows: { readonly where: string; readonly values?: readonly Bound[] },
  ): Promise<void> {
    await session.run(`delete from ${this.#name}.${table.name} where ${rows.where}`, rows.values);
  }

  /** Gives the database more memory while a snapshot is applied. */
  makeRoom(): Promise<void> {
    return this.#database.limitMemory("applying");
  }

  /** Forgets everything. */
  async close(): Promise<void> {
    try {
      this.#filler.close();
      await this.#owner.run(`detach ${this.#name}`);
      this.#owner.close();
      await this.#database.limitMemory("usual");
    } finally {
      this.#release();
    }
  }
}
