import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import type { ExportLine } from "../store/export.ts";
import type { CollectInput, CollectReport } from "./collect.ts";
import type { QueryInput, Service } from "./service.ts";

/** Which graph to write out: that of a moment, or the present one. */
export interface ExportInput {
  readonly asOf?: EpochMs | undefined;
}

/** Which changes to read. */
export interface ChangesInput {
  readonly since?: EpochMs | undefined;
  /** Before this moment. */
  readonly until?: EpochMs | undefined;
  readonly type?: string | undefined;
}

/** A change as the doors show it. */
export type ChangeView = Change;

/** Which answer to explain. */
export type ExplainInput = Pick<QueryInput, "text" | "parameters" | "asOf">;

/** The verbs that only read: what a server offers over its database. */
export interface ReadingDesk extends Service {
  export(input: ExportInput): AsyncIterable<readonly ExportLine[]>;
  changes(input: ChangesInput): AsyncIterable<readonly ChangeView[]>;
  /** How a query is answered, measured; for a wrong query, what is wrong. */
  explain(input: ExplainInput, signal?: AbortSignal): Promise<string>;
}

/** The verbs over one database: what the command line offers. */
export interface Desk extends ReadingDesk {
  /** The file that the graph is in. */
  readonly database: string;
  collect(input: CollectInput, signal: AbortSignal): Promise<CollectReport>;
  close(): Promise<void>;
}
