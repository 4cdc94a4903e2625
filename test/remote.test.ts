import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startJupiterOne } from "./support/jupiterone.ts";
import { type Bench, openBench, speed } from "./support/world.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const size = { devices: 30, users: 24, groups: 5, cves: 30, findingsPerDevice: 6, seed: 11 };
const employees = "FIND Person AS p THAT OWNS Device AS d RETURN p.email, d.displayName";

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Served {
  readonly child: ChildProcess;
  readonly url: string;
}

let bench: Bench;
/** Between the two days of the tenant. */
let between = 0;
/** A machine that changed on the second day. */
let machine = "";
const children: ChildProcess[] = [];
const ofTwoWords: ReadonlySet<string> = new Set(["instances", "publish", "key"]);
const keys = { jupiterOne: "the wrong key" };

function start(command: string, ...rest: readonly string[]) {
  // A command of two words has its flags after both.
  const [first = ""] = rest;
  const words = ofTwoWords.has(command) ? [command, first] : [command];
  const args = [main, ...words, "--database", bench.database, ...rest.slice(words.length - 1)];
  const env = {
    ...process.env,
    DEFENDER_GRAPH_CLIENT_SECRET: bench.tenant.clientSecret,
    DEFENDER_GRAPH_JUPITERONE_TOKEN: keys.jupiterOne,
  };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env });
  children.push(child);
  return child;
}

async function run(command: string, ...rest: readonly string[]): Promise<Ended> {
  const child = start(command, ...rest);
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: child.exitCode, out, err };
}

async function serve(): Promise<Served> {
  const child = start("start", "--port", "0");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { child, url };
  }
  throw new Error("the server ended before it listened");
}

async function stop({ child }: Served, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  await once(child, "exit");
  return child.exitCode;
}

const note = (): string => `${bench.database}.server`;

beforeAll(async () => {
  bench = await openBench(size);
  await bench.collect();
  between = Date.now();
  bench.tenant.evolve(1);
  await bench.collect();
  const updates = { type: "microsoft_defender_machine", operation: "update" } as const;
  for await (const [change] of bench.desk.changes(updates)) machine = change?.key ?? machine;
  await bench.desk.close();
});

afterAll(async () => {
  for (const child of children) if (child.exitCode === null) child.kill("SIGKILL");
  await bench.close();
});

/** Each reading command, and whether it succeeds and says much. */
function commands(): { readonly words: readonly string[]; readonly code: number }[] {
  const then = new Date(between).toISOString();
  const json = ["query", "--format", "json"];
  return [
    { words: [...json, employees], code: 0 },
    { words: [...json, "--as-of", then, "FIND microsoft_defender_machine"], code: 0 },
    { words: [...json, "FIND Person THAT OWNS Device RETURN TREE"], code: 0 },
    { words: [...json, "FIND Person WITH"], code: 1 },
    { words: [...json, `FIND ${"x".repeat(40_000)}`], code: 1 },
    { words: ["query", "--format", "ndjson", `${employees}, p.nmae LIMIT 7`], code: 0 },
    { words: ["changes", "--format", "ndjson"], code: 0 },
    {
      words: [
        "changes",
        "--format",
        "csv",
        "--since",
        then,
        "--type",
        "microsoft_defender_machine",
      ],
      code: 0,
    },
    { words: ["changes", "--format", "json", "--net", "--since", then], code: 0 },
    { words: ["changes", "--net", "--since", then, "--summary"], code: 0 },
    { words: ["verify"], code: 0 },
    { words: ["history", machine], code: 0 },
    { words: ["history", "--format", "json", machine], code: 0 },
    { words: ["history", "machine:none"], code: 1 },
    { words: ["entity", "--limit", "3", machine], code: 0 },
    { words: ["entity", "--as-of", then, "--format", "json", machine], code: 0 },
    { words: ["export"], code: 0 },
    { words: ["export", "--as-of", then], code: 0 },
  ];
}

/** Runs all commands, a few at a time: starting a process costs more than most of its answers. */
async function runAll(): Promise<Ended[]> {
  const ended: Ended[] = [];
  const left = commands().map(({ words }, at) => ({ words, at }));
  const take = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [command = "", ...rest] = next.words;
      ended[next.at] = await run(command, ...rest);
    }
  };
  await Promise.all([take(), take(), take()]);
  return ended;
}

/** The server reads what it has an instance of, and `collect` tells how that went. */
async function collectsThrough({ url }: Served): Promise<void> {
  const { tenant } = bench;
  const access = [
    ["--client-id", tenant.clientId],
    ["--authority-url", tenant.authorityUrl],
    ["--graph-url", tenant.graphUrl],
    ["--defender-url", tenant.defenderUrl],
    ["--defender-audience", tenant.defenderAudience],
    ["--rate-factor", String(speed)],
  ].flat();
  const whose = ["--tenant", tenant.tenantId, ...access];
  const unset = await run("collect", ...whose);
  expect(unset).toMatchObject({ code: 1, out: "" });
  expect(unset.err).toMatch(/Or let the server read the tenant: defender-graph instances/);
  expect(await run("instances", "edit", "1", "--new-secret", ...access)).toMatchObject({ code: 0 });
  const collected = await run("collect", "--json", ...whose);
  expect(collected.err).toContain(`The server at ${url} holds the database: it reads instance 1`);
  const report: unknown = JSON.parse(collected.out);
  expect(report).toMatchObject({ run: 3, status: "complete", tenant: tenant.tenantId });
  expect(collected.code).toBe(0);
  const refused = await run("collect", "--sources", "users", ...whose);
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toContain("Cannot collect with --sources");
}

/** The server publishes and lets history go, while it holds the database. */
async function worksThrough({ url }: Served): Promise<void> {
  const fake = await startJupiterOne();
  const at = ["--jupiterone-account", fake.account, "--jupiterone-url", fake.url.href];
  const publish = ["jupiterone", ...at, "--jupiterone-scope", "defender", "--json"];
  try {
    const unlet = await run("publish", ...publish);
    expect(unlet).toMatchObject({ code: 1, out: "" });
    expect(unlet.err).toContain("answers 401");
    keys.jupiterOne = fake.token;
    const published = await run("publish", ...publish);
    const report: unknown = JSON.parse(published.out);
    expect(report).toMatchObject({ status: "FINISHED", instance: 1 });
    expect(published).toMatchObject({ code: 0, err: "" });
    expect(fake.graphs.get("defender")?.entities.size).toBeGreaterThan(100);
  } finally {
    await fake.close();
  }
  const compacted = await run("compact", "--keep-history", "300");
  expect(compacted).toMatchObject({ code: 0, err: "" });
  expect(compacted.out).toContain("No history is old enough");
  const rotated = await run("key", "rotate");
  expect(rotated).toMatchObject({ code: 1, out: "" });
  expect(rotated.err).toContain(`the server at ${url} (process`);
}

describe("a database that a server holds", () => {
  it("answers the command line as its file does once the server has stopped", async () => {
    const served = await serve();
    const throughServer = await runAll();
    const tenant = ["--tenant", "t", "--client-id", "c", "--managed-identity"];
    const collected = await run("collect", ...tenant);
    expect(await stop(served, "SIGTERM")).toBe(0);
    expect(collected).toMatchObject({ code: 1, out: "" });
    expect(collected.err).toContain(`${served.url} (process ${served.child.pid}) holds it`);

    expect(existsSync(note())).toBe(false);
    const fromFile = await runAll();
    expect(throughServer).toEqual(fromFile);
    expect(fromFile.map(({ code }) => code)).toEqual(commands().map(({ code }) => code));
    // What was compared is not nothing.
    expect(Math.min(...fromFile.map(({ out, err }) => `${out}${err}`.length))).toBeGreaterThan(80);
  }, 180_000);

  it("is backed up through the server; restored, it is the same graph", async () => {
    const served = await serve();
    const out = `${bench.database}.bak`;
    const saved = await run("backup", "--out", out);
    expect(saved).toEqual({ code: 0, out: `The backup is at ${out}.\n`, err: "" });
    const looked = await run("doctor");
    expect(looked).toMatchObject({ code: 0, err: "" });
    expect(looked.out).toContain(`holder: the server at ${served.url} (process`);
    await worksThrough(served);
    const graph = await run("export");
    const overItself = await run("restore", "--from", out, "--overwrite");
    expect(overItself).toMatchObject({ code: 1, out: "" });
    expect(overItself.err).toContain("another process has it open");
    await stop(served, "SIGTERM");
    const other = ["--database", `${bench.database}.other`];
    expect((await run("restore", "--from", out, ...other)).code).toBe(0);
    expect(await run("export", ...other)).toEqual(graph);
  });

  it("is found by a note that only its owner can read; a killed server's note hinders nobody", async () => {
    const first = await serve();
    const left: unknown = JSON.parse(await readFile(note(), "utf8"));
    expect(left).toEqual({
      url: first.url,
      pid: first.child.pid,
      startedOn: expect.any(Number),
      token: expect.stringMatching(/^dgl_/),
    });
    expect((await stat(note())).mode & 0o777).toBe(0o600);
    await stop(first, "SIGKILL");
    expect(existsSync(note())).toBe(true);
    expect((await run("query", "--format", "json", employees)).code).toBe(0);
    const second = await serve();
    expect((await run("query", "--format", "json", employees)).code).toBe(0);
    await collectsThrough(second);
    await stop(second, "SIGTERM");
    expect(existsSync(note())).toBe(false);
  });

  it("is not answered for by another server, at the address of one that was killed", async () => {
    const served = await serve();
    const stale = { url: served.url, pid: 1, startedOn: 1 };
    await writeFile(note(), JSON.stringify(stale));
    const refused = await run("query", employees);
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.err).toContain(`${served.url} (process 1), but it does not answer there`);
    await stop(served, "SIGTERM");
    expect(JSON.parse(await readFile(note(), "utf8"))).toEqual(stale);
  });
});

it("a database that was never made says what makes it", async () => {
  const { code, err } = await run("query", "--database", `${bench.database}.none`, employees);
  expect(code).toBe(1);
  expect(err).toContain(`There is no database at ${bench.database}.none yet. Run defender-graph`);
  expect(existsSync(`${bench.database}.none`)).toBe(false);
});
