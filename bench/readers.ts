// 200 readers while runs are in progress: `npm run bench:readers -- [devices] [seconds] [think time in ms]`
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client, request } from "undici";
import { z } from "zod";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const [devices = 3_000, seconds = 30, thinkMs = 1_000] = process.argv.slice(2).map(Number);
const readers = 200;
/** The most that 99 of 100 simple reads may take, in milliseconds. */
const budgetMs = 250;

const tenantSchema = z.object({
  tenantId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  authorityUrl: z.string(),
  graphUrl: z.string(),
  defenderUrl: z.string(),
  defenderAudience: z.string(),
  controlUrl: z.string(),
});

type Tenant = z.infer<typeof tenantSchema>;

interface Server {
  readonly url: string;
  readonly token: string;
}

/** Such as `GET /healthz`. */
interface Asked {
  readonly what: string;
  readonly body?: object;
}

/** One kind of read, and how it is asked about one of the devices. */
interface Read {
  readonly name: string;
  ask(key: string): Asked;
}

interface Sample {
  readonly name: string;
  readonly ms: number;
  readonly isRight: boolean;
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

function program(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [main, ...args], { stdio: ["ignore", "pipe", "inherit"] });
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("no standard output");
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error("the program printed nothing");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** The processor's time that a process has taken so far, in seconds. */
async function cpuOf(pid: number | undefined): Promise<number> {
  const [, text = ""] = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ");
  const fields = text.split(" ").map(Number);
  return ((fields[11] ?? 0) + (fields[12] ?? 0)) / 100;
}

async function ask<Schema extends z.ZodType>(
  { url, token }: Server,
  { what, body }: Asked,
  schema: Schema,
): Promise<z.output<Schema>> {
  const [method = "GET", path = ""] = what.split(" ");
  const reply = await request(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await reply.body.text();
  if (reply.statusCode >= 300) throw new Error(`${what}: ${reply.statusCode} ${text}`);
  return schema.parse(JSON.parse(text));
}

async function startTenant(): Promise<{ readonly child: ChildProcess; readonly tenant: Tenant }> {
  const size = ["--devices", devices, "--users", devices / 2, "--groups", 60, "--cves", 2_000];
  const child = program(["sample-tenant", "--json", "--limits", "off", ...size.map(String)]);
  return { child, tenant: tenantSchema.parse(JSON.parse(await firstLine(child))) };
}

/** A server as users start it, with the token of this machine's owner. */
async function startServer(
  database: string,
): Promise<{ readonly child: ChildProcess; readonly server: Server }> {
  const child = program(["start", "--database", database, "--port", "0"]);
  const url = /http:\/\/[\w.:]+/.exec(await firstLine(child))?.[0] ?? "";
  const note: unknown = JSON.parse(await readFile(`${database}.server`, "utf8"));
  return { child, server: { url, token: z.object({ token: z.string() }).parse(note).token } };
}

const numbered = z.object({ id: z.number() });

async function createInstance(server: Server, to: Tenant): Promise<number> {
  const body = {
    tenantId: to.tenantId,
    clientId: to.clientId,
    accountName: "Bench",
    pollingInterval: "DISABLED",
    credential: { kind: "secret", secret: to.clientSecret },
    hosts: {
      authority: to.authorityUrl,
      graph: to.graphUrl,
      defender: to.defenderUrl,
      defenderAudience: to.defenderAudience,
    },
    rateFactor: 1_000_000,
  };
  return (await ask(server, { what: "POST /api/v1/instances", body }, numbered)).id;
}

/** Reads the instance to the end of the run, and gives how the run ended. */
async function runOnce(server: Server, instance: number): Promise<string> {
  const what = `POST /api/v1/instances/${instance}/run`;
  const begun = z.object({ run: z.number() });
  const { run } = await ask(server, { what, body: { full: true } }, begun);
  for (;;) {
    const read = { what: `GET /api/v1/runs/${run}` };
    const { state } = await ask(server, read, z.object({ state: z.string() }));
    if (!["queued", "running", "applying"].includes(state)) return state;
    await wait(500);
  }
}

/** One run after another, a day further each, until the signal. */
async function keepRunning(
  server: Server,
  of: { readonly tenant: Tenant; readonly instance: number; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const states: string[] = [];
  while (!of.signal.aborted) {
    await request(`${of.tenant.controlUrl}/evolve`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ days: 1 }),
    });
    states.push(await runOnce(server, of.instance));
  }
  return states;
}

function query(text: string): Asked {
  return { what: "POST /api/v1/query", body: { query: text, limit: 50 } };
}

const everyKey = query("FIND Device AS d RETURN d._key AS key LIMIT 500");

async function someDevices(server: Server): Promise<readonly string[]> {
  const rows = z.object({ result: z.object({ data: z.array(z.object({ key: z.string() })) }) });
  const asked = { ...everyKey, body: { ...everyKey.body, limit: 500 } };
  return (await ask(server, asked, rows)).result.data.map(({ key }) => key);
}

const get = (path: string): (() => Asked) => {
  const asked = { what: `GET ${path}` };
  return () => asked;
};

/** What readers read: the console's polls, one of 500 devices, a page of a list, a small question. */
const reads: readonly Read[] = [
  { name: "health", ask: get("/healthz") },
  { name: "readiness", ask: get("/readyz") },
  { name: "status", ask: get("/api/v1/status") },
  { name: "instances", ask: get("/api/v1/instances") },
  { name: "runs", ask: get("/api/v1/runs?limit=20") },
  { name: "alerts", ask: get("/api/v1/alerts?limit=50") },
  { name: "rules", ask: get("/api/v1/rules") },
  { name: "shape", ask: get("/api/v1/shape") },
  {
    name: "entity by key",
    ask: (key) => ({ what: `GET /api/v1/entity?object=${encodeURIComponent(key)}` }),
  },
  { name: "J1QL: a device", ask: (key) => query(`FIND Device WITH _key = '${key}'`) },
  {
    name: "J1QL: its owner",
    ask: (key) => query(`FIND Device WITH _key = '${key}' THAT OWNS Person AS p RETURN p.name`),
  },
  {
    name: "J1QL: a page",
    ask: () =>
      query("FIND Device AS d RETURN d.displayName, d.platform, d._key ORDER BY d.displayName"),
  },
  {
    name: "J1QL: a count",
    ask: () => query("FIND Person AS p RETURN count(p) AS people"),
  },
];

/** A reader on a connection of its own reads one after another what comes next, thinking between. */
async function read(
  server: Server,
  of: { readonly devices: readonly string[]; readonly from: number; readonly thinkMs: number },
  until: number,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const client = new Client(server.url);
  await wait((of.from / readers) * of.thinkMs);
  for (let at = of.from; performance.now() < until; at += 1) {
    const next = reads[at % reads.length];
    if (next === undefined) break;
    const asked = next.ask(of.devices[(at * 7 + of.from * 13) % of.devices.length] ?? "");
    samples.push({ name: next.name, ...(await readOnce(client, server, asked)) });
    if (of.thinkMs > 0) await wait(of.thinkMs * (0.5 + (at % 11) / 10));
  }
  await client.close();
  return samples;
}

async function readOnce(
  client: Client,
  { token }: Server,
  { what, body }: Asked,
): Promise<Omit<Sample, "name">> {
  const [method = "GET", path = "/"] = what.split(" ");
  const begun = performance.now();
  const type = body === undefined ? {} : { "content-type": "application/json" };
  try {
    const reply = await client.request({
      method: method === "POST" ? "POST" : "GET",
      path,
      headers: { authorization: `Bearer ${token}`, "accept-encoding": "gzip", ...type },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    await reply.body.arrayBuffer();
    // A device may have left the tenant meanwhile.
    const isRight = reply.statusCode === 200 || reply.statusCode === 404;
    return { ms: performance.now() - begun, isRight };
  } catch {
    return { ms: performance.now() - begun, isRight: false };
  }
}

/** The value that so many of a hundred do not exceed. */
function percentile(sorted: readonly number[], hundredths: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * hundredths) / 100))] ?? 0;
}

function row(name: string, samples: readonly Sample[]): string {
  const sorted = samples.map(({ ms }) => ms).toSorted((one, other) => one - other);
  const [p50, p95, p99] = [50, 95, 99].map((at) => percentile(sorted, at).toFixed(0));
  const wrong = samples.filter(({ isRight }) => !isRight).length;
  return `| ${name} | ${samples.length} | ${p50} | ${p95} | ${p99} | ${(sorted.at(-1) ?? 0).toFixed(0)} | ${wrong} |`;
}

/** All readers at once, for as long as is measured. */
async function measure(
  server: Server,
  of: { readonly devices: readonly string[]; readonly thinkMs: number; readonly pid?: number },
): Promise<boolean> {
  const cpu = await cpuOf(of.pid);
  const until = performance.now() + seconds * 1_000;
  const begin = (_: unknown, from: number) => read(server, { ...of, from }, until);
  const samples = (await Promise.all(Array.from({ length: readers }, begin))).flat();
  const pause = of.thinkMs === 0 ? "no think time" : `thinking ${of.thinkMs} ms on average`;
  say(`\n${readers} readers, ${pause}, ${(samples.length / seconds).toFixed(0)} reads a second,`);
  say(`${((await cpuOf(of.pid)) - cpu).toFixed(1)} s of processor time in ${seconds} s\n`);
  say("| read | times | p50 ms | p95 ms | p99 ms | most ms | errors |");
  say("|---|---:|---:|---:|---:|---:|---:|");
  for (const { name } of reads)
    say(
      row(
        name,
        samples.filter((sample) => sample.name === name),
      ),
    );
  say(row("all", samples));
  const sorted = samples.map(({ ms }) => ms).toSorted((one, other) => one - other);
  return percentile(sorted, 99) < budgetMs && samples.every(({ isRight }) => isRight);
}

const folder = await mkdtemp(join(tmpdir(), "defender-graph-readers-"));
const { child: tenantProcess, tenant } = await startTenant();
const { child, server } = await startServer(join(folder, "graph.duckdb"));
try {
  const instance = await createInstance(server, tenant);
  say(`${devices} devices; the first run ended ${await runOnce(server, instance)}`);
  const body = { name: "readers", role: "viewer" };
  const { token } = await ask(
    server,
    { what: "POST /api/v1/tokens", body },
    z.object({ token: z.string() }),
  );
  const reader = { url: server.url, token };
  const keys = await someDevices(reader);
  const controller = new AbortController();
  const running = keepRunning(server, { tenant, instance, signal: controller.signal });
  const pid = child.pid === undefined ? {} : { pid: child.pid };
  const isMet = await measure(reader, { devices: keys, thinkMs, ...pid });
  await measure(reader, { devices: keys, thinkMs: 0, ...pid });
  controller.abort();
  say(`\nRuns meanwhile: ${(await running).join(", ")}`);
  say(`99 of 100 under ${budgetMs} ms without an error: ${isMet ? "yes" : "NO"}`);
  process.exitCode = isMet ? 0 : 1;
} finally {
  await stop(child);
  await stop(tenantProcess);
  await rm(folder, { recursive: true, force: true });
}
