import type { Clock, EpochMs } from "../base/clock.ts";
import { databaseName } from "../base/database-name.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { type Database, openDatabase } from "./database.ts";
import type { Readers, ReplicaState } from "./readers.ts";

// How often a replica is looked at, while there are reads.
const lookEveryMs = 5_000;

// What follows farther behind than this is not read from.
const mostBehindMs = 30_000;

// Who does not say within this how far it is, is not there.
const answerWithinMs = 5_000;

/** Failures after which the replica counts as gone. */
const gone = ["database_unreachable", "database_lost", "database_busy", "out_of_memory"];

/** A read that was in the way of what the replica had to follow: it is read elsewhere, and the replica stays. */
const inTheWay = "database_conflict";

/** Of a replica that has not yet followed to where the primary made its tables. */
const notYet = ["database_older", "database_empty"];

/** A replica, and what it is one of. */
export interface ReplicaInput {
  readonly primary: Database;
  /** The replica's address. */
  readonly path: string;
  readonly world: { readonly clock: Clock; readonly log: Log };
}

/** A place in the primary's log, and when it was there. */
interface Mark {
  readonly place: string;
  readonly on: EpochMs;
}

/**
 * Reads from a replica while it answers and keeps up, else from the primary, and again from the replica once it is back.
 * Throws when the address is wrong, as far as its server says so; a server that does not answer may come.
 */
export async function openReplica(input: ReplicaInput): Promise<Readers> {
  const replica = new Replica(input);
  const failure = await replica.look();
  if (failure === null || failure.retryable || notYet.includes(failure.code)) return replica;
  throw failure;
}

class Replica implements Readers {
  readonly #input: ReplicaInput;
  #database: Database | null = null;
  #state: ReplicaState = { serves: true, behindMs: 0, reason: null };
  #lookedOn: EpochMs = 0;
  #looking: Promise<Failure | null> | null = null;
  #mark: Mark | null = null;

  constructor(input: ReplicaInput) {
    this.#input = input;
  }

  async read<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
    const database = this.#chosen();
    try {
      return await work(database);
    } catch (error) {
      if (!this.#isReplicas(database, error)) throw error;
    }
    return work(this.#input.primary);
  }

  async *stream<Item>(work: (database: Database) => AsyncGenerator<Item>): AsyncGenerator<Item> {
    const database = this.#chosen();
    let isBegun = false;
    try {
      for await (const item of work(database)) {
        isBegun = true;
        yield item;
      }
      return;
    } catch (error) {
      if (!this.#isReplicas(database, error) || isBegun) throw error;
    }
    yield* work(this.#input.primary);
  }

  async replica(): Promise<ReplicaState> {
    if (this.#isDue()) await this.look();
    return this.#state;
  }

  /** Sees how the replica is; gives what failed. */
  look(): Promise<Failure | null> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    await this.#looking?.catch(() => undefined);
    await this.#database?.close();
  }

  /** Whom to read from, by the last look; the next one hinders nobody. */
  #chosen(): Database {
    if (this.#isDue()) this.look().catch(() => undefined);
    return this.#state.serves && this.#database !== null ? this.#database : this.#input.primary;
  }

  #isDue(): boolean {
    return this.#input.world.clock.now() - this.#lookedOn >= lookEveryMs;
  }

  /** Whether it was the replica that failed, so that the primary may do better. */
  #isReplicas(database: Database, error: unknown): boolean {
    if (database === this.#input.primary || !(error instanceof Failure)) return false;
    if (gone.includes(error.code)) this.#leave(error.message);
    return gone.includes(error.code) || error.code === inTheWay;
  }

  async #look(): Promise<Failure | null> {
    const { path, world } = this.#input;
    this.#lookedOn = world.clock.now();
    try {
      this.#database ??= await openDatabase({ path, readOnly: true });
      const behindMs = await this.#behind(this.#database);
      if (behindMs <= mostBehindMs) this.#serve(behindMs);
      else this.#leave(`It is ${Math.round(behindMs / 1_000)} s behind.`, behindMs);
      return null;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.#leave(error.message);
      return error;
    }
  }

  /** How long ago the primary was at the last place that the replica has not yet come to. */
  async #behind(database: Database): Promise<number> {
    const now = this.#input.world.clock.now();
    // Where the primary does not answer, the replica is all there is.
    const place = await placeOf(this.#input.primary).catch(() => null);
    const mark = this.#mark ?? (place === null ? null : { place, on: now });
    if (mark === null || (await isAt(database, mark.place))) {
      this.#mark = place === null ? null : { place, on: now };
      return 0;
    }
    this.#mark = mark;
    return now - mark.on;
  }

  #serve(behindMs: number): void {
    const { path, world } = this.#input;
    if (!this.#state.serves)
      world.log.info(`The replica ${databaseName(path)} is back: reads go there again.`);
    this.#state = { serves: true, behindMs, reason: null };
  }

  #leave(reason: string, behindMs = 0): void {
    const { path, world } = this.#input;
    if (this.#state.serves)
      world.log.warn(
        `The replica ${databaseName(path)} cannot be read from: ${reason} Until it can, reads go to the primary.`,
      );
    this.#state = { serves: false, behindMs, reason };
  }
}

async function placeOf(primary: Database): Promise<string> {
  const sql = "select cast(pg_current_wal_lsn() as text) as place";
  const [row] = await primary.all(sql, [], { timeoutMs: answerWithinMs });
  return String(row?.["place"]);
}

/** Whether a replica has followed to a place. Some say nothing of it: they are taken at their word that they follow. */
async function isAt(database: Database, place: string): Promise<boolean> {
  const sql = `select pg_is_in_recovery() as follows,
    coalesce(pg_last_wal_replay_lsn() >= cast(? as pg_lsn), true) as there`;
  const [row] = await database.all(sql, [place], { timeoutMs: answerWithinMs });
  if (row?.["follows"] === true) return row["there"] === true;
  const message = `Cannot read from ${database.name}: it follows no primary. If it was made one, name it as the database; else take it out of DEFENDER_GRAPH_REPLICA.`;
  throw new Failure(message, { code: "database_unfit", retryable: false });
}
