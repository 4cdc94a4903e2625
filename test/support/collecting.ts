import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Bench, speed } from "./world.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** A run in a process of its own, which is to be killed. */
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
  const secret = { DEFENDER_GRAPH_CLIENT_SECRET: tenant.clientSecret };
  return spawn(process.execPath, [main, "collect", ...access], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, ...secret, DEFENDER_GRAPH_LOG: "debug" },
  });
}

/** Begins a run in a process of its own and kills it (-9) as soon as it says that it is at this point. */
export async function killedAt(bench: Bench, point: RegExp): Promise<void> {
  await bench.desk.close();
  const child = collecting(bench);
  if (child.stderr === null) throw new Error("no standard error");
  for await (const line of createInterface({ input: child.stderr })) {
    if (point.test(line)) break;
  }
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  await bench.reopen();
}
