import { type DataSource, dataSources, defaultSources } from "../sync/source.ts";
import { collectTenant, forgetSources, type TenantAccess } from "../sync/collect.ts";
import type { PeopleFiles } from "../sync/people-files.ts";
import type { RunEvent as SyncEvent, RunReport } from "../sync/report.ts";
import { compactAfterRun } from "./compact.ts";
import type { DeskParts } from "./desk-parts.ts";

/** The clouds that a tenant may live in. */
export const clouds = ["commercial", "gcc", "gcc-high", "dod", "china"] as const;

/** What is read unless the user says otherwise; optional sources where the permission is there. */
export const collectSources: readonly DataSource[] = defaultSources;

/** Every data source that there is. */
export const everySource: readonly DataSource[] = dataSources;

/** How the app registration proves who it is. */
export type Credential = TenantAccess["credential"];

/** How a run went, and what it tells while it goes. */
export type CollectReport = RunReport;
export type RunEvent = SyncEvent;

/** One run of one tenant. */
export interface CollectInput extends Omit<TenantAccess, "cloud"> {
  readonly cloud: (typeof clouds)[number];
  readonly accountName: string | null;
  /** Which to read from now on; `null` for those that were named last, at first all. */
  readonly sources: readonly DataSource[] | null;
  /** Read these from now on, too. */
  readonly also?: readonly DataSource[] | undefined;
  /** Read nothing, forget what these sources brought, and read them no more. */
  readonly forget?: readonly DataSource[] | undefined;
  /** Read everything again, also what has not advanced. */
  readonly full: boolean;
  /** Roster and identity rules: those given before stay where none are given. */
  readonly people?: PeopleFiles | undefined;
  /** After so many days everything is read again, although changes would do; 0 always, and 7 when absent. */
  readonly fullEveryDays?: number | undefined;
  /** Apply deletions that an earlier run held back. */
  readonly confirmHeld: boolean;
  /** After the run, let history go that is older than so many days; all is kept when absent. */
  readonly keepHistoryDays?: number | undefined;
  progress(event: RunEvent): void;
}

const dayMs = 86_400_000;

/** Microsoft's own pattern: everything weekly, changes between. */
export const usualFullEveryMs = 7 * dayMs;

/** Reads a tenant once into the graph. Rejects with a `Failure` when nothing could be applied for a reason outside it. */
export async function collect(
  parts: DeskParts,
  { keepHistoryDays, fullEveryDays, forget, ...input }: CollectInput,
  signal: AbortSignal,
): Promise<CollectReport> {
  const { database, world } = parts;
  const sources = input.sources === null ? null : new Set(input.sources);
  const fullEveryMs = fullEveryDays === undefined ? usualFullEveryMs : fullEveryDays * dayMs;
  const wanted = { ...world, database, signal, ...input, sources, fullEveryMs };
  const report = await (forget === undefined
    ? collectTenant(wanted)
    : forgetSources(wanted, forget));
  if (keepHistoryDays === undefined || report.status === "failed") return report;
  const notes = await compactAfterRun(parts, keepHistoryDays);
  return { ...report, notes: [...report.notes, ...notes] };
}
