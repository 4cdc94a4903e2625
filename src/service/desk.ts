import type { z } from "zod";
import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import type { Problem } from "../j1ql/problem.ts";
import type { ChangeFilter } from "../store/change-filter.ts";
import type { DatabaseFacts } from "../store/database-facts.ts";
import type { Explanation } from "../store/explain.ts";
import type { ExportLine } from "../store/export.ts";
import type { Neighbourhood, NeighbourhoodInput } from "../store/neighbourhood.ts";
import type { ReplicaState } from "../store/readers.ts";
import type { LifeInput, ObjectLife } from "../store/object-life.ts";
import type { CollectInput, CollectReport } from "./collect.ts";
import type { Verified } from "../store/verify.ts";
import type { CompactInput, CompactReport } from "./compact.ts";
import type { Figure } from "./figures.ts";
import type { Doorkeeper } from "./access/doorkeeper.ts";
import type { Asking } from "./perform.ts";
import type { PublishReport } from "./publish/publish-jupiterone.ts";
import type { PublishNowInput } from "./publish/publish-now.ts";
import type { IdentitiesInput, IdentityReport } from "./identities.ts";
import type { QueryInput, Service } from "./service.ts";
import type { Rotated } from "./secrets/secrets.ts";
import type { Worker, WorkerOptions } from "./runs/worker.ts";
import type { Verb } from "./verb.ts";

/** Which graph to write out: that of a moment, or the present one. */
export interface ExportInput {
  /** Only this instance's part of it; all when absent. */
  readonly instanceId?: number | undefined;
  readonly asOf?: EpochMs | undefined;
}

/** Which changes to read. */
export interface ChangesInput extends ChangeFilter {
  readonly since?: EpochMs | undefined;
  /** Before this moment. */
  readonly until?: EpochMs | undefined;
  /** Not what each run did, but how the graph as of `until` differs from the graph as of `since`. */
  readonly net?: boolean | undefined;
}

/** A change as the doors show it. */
export type ChangeView = Change;

/** One object of the graph as it is written out. */
export type ExportedLine = ExportLine;

/** Whose versions to show. */
export type HistoryInput = LifeInput;

/** Which entity to show with its neighbours, and when. */
export type EntityInput = NeighbourhoodInput;

/** An object's versions, and an entity with its neighbours, as the doors show them. */
export type LifeView = ObjectLife;
export type EntityView = Neighbourhood;

/** What one check of the database found. */
export type VerifiedView = Verified;

/** What the database tells of itself, as the doors show it, and how its replica is, where it has one. */
export type DatabaseView = DatabaseFacts & { readonly replica: ReplicaState | null };

/** Which answer to explain. */
export type ExplainInput = Pick<QueryInput, "text" | "parameters" | "asOf" | "instanceId">;

/** How a query is answered, as the doors show it. */
export type ExplanationView = Explanation;

/** How a query is answered, or what is wrong with its text. */
export type ExplainAnswer =
  | { readonly ok: true; readonly explanation: ExplanationView }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The verbs that read a database, and those of `perform`. */
export interface ReadingDesk extends Service {
  export(input: ExportInput, signal?: AbortSignal): AsyncIterable<readonly ExportedLine[]>;
  changes(input: ChangesInput, signal?: AbortSignal): AsyncIterable<readonly ChangeView[]>;
  /** All versions of the objects with a key. Throws `not_found`. */
  history(input: HistoryInput): Promise<readonly LifeView[]>;
  /** The entities with a key, with their neighbours, now or then. Throws `not_found`. */
  entity(input: EntityInput): Promise<readonly EntityView[]>;
  /** Checks everything that must hold in a database, check by check. */
  verify(signal?: AbortSignal): AsyncIterable<readonly VerifiedView[]>;
  /** The bytes of a copy of the database, in one version of everything. */
  backup(signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** What the database tells of itself. */
  facts(): Promise<DatabaseView>;
  /** What a monitor may know. */
  figures(): Promise<readonly Figure[]>;
  /**
   * Does what a verb says, for whoever asks. Throws `forbidden`, `request_invalid`, and what the verb throws.
   */
  perform<Input extends z.ZodType, Output extends z.ZodType>(
    verb: Verb<Input, Output>,
    asking: Asking,
  ): Promise<z.output<Output>>;
  /** Whose the accounts are that log on, and what became of the roster. */
  identities(input: IdentitiesInput): Promise<IdentityReport>;
  /** How a query is answered, measured; for a wrong query, what is wrong. */
  explain(input: ExplainInput, signal?: AbortSignal): Promise<ExplainAnswer>;
}

/** The verbs that a server offers over its database: also those that work for long and tell how far they are. */
export interface ServedDesk extends ReadingDesk {
  /** Puts the graph into JupiterOne. */
  publish(input: PublishNowInput, signal: AbortSignal): Promise<PublishReport>;
  /** Forgets history that is older than so many days. */
  compact(input: CompactInput, signal: AbortSignal): Promise<CompactReport>;
}

/** The verbs over one database: what the command line offers. */
export interface Desk extends ServedDesk {
  /** What people call the database that the graph is in: a file, or an address without its password. */
  readonly database: string;
  /** Who may come in, for the server over it; `null` where another process is that server. */
  readonly doorkeeper: Doorkeeper | null;
  /** The server that is asked in place of the file; `null` where the file itself is open. */
  readonly server: { readonly url: string; readonly pid: number } | null;
  collect(input: CollectInput, signal: AbortSignal): Promise<CollectReport>;
  /** Seals every secret anew with a new key. */
  rotateKey(): Promise<Rotated>;
  /** Who reads instances when they are due or asked for. Throws `database_locked` where a server does that. */
  worker(options?: WorkerOptions): Worker;
  /** Evaluates the rules that are due and delivers what waits, once; where a server does that, it is left to it. */
  attend(): Promise<void>;
  close(): Promise<void>;
}
