import type { Clock } from "../base/clock.ts";
import { tagProperties, type Tags } from "../convert/tag.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { type Cloud, type HostOverrides, hostsOf } from "../microsoft/cloud.ts";
import type { BudgetState } from "../microsoft/budget.ts";
import { readAll } from "../microsoft/page.ts";
import { type Credential, openTenant, type Tenant } from "../microsoft/tenant.ts";
import type { Database } from "../store/database.ts";
import { ensureInstance, forgetInstance, type Instance } from "../store/instance.ts";
import {
  type InstanceSettings,
  readInstanceOfTenant,
  writeSettings,
} from "../store/instance-settings.ts";
import type { Run } from "../store/run.ts";
import { recallState, rememberState } from "../store/state.ts";
import { loadBudgets, saveBudgets } from "./budgets.ts";
import { type PeopleFiles, readPeopleFiles } from "./people-files.ts";
import { keepPeople } from "./people.ts";
import type { RunEvent, RunReport } from "./report.ts";
import { runInstance } from "./run.ts";
import type { RunInput } from "./run-input.ts";
import { areOn, sourcesOn, withHanging } from "./sources.ts";
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
  /** A new name for the tenant; the one it has when `null`. */
  readonly accountName: string | null;
  /** Which to read from now on; `null` for those that were named last. */
  readonly sources: ReadonlySet<DataSource> | null;
  /** Which to read from now on in addition. */
  readonly also?: readonly DataSource[] | undefined;
  readonly full: boolean;
  /** Rules and roster that this run and those to come go by. */
  readonly people?: PeopleFiles | undefined;
  /** After so long everything is read again, although changes would do; 0 always. */
  readonly fullEveryMs: number;
  readonly confirmHeld: boolean;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly keptFiles?: RunInput["keptFiles"];
  peakMemoryBytes(): number;
  collectGarbage(): void;
  readonly areServed?: RunInput["areServed"];
  progress(event: RunEvent): void;
}

/** One run of an instance that is there already. */
export interface CollectInstance extends Omit<CollectTenant, "sources"> {
  readonly instance: Instance;
  readonly sources: ReadonlySet<DataSource>;
  /** Read nothing, forget what these sources brought (none of them, too), and compute anew what follows. */
  readonly forget?: ReadonlySet<DataSource> | undefined;
  /** What is written to every entity. */
  readonly tags: Tags;
  /** The run that waits to be begun; a new one when absent. */
  readonly queued?: Run | undefined;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function open(input: Omit<CollectTenant, "sources">, budgetState?: BudgetState): Tenant {
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

/** Forgets what some data sources of a known tenant brought, and reads them no more. Asks nothing of the tenant. */
export async function forgetSources(
  input: CollectTenant,
  named: readonly DataSource[],
): Promise<RunReport> {
  const { database } = input;
  const instance = await readInstanceOfTenant(database, input.tenant.trim().toLowerCase());
  if (instance === null) throw unknownTenant(input.tenant);
  const { settings, accountName } = instance;
  const forget = withHanging(named);
  const before = sourcesOn(settings, null);
  const sources = new Set([...before].filter((source) => !forget.has(source)));
  const tags = tagsOf(settings, accountName);
  const run = { ...input, instance, tags, accountName, sources, forget, confirmHeld: true };
  const report = await collectInstance(run);
  await rememberSources({ input, instance, settings, sources });
  return report;
}

function unknownTenant(tenant: string): Failure {
  return new Failure(
    `Cannot forget a data source of ${tenant}: the database holds nothing of this tenant. Name it by its directory (tenant) id.`,
    { code: "not_found", retryable: false },
  );
}

/**
 * Reads a tenant once, making an instance of it when it is new. How it was read is remembered as the settings of an
 * instance that has none.
 */
export async function collectTenant(input: CollectTenant): Promise<RunReport> {
  const { database, clock } = input;
  const people = readPeopleFiles(input.people ?? {});
  const tenantId = await tenantIdOf(input);
  const known = await readInstanceOfTenant(database, tenantId);
  const wanted = { tenantId, accountName: input.accountName, now: clock.now() };
  const instance = await ensureInstance(database, wanted);
  await keepPeople(database, instance, people);
  const { accountName } = instance;
  const settings = known?.settings ?? null;
  const tags = tagsOf(settings, accountName);
  const sources = new Set([...sourcesOn(settings, input.sources), ...(input.also ?? [])]);
  // A name is remembered; a new one must reach also what would not be read again.
  const renamed = known !== null && known.accountName !== accountName;
  let isVain = false;
  try {
    const full = input.full || renamed;
    const report = await collectInstance({ ...input, sources, accountName, instance, tags, full });
    isVain = known === null && report.status === "failed";
    return report;
  } finally {
    if (isVain) await forgetInstance(database, instance);
    else await rememberSources({ input, instance, settings, sources });
  }
}

function tagsOf(settings: InstanceSettings | null, accountName: string | null): Tags {
  if (settings === null) return { accountName, further: {} };
  return { accountName: settings.tagAccountName ? accountName : null, further: settings.tags };
}

interface Remembered {
  readonly input: CollectTenant;
  readonly instance: Pick<Instance, "id">;
  readonly settings: InstanceSettings | null;
  readonly sources: ReadonlySet<DataSource>;
}

/** Which sources are on stays so until somebody says otherwise. */
async function rememberSources(remembered: Remembered): Promise<void> {
  const { input, instance, settings, sources } = remembered;
  if (settings === null) return rememberSettings(remembered);
  if (areOn(sources, settings)) return;
  const changed = { ...settings, sources: [...sources], changedOn: input.clock.now() };
  await input.database.transaction((session) => writeSettings(session, instance.id, changed));
}

/** How an instance is read that the command line made: by hand, until somebody says otherwise. */
async function rememberSettings({ input, instance, sources }: Remembered): Promise<void> {
  const { database, cloud, hosts, clientId, credential, rateFactor, clock } = input;
  await database.transaction((session) =>
    writeSettings(session, instance.id, {
      description: "",
      polling: "DISABLED",
      enabled: true,
      cloud,
      hosts: { ...hosts },
      clientId,
      credential: credential.kind,
      sources: [...sources],
      tagAccountName: true,
      tags: {},
      secretExpiresOn: null,
      rateFactor,
      changedOn: clock.now(),
    }),
  );
}

const tagState = "tags";

/** Reads an instance once: opens its tenant with the call budget that earlier runs left, runs all steps, keeps the budget. */
export async function collectInstance(input: CollectInstance): Promise<RunReport> {
  const { database, instance } = input;
  const tenant = open(
    { ...input, tenant: instance.tenantId },
    await loadBudgets(database, instance),
  );
  try {
    const tags = tagProperties(input.tags);
    const before = await recallState(database, instance.id, tagState);
    const now = JSON.stringify(tags);
    const retagged = before !== null && before !== now;
    const full = input.full || retagged;
    const forget = input.forget ?? null;
    const report = await runInstance({ ...input, tenant, tags, full, forget });
    if (report.status !== "failed" && forget === null)
      await rememberState(database, { instanceId: instance.id, name: tagState, value: now });
    return report;
  } finally {
    await saveBudgets(database, instance, tenant.budgetState());
    await tenant.close();
  }
}
