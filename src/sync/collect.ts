import type { Clock } from "../base/clock.ts";
import type { Log } from "../base/log.ts";
import { type Cloud, type HostOverrides, hostsOf } from "../microsoft/cloud.ts";
import { type Credential, openTenant } from "../microsoft/tenant.ts";
import type { Database } from "../store/database.ts";
import { ensureInstance } from "../store/instance.ts";
import { loadBudgets, saveBudgets } from "./budgets.ts";
import type { RunEvent, RunReport } from "./report.ts";
import { runInstance } from "./run.ts";
import type { DataSource } from "./step.ts";

/** Which tenant, through which addresses, as whom. */
export interface TenantAccess {
  /** Directory id or verified domain. */
  readonly tenant: string;
  readonly clientId: string;
  readonly cloud: Cloud;
  /** Addresses in place of the cloud's own. */
  readonly hosts: HostOverrides;
  readonly credential: Credential;
  /** Microsoft's documented limits are multiplied by this; 1 for real tenants. */
  readonly rateFactor: number;
}

/** One run of one tenant, with the world that it needs. */
export interface CollectTenant extends TenantAccess {
  readonly database: Database;
  readonly accountName: string | null;
  readonly sources: ReadonlySet<DataSource>;
  readonly full: boolean;
  readonly confirmHeld: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
  peakMemoryBytes(): number;
  collectGarbage(): void;
  progress(event: RunEvent): void;
}

/** Reads a tenant once: opens it with the call budget that earlier runs left, runs all steps, keeps the budget. */
export async function collectTenant(input: CollectTenant): Promise<RunReport> {
  const { database, clock, random, log } = input;
  const hosts = hostsOf(input.cloud, input.hosts);
  const tenantId = input.tenant.trim().toLowerCase();
  const instance = await ensureInstance(database, {
    tenantId,
    accountName: input.accountName,
    now: clock.now(),
  });
  const tenant = openTenant({
    hosts,
    tenantId,
    clientId: input.clientId,
    credential: input.credential,
    clock,
    random,
    log,
    rateFactor: input.rateFactor,
    budgetState: await loadBudgets(database, instance),
  });
  try {
    return await runInstance({ ...input, instance, tenant });
  } finally {
    await saveBudgets(database, instance, tenant.budgetState());
    await tenant.close();
  }
}
