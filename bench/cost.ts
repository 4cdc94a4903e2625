// What a first and a daily run cost under Microsoft's documented limits. `node bench/cost.ts 1000 10000 100000`
// `--findings-per-device 5` makes the export smaller where the machine has no room for so many rows.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { request } from "undici";
import { silent } from "../src/base/log.ts";
import { type CollectInput, type CollectReport, collectSources } from "../src/service/collect.ts";
import { openDesk } from "../src/service/open-desk.ts";
import { simulatedClock } from "./simulated-clock.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const self = fileURLToPath(import.meta.url);

/** Where a sample tenant is, as its program prints it. */
interface Addresses {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl: string;
  readonly graphUrl: string;
  readonly defenderUrl: string;
  readonly defenderAudience: string;
  readonly controlUrl: string;
}

interface Task {
  readonly addresses: Addresses;
  readonly database: string;
  /** Days since the first run, by which the clock is ahead. */
  readonly day: number;
}

interface Cost {
  readonly report: CollectReport;
  /** How long the run waited for the limits. */
  readonly waitedMs: number;
}

const dayMs = 86_400_000;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "findings-per-device": { type: "string", default: "30" },
    task: { type: "string" },
  },
});

function inputOf({ addresses }: Task): CollectInput {
  return {
    tenant: addresses.tenantId,
    clientId: addresses.clientId,
    cloud: "commercial",
    hosts: {
      authority: addresses.authorityUrl,
      graph: addresses.graphUrl,
      defender: addresses.defenderUrl,
      defenderAudience: addresses.defenderAudience,
    },
    credential: { kind: "secret", secret: addresses.clientSecret },
    accountName: null,
    // One call a device: their cost is known beforehand.
    sources: collectSources.filter((source) => source !== "logon_users"),
    full: false,
    rateFactor: 1,
    confirmHeld: false,
    progress() {},
  };
}

/** One run in this process. */
async function collectOnce(task: Task): Promise<Cost> {
  const clock = simulatedClock(Date.UTC(2026, 10, 2, 7) + task.day * dayMs);
  const world = {
    clock,
    random: Math.random,
    log: silent,
    peakMemoryBytes: () => process.resourceUsage().maxRSS * 1_024,
    collectGarbage() {},
    readIfThere: () => Promise.resolve(null),
  };
  const desk = await openDesk(world, { database: task.database, mode: "write" });
  try {
    const report = await desk.collect(inputOf(task), new AbortController().signal);
    return { report, waitedMs: clock.waited() };
  } finally {
    await desk.close();
  }
}

function start(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("no standard output");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("the program printed nothing");
}

/** One run in a process of its own, so that its memory is its own. */
async function collectApart(task: Task): Promise<Cost> {
  return JSON.parse(await firstLine(start([self, "--task", JSON.stringify(task)]))) as Cost;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const megabytes = (bytes: number): string =>
  bytes < 10_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${Math.round(bytes / 1_000_000)} MB`;

interface Row {
  readonly devices: number;
  readonly run: string;
  readonly cost: Cost;
}

function row({ devices, run, cost: { report, waitedMs } }: Row): string {
  const sum = (of: "calls" | "bytes"): number =>
    report.steps.reduce((total, step) => total + step[of], 0);
  const limits = `${(waitedMs / 1_000).toFixed(0)} s`;
  const memory = megabytes(report.peakMemoryBytes);
  return `| ${devices} | ${run} | ${sum("calls")} | ${limits} | ${megabytes(sum("bytes"))} | ${memory} | ${report.status} |`;
}

async function measure(devices: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-cost-"));
  const users = devices / 2;
  const groups = Math.max(20, devices / 50);
  const findings = options["findings-per-device"];
  const sizes = { devices, users, groups, cves: 4_000, "findings-per-device": findings };
  const flags = Object.entries(sizes).flatMap(([name, size]) => [`--${name}`, String(size)]);
  const child = start([main, "sample-tenant", "--json", "--limits", "off", ...flags]);
  try {
    const addresses = JSON.parse(await firstLine(child)) as Addresses;
    const database = join(folder, "graph.duckdb");
    for (const [day, run] of ["first", "a day later"].entries()) {
      if (day > 0) await evolve(addresses);
      const cost = await collectApart({ addresses, database, day });
      say(row({ devices, run, cost }));
      for (const { title, calls, bytes, way, status } of cost.report.steps)
        say(`<!-- ${title}: ${status}, ${way}, ${calls} calls, ${megabytes(bytes)} -->`);
    }
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
    await rm(folder, { recursive: true, force: true });
  }
}

async function evolve({ controlUrl }: Addresses): Promise<void> {
  const { body } = await request(`${controlUrl}/evolve`, { method: "POST", body: `{"days":1}` });
  await body.dump();
}

if (options.task !== undefined) {
  say(JSON.stringify(await collectOnce(JSON.parse(options.task) as Task)));
} else {
  say("| devices | run | calls | waiting for limits | bytes | peak memory | status |");
  say("|---:|---|---:|---:|---:|---:|---|");
  const sizes = positionals.map(Number);
  for (const devices of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) await measure(devices);
}
