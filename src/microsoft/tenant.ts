import { Agent, type Dispatcher } from "undici";
import type { Clock, EpochMs } from "../base/clock.ts";
import type { JsonObject } from "../base/json.ts";
import type { Log } from "../base/log.ts";
import { listAntivirus, type AntivirusState } from "./antivirus.ts";
import { Budgets, type BudgetState, type HourSpent } from "./budget.ts";
import type { Api } from "./call.ts";
import type { Hosts } from "./cloud.ts";
import type { Reading } from "./collection.ts";
import type { DeltaPlace } from "./delta-walk.ts";
import { listEntraDevices, type EntraDevice } from "./entra-device.ts";
import type { Finding } from "./finding.ts";
import { type FindingChange, listFindingChanges } from "./finding-changes.ts";
import { askSnapshot, type FindingSnapshot } from "./finding-export.ts";
import { type FindingMaker, plainFindings } from "./finding-maker.ts";
import { listFindings, type FindingScope } from "./findings.ts";
import { listGroupMembers } from "./group-members.ts";
import {
  type Group,
  type GroupAnswer,
  type GroupChange,
  listGroupChanges,
  listGroups,
} from "./group.ts";
import { Http, type HttpOptions } from "./http.ts";
import type { Patience } from "./part-retry.ts";
import type { Family } from "./limits.ts";
import {
  listLogons,
  type LogonUser,
  logonUsersIn,
  type MachineLogons,
  readLogonUsers,
} from "./logon-user.ts";
import { listMachines, type Machine } from "./machine.ts";
import type { Meter } from "./meter.ts";
import { Notices, type Notice } from "./notices.ts";
import { listOrganization, type Organization } from "./organization.ts";
import type { Listing } from "./page.ts";
import { type OptionalListings, optionalListings } from "./optional.ts";
import { probe, type ProbeName } from "./probe.ts";
import { rolesOf, TokenSource } from "./token.ts";
import type { Credential } from "./token-request.ts";
import { listUserChanges, listUsers, type User, type UserChange } from "./user.ts";
import { listCatalogue, type Vulnerability } from "./vulnerability.ts";

export type { Credential } from "./token-request.ts";

/** What opening a tenant takes. */
export interface TenantOptions {
  readonly hosts: Hosts;
  /** Directory id (a GUID), or a verified domain. */
  readonly tenantId: string;
  /** Application id; unused with a managed identity. */
  readonly clientId: string;
  readonly credential: Credential;
  /** Sends the requests; without it the tenant makes a connection pool and closes it. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly clock: Clock;
  /** 0 up to, not including, 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Multiplies Microsoft's documented limits; 1 for real tenants, `Infinity` switches them off. */
  readonly rateFactor?: number | undefined;
  /** What earlier runs spent of the budgets. */
  readonly budgetState?: BudgetState | undefined;
  /** Graph's resource units per 10 s, where the tenant's size is known. */
  readonly graphUnits?: number | undefined;
  /** Requests under way at once. */
  readonly concurrency?: number | undefined;
  readonly patience?: Partial<Patience> | undefined;
}

/** One tenant, ready to be read: every listing goes through one HTTP policy, one budget and one pool. */
export interface Tenant {
  /** The same tenant with a meter and notices of its own; `name` tells whose, in the log. */
  metered(name: string): Tenant;
  /** What was sent through this view of the tenant; live. */
  meter(): Meter;
  /** Oddities met in records read through this view. */
  notices(): readonly Notice[];
  organization(): Listing<Organization>;
  users(): Listing<User>;
  userChanges(place: DeltaPlace): Listing<UserChange>;
  groups(): Listing<Group>;
  groupChanges(place: DeltaPlace): Listing<GroupChange>;
  /** Direct members of these groups; those that could not be read come last. */
  groupMembers(
    groupIds: readonly string[],
    are?: { readonly areSome?: boolean },
  ): Listing<GroupAnswer>;
  entraDevices(): Listing<EntraDevice>;
  machines(): Listing<Machine>;
  antivirus(): Listing<AntivirusState>;
  catalogue(): Listing<Vulnerability>;
  findings(scope: FindingScope): Listing<Finding>;
  /** The stored export: when it was generated, and where its files are. Throws `Failure`. */
  findingSnapshot(signal?: AbortSignal): Promise<FindingSnapshot>;
  /** What changed in the findings since a moment, by the provider's clock. */
  findingChanges(since: EpochMs): Listing<FindingChange>;
  /** The same findings as what `maker` makes of them. */
  findingsAs<Item>(scope: FindingScope, maker: FindingMaker<Item>): Listing<Item>;
  /** `null` where Defender has no data for the machine. */
  logonUsers(machineId: string, signal?: AbortSignal): Promise<readonly LogonUser[] | null>;
  /** The same from records that were received earlier. */
  logonUsersIn(records: readonly JsonObject[]): readonly LogonUser[];
  /** The same for many machines, some at once, within the budget. */
  logons(machineIds: readonly string[]): Listing<MachineLogons>;
  /** What further permissions and data sources give. */
  readonly optional: OptionalListings;
  /** Permissions in the token that an API gets; `null` where it cannot be read. Throws `Failure`. */
  roles(api: Api): Promise<readonly string[] | null>;
  /** Sends one cheap call; gives the id of the first object that came. Throws `Failure`. */
  probe(name: ProbeName, how?: Parameters<typeof probe>[2]): Promise<string | null>;
  /** What was spent in the last hour, for the next run. */
  budgetState(): BudgetState;
  /** What was spent of the limits by the hour. */
  hour(): readonly HourSpent[];
  /** Calls that a family may still send within the hour. */
  callsLeft(family: Family): number;
  /** Calls that a family may send in an hour. */
  callsAnHour(family: Family): number;
  /** Ends the connection pool, if it is the tenant's own. */
  close(): Promise<void>;
}

const poolOptions = {
  connections: 16,
  keepAliveTimeout: 30_000,
  headersTimeout: 60_000,
  bodyTimeout: 60_000,
  connect: { timeout: 15_000 },
};

/** Makes a tenant readable. Sends nothing yet. */
export function openTenant(options: TenantOptions): Tenant {
  const { hosts, clock, random, log, tenantId, clientId, credential } = options;
  const pool = new Agent(poolOptions);
  const dispatcher = options.dispatcher ?? pool;
  const { authority } = hosts;
  const tokens = new TokenSource({
    authority,
    tenantId,
    clientId,
    credential,
    dispatcher,
    clock,
    random,
    log,
    attempts: options.patience?.attempts,
  });
  const budgets = new Budgets({ ...options, state: options.budgetState });
  const http = {
    hosts,
    tokens,
    budgets,
    dispatcher,
    clock,
    random,
    log,
    patience: options.patience,
  };
  return view({ http, pool });
}

interface Shared {
  readonly http: HttpOptions;
  /** Opens no connection while another dispatcher is used. */
  readonly pool: Agent;
}

function view(shared: Shared, name?: string): Tenant {
  const { budgets, hosts, tokens, log } = shared.http;
  const http = new Http({ ...shared.http, log: name === undefined ? log : named(log, name) });
  const reading: Reading = { http, notices: new Notices() };
  return {
    metered: (of) => view(shared, of),
    meter: () => http.meter,
    notices: () => reading.notices.list(),
    organization: () => listOrganization(reading),
    users: () => listUsers(reading),
    userChanges: (place) => listUserChanges(reading, place),
    groups: () => listGroups(reading),
    groupChanges: (place) => listGroupChanges(reading, place),
    groupMembers: (groupIds, are) => listGroupMembers(reading, groupIds, are),
    entraDevices: () => listEntraDevices(reading),
    machines: () => listMachines(reading),
    antivirus: () => listAntivirus(reading),
    catalogue: () => listCatalogue(reading),
    findings: (scope) => listFindings(reading, scope, plainFindings(reading.notices)),
    findingSnapshot: (signal) => askSnapshot(reading, signal),
    findingChanges: (since) => listFindingChanges(reading, since),
    findingsAs: (scope, maker) => listFindings(reading, scope, maker),
    logonUsers: (machineId, signal) => readLogonUsers(reading, machineId, signal),
    logonUsersIn: (records) => logonUsersIn(reading, records),
    logons: (machineIds) => listLogons(reading, machineIds),
    optional: optionalListings(reading),
    roles: async (api) =>
      rolesOf(await tokens.token(api === "graph" ? hosts.graphAudience : hosts.defenderAudience)),
    probe: (probed, how = {}) => probe(http, probed, how),
    budgetState: () => budgets.state(),
    hour: () => budgets.hour(),
    callsLeft: (family) => budgets.callsLeft(family),
    callsAnHour: (family) => budgets.callsAnHour(family),
    close: () => shared.pool.destroy(),
  };
}

/** A log whose lines tell the step. */
function named(log: Log, step: string): Log {
  return {
    debug: (message, facts) => log.debug(message, { step, ...facts }),
    info: (message, facts) => log.info(message, { step, ...facts }),
    warn: (message, facts) => log.warn(message, { step, ...facts }),
    error: (message, facts) => log.error(message, { step, ...facts }),
  };
}
