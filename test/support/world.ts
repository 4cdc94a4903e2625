import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../src/base/clock.ts";
import { silent } from "../../src/base/log.ts";
import { keptFilesFolder } from "../../src/kept-files-folder.ts";
import { keyStoreOf } from "../../src/key-files.ts";
import {
  startSampleTenant,
  type SampleTenant,
  type SampleTenantOptions,
} from "../../src/sample-tenant/sample-tenant.ts";
import {
  type CollectInput,
  type CollectReport,
  collectSources,
} from "../../src/service/collect.ts";
import type { Desk } from "../../src/service/desk.ts";
import { newPlace } from "./place.ts";
import { openDesk } from "../../src/service/open-desk.ts";

/** The real clock. */
const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** The sample tenants of the tests run their rate limits this many times faster, and the client knows. */
export const speed = 10_000;

/** A sample tenant on its own database, and the verbs over it. */
export interface Bench {
  readonly tenant: SampleTenant;
  readonly database: string;
  desk: Desk;
  collect(changes?: Partial<CollectInput>, signal?: AbortSignal): Promise<CollectReport>;
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** How the client reaches a sample tenant. */
function accessTo(tenant: SampleTenant): CollectInput {
  return {
    tenant: tenant.tenantId,
    clientId: tenant.clientId,
    cloud: "commercial",
    hosts: {
      authority: tenant.authorityUrl,
      graph: tenant.graphUrl,
      defender: tenant.defenderUrl,
      defenderAudience: tenant.defenderAudience,
    },
    credential: { kind: "secret", secret: tenant.clientSecret },
    accountName: "Acme",
    sources: collectSources,
    full: false,
    rateFactor: speed,
    confirmHeld: false,
    progress() {},
  };
}

const deskWorld = {
  random: Math.random,
  log: silent,
  peakMemoryBytes: () => process.memoryUsage().rss,
  collectGarbage() {},
  keys: (path: string) => keyStoreOf({}, path),
  keptFiles: (path: string) => keptFilesFolder({}, path),
  outbound: { allowed: ["127.0.0.1"], publicUrl: null },
  readIfThere: async (path: string) => (existsSync(path) ? readFile(path, "utf8") : null),
};

/** A clock that is forwarded by every wait instead of waiting. */
export function impatientClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      ahead += ms;
    },
  };
}

/** Starts a sample tenant and opens an empty database for it, in a file or `at` an address; the verbs go by `deskClock`. */
export async function openBench(
  options: Partial<SampleTenantOptions>,
  deskClock: Clock = clock,
  at?: string,
): Promise<Bench> {
  const place = await newPlace();
  const database = at ?? place.path;
  const tenant = await startSampleTenant({ clock, speed, ...options });
  const open = (): Promise<Desk> =>
    openDesk({ ...deskWorld, clock: deskClock }, { database, mode: "write", threads: 1 });
  const bench: Bench = {
    tenant,
    database,
    desk: await open(),
    collect: (changes = {}, signal = new AbortController().signal) =>
      bench.desk.collect({ ...accessTo(tenant), ...changes }, signal),
    async reopen() {
      await bench.desk.close();
      bench.desk = await open();
    },
    async close() {
      await bench.desk.close();
      await tenant.close();
      await place.remove();
    },
  };
  return bench;
}
