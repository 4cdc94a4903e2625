// Full collects of sample tenants against their floor, in the same run. `npm run bench -- 1000 10000 50000`
// `--findings-per-device 150` makes their export larger, `--once` measures neither the floor nor the second reading,
// `--sources machines,users` reads no more than these.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { CollectReport } from "../src/service/collect.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const floorScript = fileURLToPath(new URL("floor.ts", import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    "findings-per-device": { type: "string", default: "30" },
    once: { type: "boolean", default: false },
    sources: { type: "string" },
  },
});
const sizes = positionals.map(Number).filter((size) => size > 0);

interface Addresses {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorityUrl: string;
  readonly graphUrl: string;
  readonly defenderUrl: string;
  readonly defenderAudience: string;
}

interface Floor {
  readonly ms: number;
  readonly bytes: number;
  readonly calls: number;
  readonly rows: number;
}

function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...environment },
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("no standard output");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("the program printed nothing");
}

async function startTenant(
  devices: number,
): Promise<{ child: ChildProcess; addresses: Addresses }> {
  const size = [
    "--devices",
    devices,
    "--users",
    devices / 2,
    "--groups",
    Math.max(20, devices / 50),
    "--cves",
    4_000,
    "--findings-per-device",
    options["findings-per-device"],
  ];
  const child = run([main, "sample-tenant", "--json", "--limits", "off", ...size.map(String)]);
  return { child, addresses: JSON.parse(await firstLine(child)) as Addresses };
}

async function measureFloor(addresses: Addresses): Promise<Floor> {
  return JSON.parse(await firstLine(run([floorScript, JSON.stringify(addresses)]))) as Floor;
}

async function measureCollect(addresses: Addresses, database: string): Promise<CollectReport> {
  const access = [
    ["--tenant", addresses.tenantId],
    ["--client-id", addresses.clientId],
    ["--authority-url", addresses.authorityUrl],
    ["--graph-url", addresses.graphUrl],
    ["--defender-url", addresses.defenderUrl],
    ["--defender-audience", addresses.defenderAudience],
    options.sources === undefined ? [] : ["--sources", options.sources],
  ].flat();
  const child = run(
    [main, "collect", "--json", "--rate-factor", "1000000", "--database", database, ...access],
    {
      DEFENDER_GRAPH_CLIENT_SECRET: addresses.clientSecret,
    },
  );
  return JSON.parse(await firstLine(child)) as CollectReport;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

interface Measured {
  readonly devices: number;
  /** `null` where it was not measured. */
  readonly floor: Floor | null;
  readonly report: CollectReport;
  /** Of the database file, in bytes. */
  readonly size: number;
}

function row({ devices, floor, report, size }: Measured): string {
  const calls = report.steps.reduce((sum, step) => sum + step.calls, 0);
  const relationships = report.types
    .filter((type) => type.kind === "relationship")
    .reduce((sum, type) => sum + type.total, 0);
  const bottom = floor === null ? "–" : seconds(floor.ms);
  const ratio = floor === null ? "–" : (report.ms / floor.ms).toFixed(2);
  return `| ${devices} | ${floor?.rows ?? "–"} | ${relationships} | ${calls} | ${bottom} | ${seconds(report.ms)} | ${ratio} | ${megabytes(report.peakMemoryBytes)} | ${megabytes(size)} | ${report.status} |`;
}

async function measure(devices: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-bench-"));
  const { child, addresses } = await startTenant(devices);
  try {
    // The first pass makes the tenant write its export files; only the second is the floor.
    if (!options.once) await measureFloor(addresses);
    const floor = options.once ? null : await measureFloor(addresses);
    const database = join(folder, "graph.duckdb");
    const first = await measureCollect(addresses, database);
    say(row({ devices, floor, report: first, size: (await stat(database)).size }));
    for (const step of first.steps)
      say(
        `<!-- ${step.title}: ${seconds(step.ms)}, ${step.calls} calls, ${megabytes(step.bytes)} -->`,
      );
    if (options.once) return;
    const second = await measureCollect(addresses, database);
    say(`<!-- the same day again: ${seconds(second.ms)}, ${megabytes(second.peakMemoryBytes)} -->`);
  } finally {
    child.kill("SIGTERM");
    await once(child, "exit");
    await rm(folder, { recursive: true, force: true });
  }
}

say(
  "| devices | export rows | relationships | calls | floor | collect | ratio | peak memory | database | status |",
);
say("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|");
for (const devices of sizes.length > 0 ? sizes : [1_000, 10_000, 50_000]) await measure(devices);
