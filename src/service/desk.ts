import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import type { ExportLine } from "../store/export.ts";
import type { CollectInput, CollectReport } from "./collect.ts";
import type { Service } from "./service.ts";

/** Which changes to read. */
interface ChangesInput {
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
