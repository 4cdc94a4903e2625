import type { DataSource } from "../sync/step.ts";
import { dataSources } from "../sync/step.ts";
import { collectTenant, type TenantAccess } from "../sync/collect.ts";
import type { RunEvent as SyncEvent, RunReport } from "../sync/report.ts";
import type { DeskParts } from "./desk-parts.ts";

/** The clouds that a tenant may live in. */
export const clouds = ["commercial", "gcc", "gcc-high", "dod", "china"] as const;

/** Every data source, all read unless the user says otherwise. */
export const collectSources: readonly DataSource[] = dataSources;

/** How the app registration proves who it is. */
export type Credential = TenantAccess["credential"];

/** How a run went, and what it tells while it goes. */
export type CollectReport = RunReport;
export type RunEvent = SyncEvent;

/** One run of one tenant. */
export interface CollectInput extends Omit<TenantAccess, "cloud"> {
  readonly cloud: (typeof clouds)[number];
  readonly accountName: string | null;
  readonly sources: readonly DataSource[];
  /** Read everything again, also what has not advanced. */
  readonly full: boolean;
  /** Apply deletions that an earlier run held back. */
  readonly confirmHeld: boolean;
  progress(event: RunEvent): void;
}

/** Reads a tenant once into the graph. Rejects with a `Failure` when nothing could be applied for a reason outside it. */
export function collect(
  parts: DeskParts,
  input: CollectInput,
  signal: AbortSignal,
): Promise<CollectReport> {
  const { database, world } = parts;
  return collectTenant({ ...world, database, signal, ...input, sources: new Set(input.sources) });
}
