import type { Database } from "./database.ts";

/** Where what is only read comes from. */
export interface Readers {
  /** Reads from whichever database is to be read now. */
  read<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  /** The same for what comes piece by piece. */
  stream<Item>(work: (database: Database) => AsyncGenerator<Item>): AsyncGenerator<Item>;
  /** How the replica is; `null` where there is none. */
  replica(): Promise<ReplicaState | null>;
  /** Ends the connections to the replica. */
  close(): Promise<void>;
}

/** How a replica is. */
export interface ReplicaState {
  /** Whether reads go there. */
  readonly serves: boolean;
  /** How long ago the primary was where the replica is now, as far as was noticed. */
  readonly behindMs: number;
  /** Why reads do not go there; `null` while they do. */
  readonly reason: string | null;
}

/** Everything is read from one database. */
export function oneReader(database: Database): Readers {
  return {
    read: (work) => work(database),
    stream: (work) => work(database),
    replica: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  };
}
