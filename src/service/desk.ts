import type { Clock, EpochMs } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import type { Change } from "../graph/change.ts";
import type { Catalogue } from "../j1ql/catalogue.ts";
import type { Database } from "../store/database.ts";
import type { ExportLine } from "../store/export.ts";
import type { CollectInput, CollectReport } from "./collect.ts";
import type { Service } from "./service.ts";

/** What the verbs need of the world. */
export interface DeskWorld {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** The most memory that the process has held so far. */
  peakMemoryBytes(): number;
}

/** Which changes to read. */
export interface ChangesInput {
  readonly since?: EpochMs | undefined;
  readonly until?: EpochMs | undefined;
  readonly type?: string | undefined;
}

/** A change as the doors show it. */
export type ChangeView = Change;

/** The verbs over one open database: what the command line offers. */
export interface Desk extends Service {
  collect(input: CollectInput, signal: AbortSignal): Promise<CollectReport>;
  export(input: { readonly asOf?: EpochMs | undefined }): AsyncIterable<readonly ExportLine[]>;
  changes(input: ChangesInput): AsyncIterable<readonly ChangeView[]>;
  explain(input: { readonly text: string; readonly asOf?: EpochMs | undefined }): Promise<string>;
  close(): Promise<void>;
}

/** What an open desk is made of. */
export interface DeskParts {
  readonly database: Database;
  readonly world: DeskWorld;
  readonly catalogue: () => Promise<Catalogue>;
}
