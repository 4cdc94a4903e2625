import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { silent } from "../../src/base/log.ts";
import { startSampleTenant } from "../../src/sample-tenant/sample-tenant.ts";
import { collectSources } from "../../src/service/collect.ts";
import { openDesk } from "../../src/service/open-desk.ts";

const project = fileURLToPath(new URL("..", import.meta.url));
const graph = join(project, ".j1-integration", "graph");
const speed = 10_000;
const clock = {
  now: () => Date.now(),
  sleep: async (ms: number, signal?: AbortSignal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

type Objects = Map<string, Record<string, unknown>>;

/** What `j1-integration collect` left, by key. */
async function collected(kind: "entities" | "relationships"): Promise<Objects> {
  const found: Objects = new Map();
  for (const file of await readdir(graph, { recursive: true })) {
    if (!file.includes(`/${kind}/`) || !file.endsWith(".json")) continue;
    const text = await readFile(join(graph, file), "utf8");
    const objects = JSON.parse(text)[kind] as Record<string, unknown>[];
    for (const object of objects) found.set(String(object["_key"]), object);
  }
  return found;
}

/** Neither JupiterOne's own CVEs nor what defender-graph tells of its runs. */
function isOfTheTenant({
  _key,
  _type,
}: {
  readonly _key: string;
  readonly _type: string;
}): boolean {
  return _type !== "cve" && !_key.includes("defender_graph_");
}

test("j1-integration collect finds what defender-graph finds, under the same keys", async (running) => {
  const folder = await mkdtemp(join(tmpdir(), "jupiterone-"));
  const tenant = await startSampleTenant({
    clock,
    speed,
    devices: 60,
    users: 40,
    groups: 8,
    cves: 80,
  });
  running.after(() => tenant.close());
  const { clientId, clientSecret, authorityUrl, graphUrl, defenderUrl, defenderAudience } = tenant;

  const child = spawn("node_modules/.bin/j1-integration", ["collect"], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      CLIENT_ID: clientId,
      CLIENT_SECRET: clientSecret,
      TENANT: tenant.tenantId,
      AUTHORITY_URL: authorityUrl,
      GRAPH_URL: graphUrl,
      DEFENDER_URL: defenderUrl,
      DEFENDER_AUDIENCE: defenderAudience,
      RATE_FACTOR: String(speed),
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => void (said += chunk.toString()));
  await once(child, "close");
  assert.equal(child.exitCode, 0, said);
  const summary = JSON.parse(
    await readFile(join(project, ".j1-integration", "summary.json"), "utf8"),
  );
  const statuses = summary.integrationStepResults.map((step: { id: string; status: string }) => [
    step.id,
    step.status,
  ]);
  assert.deepEqual([...new Set(statuses.map(([, status]: string[]) => status))], ["success"], said);
  assert.equal(said.includes(clientSecret), false);

  const world = {
    clock,
    random: Math.random,
    log: silent,
    peakMemoryBytes: () => 0,
    collectGarbage() {},
    readIfThere: async () => null,
  };
  const desk = await openDesk(world as never, {
    database: join(folder, "graph.duckdb"),
    mode: "write",
  });
  const report = await desk.collect(
    {
      tenant: tenant.tenantId,
      clientId,
      cloud: "commercial",
      hosts: { authority: authorityUrl, graph: graphUrl, defender: defenderUrl, defenderAudience },
      credential: { kind: "secret", secret: clientSecret },
      accountName: null,
      sources: collectSources,
      full: false,
      rateFactor: speed,
      confirmHeld: false,
      progress() {},
    },
    new AbortController().signal,
  );
  assert.equal(report.status, "complete");
  const ours = { entity: new Map(), relationship: new Map() } as Record<string, Objects>;
  for await (const lines of desk.export({}))
    for (const line of lines) if (isOfTheTenant(line)) ours[line.kind]?.set(line._key, { ...line });
  await desk.close();
  await rm(folder, { recursive: true });

  for (const [kind, plural] of [
    ["entity", "entities"],
    ["relationship", "relationships"],
  ] as const) {
    const theirs = await collected(plural);
    assert.ok(theirs.size > 100);
    assert.deepEqual([...theirs.keys()].toSorted(), [...(ours[kind]?.keys() ?? [])].toSorted());
    for (const [key, line] of ours[kind] ?? []) {
      const { properties } = line as { properties: Record<string, unknown> };
      const found = theirs.get(key) ?? {};
      assert.equal(found["_type"], line["_type"]);
      for (const [name, value] of Object.entries(properties))
        assert.deepEqual(found[name], value, `${key} ${name}`);
    }
  }
});
