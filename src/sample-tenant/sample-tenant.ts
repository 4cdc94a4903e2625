import type { Clock, EpochMs } from "../base/clock.ts";
import { type Log, silent } from "../base/log.ts";
import { evolve } from "./control.ts";
import { ExportFiles } from "./export-files.ts";
import type { Faults } from "./fault.ts";
import { FaultBook } from "./fault-book.ts";
import { identityOf } from "./identity.ts";
import { Limits } from "./limits.ts";
import { listen } from "./listen.ts";
import { askedRoles } from "./roles.ts";
import { serveApis, serveFiles } from "./serve.ts";
import { type Statistics, StatisticsBook } from "./statistics.ts";
import type { Tenant, Urls } from "./tenant.ts";
import { type TruthLine, truthOf } from "./world/truth.ts";
import type { TruthOptions } from "./world/truth-options.ts";
import { TokenBook } from "./token-book.ts";
import { createWorld, type World, type WorldSize } from "./world/world.ts";

/** How a sample tenant is set up. Everything but the clock has a default. */
export interface SampleTenantOptions extends Partial<WorldSize> {
  /** The same seed gives the same tenant. 1 when not given. */
  readonly seed?: number;
  /** The moment of the first day, 06:00 UTC of it. 2 November 2026 when not given, so that records stay the same. */
  readonly firstMorning?: EpochMs;
  /** Of the API server; 0, the default, takes a free one. The file server always takes a free one. */
  readonly port?: number;
  readonly clock: Clock;
  readonly log?: Log;
  /** `documented` (default): Microsoft's rate limits with 429 and `Retry-After`. */
  readonly limits?: "documented" | "off";
  /** A minute of the rate limits lasts 60/speed seconds. 1 when not given. */
  readonly speed?: number;
  /** 3,599 when not given, as in every recording. */
  readonly tokenLifetimeSeconds?: number;
  /** How long the addresses of export files are valid. 3,600 when not given. */
  readonly sasLifetimeSeconds?: number;
  /** Milliseconds before every answer. 0 when not given. */
  readonly latencyMs?: number;
  /** Application permissions beyond the five that the product asks for, such as `Alert.Read.All`; or `all`. */
  readonly roles?: readonly string[];
  /** PEM of the certificate that client assertions must be signed with. Without it only their claims are checked. */
  readonly certificate?: string;
}

/** A simulated Microsoft tenant that answers over HTTP on this machine. */
export interface SampleTenant {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl: string;
  /** Without `/v1.0`. */
  readonly graphUrl: string;
  /** Without `/api`. */
  readonly defenderUrl: string;
  readonly defenderAudience: string;
  readonly controlUrl: string;
  /** The present day. */
  world(): World;
  /** Lets days pass; one when not given. */
  evolve(days?: number): void;
  /** Exactly the entities and relationships that a perfect reader would hold now. */
  truth(options?: TruthOptions): Generator<TruthLine>;
  statistics(): Statistics;
  resetStatistics(): void;
  /** Replaces the faults; `{}` heals everything. */
  setFaults(faults: Faults): void;
  /** Generates the present day's export files, so that the first reader does not wait for them. */
  prepare(): Promise<void>;
  /** Ends both servers and deletes the files. */
  close(): Promise<void>;
}

const defaultSize: WorldSize = {
  devices: 120,
  users: 150,
  groups: 25,
  cves: 400,
  findingsPerDevice: 30,
  logonsPerDevice: 3,
};

const defenderAudience = "https://api.securitycenter.microsoft.com";

/** Starts a sample tenant on 127.0.0.1. */
export async function startSampleTenant(options: SampleTenantOptions): Promise<SampleTenant> {
  const { clock, log = silent, seed = 1, speed = 1 } = options;
  const roles = askedRoles(options.roles ?? []);
  const world = createWorld(sizeOf(options), seed, options.firstMorning);
  const identity = identityOf(seed);
  const closing = new AbortController();
  const startedOn = clock.now();
  // The tenant's own clock: it runs `speed` times as fast, for the limits alone.
  const now = (): number => startedOn + (clock.now() - startedOn) * speed;
  const apis = await listen((exchange) => serveApis(exchange, tenant), {
    port: options.port ?? 0,
    log,
  });
  const files = await listen((exchange) => serveFiles(exchange, tenant), { port: 0, log });
  const tenant: Tenant = {
    clock,
    log,
    identity,
    tokens: new TokenBook(identity.signingKey),
    urls: urlsOf(apis.url, files.url),
    certificate: options.certificate,
    tokenLifetimeSeconds: options.tokenLifetimeSeconds ?? 3_599,
    sasLifetimeSeconds: options.sasLifetimeSeconds ?? 3_600,
    latencyMs: options.latencyMs ?? 0,
    roles,
    faults: new FaultBook(),
    limits: new Limits({ documented: options.limits !== "off", now, speed }),
    statistics: new StatisticsBook(now),
    exports: new ExportFiles(),
    world,
    closing: closing.signal,
    requestId: countedIds(),
  };
  return facade(tenant, async () => {
    closing.abort();
    await Promise.all([apis.close(), files.close()]);
    await tenant.exports.close();
  });
}

function urlsOf(apis: string, files: string): Urls {
  return {
    authority: apis,
    graph: apis,
    defender: apis,
    defenderAudience,
    control: `${apis}/control`,
    files,
  };
}

function sizeOf(options: SampleTenantOptions): WorldSize {
  return {
    devices: options.devices ?? defaultSize.devices,
    users: options.users ?? defaultSize.users,
    groups: options.groups ?? defaultSize.groups,
    cves: options.cves ?? defaultSize.cves,
    findingsPerDevice: options.findingsPerDevice ?? defaultSize.findingsPerDevice,
    logonsPerDevice: options.logonsPerDevice ?? defaultSize.logonsPerDevice,
  };
}

/** GUIDs that count: readable in a log, and the same in every run. */
function countedIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `5a3b1e00-0000-4000-8000-${count.toString(16).padStart(12, "0")}`;
  };
}

function facade(tenant: Tenant, close: () => Promise<void>): SampleTenant {
  const { urls, identity } = tenant;
  return {
    tenantId: tenant.world.tenantId,
    clientId: identity.clientId,
    clientSecret: identity.clientSecret,
    authorityUrl: urls.authority,
    graphUrl: urls.graph,
    defenderUrl: urls.defender,
    defenderAudience: urls.defenderAudience,
    controlUrl: urls.control,
    world: () => tenant.world,
    evolve: (days = 1) => evolve(tenant, days),
    truth: (options = {}) => truthOf(tenant.world, options),
    statistics: () => tenant.statistics.read(),
    resetStatistics: () => tenant.statistics.reset(),
    setFaults: (faults) => tenant.faults.set(faults),
    async prepare() {
      await tenant.exports.of(tenant.world);
    },
    close,
  };
}
