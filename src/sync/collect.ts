import type { Clock } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { type Cloud, type HostOverrides, hostsOf } from "../microsoft/cloud.ts";
import type { BudgetState } from "../microsoft/budget.ts";
import { readAll } from "../microsoft/page.ts";
import { type Credential, openTenant, type Tenant } from "../microsoft/tenant.ts";
import type { Database } from "../store/database.ts";
import { ensureInstance, forgetInstance, listInstances } from "../store/instance.ts";
import { loadBudgets, saveBudgets } from "./budgets.ts";
import { type PeopleFiles, readPeopleFiles } from "./people-files.ts";
import { keepPeople } from "./people.ts";
import type { RunEvent, RunReport } from "./report.ts";
import { runInstance } from "./run.ts";
import type { DataSource } from "./source.ts";

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
  /** Rules and roster that this run and those to come go by. */
  readonly people?: PeopleFiles | undefined;
  readonly confirmHeld: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
  peakMemoryBytes(): number;
  collectGarbage(): void;
  progress(event: RunEvent): void;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function open(input: CollectTenant, budgetState?: BudgetState): Tenant {
  const { clientId, credential, clock, random, log, rateFactor } = input;
  const hosts = hostsOf(input.cloud, input.hosts);
  const tenantId = input.tenant.trim().toLowerCase();
  return openTenant({
    hosts,
    tenantId,
    clientId,
    credential,
    clock,
    random,
    log,
    rateFactor,
    budgetState,
  });
}

/** The tenant's id, also where a domain was given: both must lead to the same instance. */
async function tenantIdOf(input: CollectTenant): Promise<string> {
  const given = input.tenant.trim().toLowerCase();
  if (guid.test(given)) return given;
  const tenant = open(input);
  let id = given;
  try {
    await readAll(tenant.organization(), (organizations) => {
      id = organizations[0]?.id.toLowerCase() ?? given;
    });
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    input.log.warn("the tenant's id is not known", { code: failure.code });
  } finally {
    await tenant.close();
  }
  return id;
}

/** Reads a tenant once: opens it with the call budget that earlier runs left, runs all steps, keeps the budget. */
export async function collectTenant(input: CollectTenant): Promise<RunReport> {
  const { database, clock } = input;
  const people = readPeopleFiles(input.people ?? {});
  const tenantId = await tenantIdOf(input);
  const known = (await listInstances(database)).find((one) => one.tenantId === tenantId);
  const wanted = { tenantId, accountName: input.accountName, now: clock.now() };
  const instance = await ensureInstance(database, wanted);
  await keepPeople(database, instance, people);
  const tenant = open(input, await loadBudgets(database, instance));
  // A name is remembered; a new one must reach also what would not be read again.
  const renamed = known !== undefined && known.accountName !== instance.accountName;
  const { accountName } = instance;
  let isVain = false;
  try {
    const full = input.full || renamed;
    const report = await runInstance({ ...input, instance, tenant, accountName, full });
    isVain = known === undefined && report.status === "failed";
    return report;
  } finally {
    if (isVain) await forgetInstance(database, instance);
    else await saveBudgets(database, instance, tenant.budgetState());
    await tenant.close();
  }
}
