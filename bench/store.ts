// What the store costs on a graph of 10,000 devices and 2 million findings, on both engines in one run: the first apply,
// the same snapshot again, one in which 1 % differs, the size, and a question about the past beside one about now. Findings
// are made and become text in a thread beside the one that stages, as in a collect; the time of that is in "staged".
// `node bench/store.ts [duckdb|postgres] …`; DEVICES and FINDINGS (per device) change the size.
import { mkdtemp, rm, stat } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { mintComplete } from "../src/base/complete.ts";
import { checkText } from "../src/j1ql/analyse.ts";
import { applyRun } from "../src/store/apply.ts";
import { type Database, openDatabase } from "../src/store/database.ts";
import { ensureInstance } from "../src/store/instance.ts";
import { readCatalogue, runQuery } from "../src/store/query.ts";
import { beginRun } from "../src/store/run.ts";
import { openStaging } from "../src/store/staging.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import { entitiesOf, finding, findingsOf, type Size } from "./store-graph.ts";

const devices = Number(process.env["DEVICES"] ?? 10_000);
const perDevice = Number(process.env["FINDINGS"] ?? 200);
const size: Size = { devices, perDevice };
const day = 86_400_000;
const begin = Date.UTC(2026, 0, 1);

const rules = { volatile: new Map(), merge: new Map() };
const types = ["machine", "vulnerability", finding.type];

interface Timing {
  readonly staged: number;
  readonly applied: number;
  /** Of this process, on all cores: what other programs do not change. PostgreSQL's own is not in it. `made`: what of `staged`
   *  the thread needed that makes findings and their text. */
  readonly cpu: { readonly staged: number; readonly applied: number; readonly made: number };
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Stages and applies one snapshot; gives seconds. */
async function applyVersion(database: Database, version: number, at: number): Promise<Timing> {
  const instance = await ensureInstance(database, { tenantId: "t", accountName: null, now: 1 });
  const run = await beginRun(database, { instanceId: instance.id, startedOn: at });
  const staging = await openStaging(database, run, rules);
  const startedOn = performance.now();
  const cpuBefore = cpuSeconds();
  const all = entitiesOf(size);
  await staging.addEntities(all);
  const numbering = staging.edgeNumbering(
    [finding],
    all.map(({ key }) => key),
  );
  let made = 0;
  for await (const { block, cpuSeconds: soFar } of findingsOf({ numbering, size, version })) {
    await staging.addEdges(block);
    made = soFar;
  }
  await staging.settle();
  const stagedOn = performance.now();
  const cpuStaged = cpuSeconds();
  const receipt = mintComplete({ collection: "all", received: 1, pages: 1 });
  await applyRun(staging, {
    observedOn: at,
    receipts: new Map(types.map((type) => [type, [receipt]])),
  });
  const appliedOn = performance.now();
  const cpu = { staged: cpuStaged - cpuBefore, applied: cpuSeconds() - cpuStaged, made };
  await staging.close();
  return { staged: (stagedOn - startedOn) / 1_000, applied: (appliedOn - stagedOn) / 1_000, cpu };
}

const question =
  "FIND machine THAT IDENTIFIED AS f vulnerability AS v WHERE f.severity = 'Critical' RETURN v.displayName, count(machine) AS n ORDER BY n DESC LIMIT 10";

async function seconds(database: Database, asOf?: number): Promise<number> {
  const { plan } = checkText(question, {
    parameters: {},
    catalogue: await readCatalogue(database),
  });
  if (plan === null) throw new Error("the question is wrong");
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const startedOn = performance.now();
    await runQuery(database, plan, { now: begin + 9 * day, asOf, timeoutMs: 600_000 });
    times.push((performance.now() - startedOn) / 1_000);
  }
  return times.toSorted((a, b) => a - b)[2] ?? 0;
}

async function sizeOf(database: Database, path: string): Promise<number> {
  if (database.dialect.name === "duckdb") return (await stat(path)).size;
  const [row] = await database.all("select pg_database_size(current_database()) as size");
  return Number(row?.["size"]);
}

async function measure(name: string, path: string): Promise<void> {
  const database = await openDatabase({ path, keptAnswers: 0 });
  const told = (what: string, value: string): void => {
    console.log(`${name.padEnd(9)} ${what.padEnd(34)} ${value}`);
  };
  const timed = (what: string, { staged, applied, cpu }: Timing): void => {
    told(
      what,
      `${(staged + applied).toFixed(1)} s (staged in ${staged.toFixed(1)}, applied in ${applied.toFixed(1)}; CPU ${cpu.staged.toFixed(1)}, of it ${cpu.made.toFixed(1)} for making findings and text, and ${cpu.applied.toFixed(1)})`,
    );
  };
  timed("first apply", await applyVersion(database, 0, begin + day));
  told("size", `${Math.round((await sizeOf(database, path)) / 1e6)} MB`);
  timed("the same again", await applyVersion(database, 0, begin + 2 * day));
  timed("1 % differs", await applyVersion(database, 1, begin + 3 * day));
  told("size then", `${Math.round((await sizeOf(database, path)) / 1e6)} MB`);
  const now = await seconds(database);
  const past = await seconds(database, begin + 2.5 * day);
  told("question now", `${(now * 1_000).toFixed(0)} ms`);
  told(
    "question as of before",
    `${(past * 1_000).toFixed(0)} ms (${(past / now).toFixed(1)} times)`,
  );
  told("memory of this process, at most", `${Math.round(process.resourceUsage().maxRSS / 1e3)} MB`);
  await database.close();
}

const engines = process.argv.slice(2);
console.log(`${devices} devices, ${devices * perDevice} findings, ${cpus().length} cores`);
if (engines.length === 0 || engines.includes("duckdb")) {
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-bench-"));
  await measure("DuckDB", join(folder, "graph.duckdb"));
  await rm(folder, { recursive: true, force: true });
}
if (engines.length === 0 || engines.includes("postgres")) {
  // As a server is set up for such a graph; everything else is PostgreSQL's default, fsync included.
  const settings = [
    "shared_buffers = 1GB",
    "work_mem = 64MB",
    "maintenance_work_mem = 256MB",
    "max_wal_size = 4GB",
  ];
  const server = await startPostgres({ isQuick: false, settings });
  await measure(server.name.replace(/^.*PostgreSQL/, "PG"), server.url("postgres"));
  await server.remove();
}
