// Workers that share tenants: 20 small sample tenants, one PostgreSQL, two processes `start --role worker`, of which one
// is killed on the way. Prints how long all took, who read what, and whether a tenant was ever read twice at once.
// `npm run bench:workers`; TENANTS and DEVICES (of each) change the size, WORKERS the number of processes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { instanceFor, type Managed, openManaged, realClock } from "../test/support/managed.ts";
import { type PostgresServer, startPostgres } from "../test/support/postgres-server.ts";
import { speed } from "../test/support/world.ts";
import { type SampleTenant, startSampleTenant } from "../src/sample-tenant/sample-tenant.ts";

const count = Number(process.env["TENANTS"] ?? 20);
const devices = Number(process.env["DEVICES"] ?? 100);
const workers = Number(process.env["WORKERS"] ?? 2);
const key = Buffer.alloc(32, 7).toString("base64");
const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const size = { devices, users: devices, groups: 10, cves: 500, findingsPerDevice: 30 };

function startWorker(database: string): ChildProcess {
  const environment = { PATH: process.env["PATH"], DEFENDER_GRAPH_KEY: key };
  const args = [main, "start", "--role", "worker", "--database", database];
  return spawn(process.execPath, args, {
    env: environment,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function createInstances(managed: Managed, tenants: readonly SampleTenant[]): Promise<void> {
  for (const [at, tenant] of tenants.entries()) {
    const asked = instanceFor(tenant, { accountName: `Tenant ${at + 1}` });
    const { status, text } = await managed.ask("POST /instances", asked);
    if (status !== 201) throw new Error(`tenant ${at + 1}: ${text}`);
  }
}

interface Run {
  readonly id: number;
  readonly instance: number;
  readonly state: string;
  readonly cause: string;
  readonly startedOn: number;
  readonly endedOn: number | null;
}

const runsSql = `
  select r.id, r.instance_id, r.state, q.cause, r.started_on, r.ended_on
  from run r join run_request q on q.run_id = r.id order by r.id`;

async function readRuns(server: PostgresServer): Promise<readonly Run[]> {
  return (await server.query("graph", runsSql)).map((row) => ({
    id: Number(row["id"]),
    instance: Number(row["instance_id"]),
    state: String(row["state"]),
    cause: String(row["cause"]),
    startedOn: Number(row["started_on"]),
    endedOn: row["ended_on"] === null ? null : Number(row["ended_on"]),
  }));
}

/** Looks until every tenant was read to the end; `onHalf` is called once, when half of them were. */
async function watch(server: PostgresServer, onHalf: () => void): Promise<readonly Run[]> {
  let isHalf = false;
  for (;;) {
    const runs = await readRuns(server);
    const done = new Set(
      runs.filter(({ state }) => state === "completed").map((run) => run.instance),
    );
    const busy = runs.filter(({ state }) => state === "running" || state === "applying");
    if (!isHalf && done.size >= count / 2 && busy.length > 1) {
      isHalf = true;
      onHalf();
    }
    const isOpen = runs.some(({ endedOn }) => endedOn === null);
    if (done.size === count && !isOpen) return runs;
    await realClock.sleep(100);
  }
}

/** Pairs of runs of one tenant of which one began before the other had ended. */
function overlapsOf(runs: readonly Run[]): number {
  return runs.filter((run) =>
    runs.some(
      (other) =>
        other.instance === run.instance &&
        other.id > run.id &&
        run.state !== "interrupted" &&
        other.startedOn < (run.endedOn ?? Number.POSITIVE_INFINITY),
    ),
  ).length;
}

/** How often tenants were asked for their organization, as every run does once: what they saw, whatever we noted. */
function readingsOf(tenants: readonly SampleTenant[]): number {
  const calls = tenants.map((one) => one.statistics().endpoints["graph.organization"]?.calls ?? 0);
  return calls.reduce((sum, of) => sum + of, 0);
}

function tell(runs: readonly Run[], tenants: readonly SampleTenant[]): void {
  const of = (state: string): readonly Run[] => runs.filter((run) => run.state === state);
  const perTenant = [...Map.groupBy(of("completed"), (run) => run.instance).values()];
  const lines: readonly (readonly [string, number])[] = [
    ["runs that completed", of("completed").length],
    ["of one tenant, at most", Math.max(...perTenant.map((some) => some.length))],
    ["runs broken off by the kill", of("interrupted").length],
    ["runs that took over", runs.filter(({ cause }) => cause === "resume").length],
    ["runs that failed", of("failed").length],
    ["runs of one tenant that overlap", overlapsOf(runs)],
    ["readings that the tenants saw", readingsOf(tenants)],
  ];
  for (const [what, value] of lines) console.log(`${what.padEnd(34)} ${value}`);
}

async function measure(server: PostgresServer): Promise<void> {
  const tenants = await Promise.all(
    Array.from({ length: count }, (_, at) =>
      startSampleTenant({ clock: realClock, speed, logonsPerDevice: 2, seed: at + 1, ...size }),
    ),
  );
  const managed = await openManaged(realClock, { url: server.url("graph"), key });
  await createInstances(managed, tenants);
  const startedOn = performance.now();
  const processes = Array.from({ length: workers }, () => startWorker(server.url("graph")));
  const ends = processes.map((child) => once(child, "exit"));
  try {
    const runs = await watch(server, () => {
      const [first, ...others] = processes;
      if (others.length === 0) return;
      first?.kill("SIGKILL");
      console.log(`one was killed after ${((performance.now() - startedOn) / 1_000).toFixed(1)} s`);
    });
    const seconds = (performance.now() - startedOn) / 1_000;
    console.log(`${"all tenants were read after".padEnd(34)} ${seconds.toFixed(1)} s`);
    tell(runs, tenants);
  } finally {
    for (const child of processes) child.kill("SIGTERM");
    await Promise.all(ends);
    await managed.close();
    for (const tenant of tenants) await tenant.close();
  }
}

const server = await startPostgres({ isQuick: false });
try {
  await server.query("postgres", "create database graph");
  console.log(
    `${count} tenants of ${devices} devices, ${workers} workers, load ${loadavg()[0]?.toFixed(1) ?? "?"}`,
  );
  await measure(server);
} finally {
  await server.remove();
}
