import { mkdir, rm } from "node:fs/promises";
import type { Database } from "./database.ts";
import type { Work } from "./engine.ts";
import { fileFailure } from "./file-failure.ts";
import type { Run } from "./run.ts";
import type { Bound, Session } from "./session.ts";
import type { StagePlace } from "./stage-place.ts";
import { allStageTables, type RowWriter, type StageTable } from "./stage-table.ts";

/** How many relationships an instance has in the graph. */
async function edgesOf(session: Session, instanceId: number): Promise<number> {
  const sql = "select sum(count) as edges from shape_relationship where instance_id = ?";
  const [row] = await session.all(sql, [instanceId]);
  return Number(row?.["edges"] ?? 0);
}

/** Whether a tenant is read into an empty graph, or beside one. */
async function workOf(session: Session, instanceId: number): Promise<Work> {
  const sql = "select 1 from entity where instance_id = ? limit 1";
  return (await session.all(sql, [instanceId])).length === 0 ? "filling" : "reading";
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFailure(error, `make the folder ${folder}, which holds what a run reads`);
  }
}

/**
 * The tables of one run. In DuckDB in a database of their own in memory, with the rows of large ones in files; in
 * PostgreSQL in a schema of their own. Connections read them while another one writes, they cost the database file, or the
 * server's log, nothing, and nothing of them outlasts the process, or its killing by more than until the next run.
 */
export class StagingArea {
  readonly #database: Database;
  readonly #place: StagePlace;
  readonly #instanceId: number;
  readonly #owner: Session;
  // Apart from the owner: its appenders would wait, and with them the event loop, for a statement under way.
  readonly #filler: Session;
  readonly #work: Work;
  readonly #graphEdges: number;
  #isEmpty = false;

  private constructor(
    database: Database,
    { owner, filler }: { readonly owner: Session; readonly filler: Session },
    of: {
      readonly place: StagePlace;
      readonly instanceId: number;
      readonly work: Work;
      readonly graphEdges: number;
    },
  ) {
    this.#database = database;
    this.#owner = owner;
    this.#filler = filler;
    this.#place = of.place;
    this.#instanceId = of.instanceId;
    this.#work = of.work;
    this.#graphEdges = of.graphEdges;
  }

  /** Makes the empty tables of a run. */
  static async open(database: Database, run: Run): Promise<StagingArea> {
    const { instanceId } = run;
    const place = database.stageOf(run.id);
    const opened: Session[] = [];
    const open = async (): Promise<Session> => {
      const session = await database.session();
      opened.push(session);
      return session;
    };
    try {
      const owner = await open();
      if (place.folder !== null) await makeFolder(place.folder);
      for (const statement of place.open) await owner.run(statement);
      for (const table of allStageTables)
        for (const statement of place.table(table)) await owner.run(statement);
      const filler = await open();
      const work = await workOf(owner, instanceId);
      const graphEdges = await edgesOf(owner, instanceId);
      await database.prepareFor(work, graphEdges);
      return new StagingArea(database, { owner, filler }, { place, instanceId, work, graphEdges });
    } catch (error) {
      for (const session of opened) await session.stop();
      await database.release(instanceId);
      throw error;
    }
  }

  /** Whether the graph holds nothing of the instance yet: nothing can stay, or be missing. */
  get isFirst(): boolean {
    return this.#work === "filling";
  }

  /** The fast way into a table. */
  writer(table: StageTable): Promise<RowWriter> {
    return (table.large ? this.#filler : this.#owner).writer(table, this.#place);
  }

  /** Adds rows that were written as text to a table, off the event loop. */
  load(table: StageTable, text: Uint8Array): Promise<void> {
    return this.#filler.load(table, this.#place, text);
  }

  /** A connection that sees graph and stage under plain names. The caller closes it. */
  async session(): Promise<Session> {
    const session = await this.#database.session();
    for (const statement of this.#place.see(allStageTables)) await session.run(statement);
    return session;
  }

  /** Takes rows out of a table. `session` is of this area, `where` SQL over that table and temporary tables of the session. */
  async remove(
    session: Session,
    table: StageTable,
    rows: { readonly where: string; readonly values?: readonly Bound[] },
  ): Promise<void> {
    await session.run(this.#place.remove(table, rows.where), rows.values);
  }

  /** Lets the database use as much memory as so many staged edges, beside those of the graph, take. */
  makeRoom(how: "to settle" | "to apply", edges: number): Promise<void> {
    const work = how === "to apply" ? "applying" : "settling";
    return this.#database.prepareFor(work, edges + this.#graphEdges);
  }

  /** Makes sure, as the last thing in a transaction, that this run is still the one of its instance. */
  hold(session: Session): Promise<void> {
    return this.#database.holdClaim(session, this.#instanceId);
  }

  /** Forgets the tables; the run is still the one of its instance. */
  async empty(): Promise<void> {
    if (this.#isEmpty) return;
    this.#filler.close();
    await this.#takeAway();
    this.#isEmpty = true;
    this.#owner.close();
    // Also gives back what they took: writing it all into the file takes memory that no limit knows of.
    await this.#database.prepareFor(this.#work, this.#graphEdges);
  }

  /** Forgets everything. */
  async close(): Promise<void> {
    try {
      await this.empty();
      await this.#database.prepareFor("usual");
    } finally {
      await this.#database.release(this.#instanceId);
    }
  }

  /** Whose connection was lost leaves it to the next one who writes: why it was lost is what is to be told. */
  async #takeAway(): Promise<void> {
    try {
      for (const statement of this.#place.close) await this.#owner.run(statement);
    } catch (error) {
      if (!this.#owner.isLost) throw error;
    } finally {
      const { folder } = this.#place;
      if (folder !== null) await rm(folder, { recursive: true, force: true });
    }
  }
}
