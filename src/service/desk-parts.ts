import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Catalogue } from "../j1ql/catalogue.ts";
import type { SmartClasses } from "../j1ql/smart-classes.ts";
import type { DatabaseOptions } from "../store/database-options.ts";
import type { Database } from "../store/database.ts";
import type { KeyStore } from "./secrets/key-store.ts";

/** What the verbs need of the world. */
export interface DeskWorld {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** The most memory that the process has held so far. */
  peakMemoryBytes(): number;
  /** Gives back what is not used any more: called before the database needs the room. */
  collectGarbage(): void;
  /** Whether people are served meanwhile: the threads of a run let them go first. */
  readonly areServed?: boolean | undefined;
  /** See `DatabaseOptions`. */
  readonly whileLarge?: DatabaseOptions["whileLarge"];
  /** The text of a file; `null` if there is none. */
  readIfThere(path: string): Promise<string | null>;
  /** Where the keys are that seal a database's secrets; without it no secret can be kept. */
  readonly keys?: (database: string) => KeyStore;
  /** Where files are kept that an interrupted run had downloaded; `null` where they are not. */
  readonly keptFiles?: (database: string) => string | null;
  /** Where alerts may be sent, and how people reach the console. */
  readonly outbound?: OutboundSettings;
}

/** How alerts leave. */
export interface OutboundSettings {
  /** Names, addresses and networks that may be sent to although they are private. */
  readonly allowed: readonly string[];
  /** The console's address, for links in what is sent; `null` when it is not known. */
  readonly publicUrl: string | null;
}

/** What an open desk is made of. */
export interface DeskParts {
  readonly database: Database;
  readonly world: DeskWorld;
  /** What there is in the graph, or in one instance's part of it. */
  readonly catalogue: (instanceId?: number) => Promise<Catalogue>;
  readonly smartClasses: () => Promise<SmartClasses>;
}
