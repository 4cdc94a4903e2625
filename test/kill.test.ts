import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareWithTruth, noDifference } from "./support/compare.ts";
import { type Bench, openBench, speed } from "./support/world.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
const size = {
  devices: 120,
  users: 80,
  groups: 12,
  cves: 150,
  findingsPerDevice: 12,
  logonsPerDevice: 3,
  seed: 5,
};

function collecting({ tenant, database }: Bench): ChildProcess {
  const access = [
    ["--tenant", tenant.tenantId],
    ["--client-id", tenant.clientId],
    ["--authority-url", tenant.authorityUrl],
    ["--graph-url", tenant.graphUrl],
    ["--defender-url", tenant.defenderUrl],
    ["--defender-audience", tenant.defenderAudience],
    ["--account-name", "Acme"],
    ["--database", database],
    ["--rate-factor", String(speed)],
  ].flat();
  return spawn(process.execPath, [main, "collect", ...access], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, DEFENDER_GRAPH_CLIENT_SECRET: tenant.clientSecret },
  });
}

/** Kills the run (-9) as soon as it says that it is at this point. */
async function killAt(child: ChildProcess, point: RegExp): Promise<void> {
  if (child.stderr === null) throw new Error("no standard error");
  for await (const line of createInterface({ input: child.stderr })) {
    if (point.test(line)) break;
  }
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

async function keysOf(bench: Bench): Promise<string[]> {
  const keys: string[] = [];
  for await (const lines of bench.desk.export({}))
    for (const line of lines) keys.push(JSON.stringify(line));
  return keys.sort();
}

describe("a run that is killed", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await openBench(size);
    await bench.collect();
  });

  afterAll(async () => {
    await bench.close();
  });

  it.each([
    ["while it reads machines", /Machines/],
    ["while it reads findings", /Logon users|Vulnerabilities/],
    ["while it applies the snapshot", /applying/],
  ])("%s leaves the graph as it was, and the next run makes it right", async (_when, point) => {
    const before = await keysOf(bench);
    bench.tenant.evolve(1);
    await bench.desk.close();
    await killAt(collecting(bench), point);
    await bench.reopen();
    expect(await keysOf(bench)).toEqual(before);
    const report = await bench.collect();
    expect(report.status).toBe("complete");
    const found = await compareWithTruth(
      bench.desk.export({}),
      bench.tenant.truth({ accountName: "Acme" }),
    );
    expect(found).toEqual(noDifference(found.counts.compared));
  });
});
