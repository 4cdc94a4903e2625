import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SampleTenant } from "../src/sample-tenant/sample-tenant.ts";
import { instanceFor, realClock, smallTenant } from "./support/managed.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

let folder: string;
let tenant: SampleTenant;
const children: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "defender-graph-crash-"));
  tenant = await smallTenant(realClock);
});

afterAll(async () => {
  for (const child of children) await kill(child);
  await tenant.close();
  await rm(folder, { recursive: true });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** A server with a worker, that is there. */
async function started(): Promise<{ child: ChildProcess; url: string }> {
  const args = [main, "start", "--port", "0", "--access", "open"];
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: {},
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /The console is at (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error("the server ended before it served");
}

async function post(url: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  expect(reply.status).toBe(201);
}

/** Follows a run live until it tells something. */
async function follow(url: string, id: number, until: RegExp): Promise<string> {
  for (;;) {
    const headers = { accept: "text/event-stream" };
    const reply = await fetch(`${url}/api/v1/runs/${id}/events`, { headers });
    if (reply.status === 404) continue;
    let told = "";
    for await (const part of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      told += part;
      if (until.test(told)) return told;
    }
    throw new Error(`the run ended: ${told}`);
  }
}

test("a run that is killed with its server leaves the graph as it was, and the next server takes it up", async () => {
  const first = await started();
  tenant.setFaults({ faults: [{ kind: "latency", ms: 3_600_000, endpoint: "graph.users" }] });
  await post(`${first.url}/api/v1/instances`, instanceFor(tenant));
  await follow(first.url, 1, /"step":"users".*"status":"running"/s);
  await kill(first.child);
  tenant.setFaults({});
  const second = await started();
  expect(await follow(second.url, 2, /event: end/)).toContain('"state":"completed"');
  const reply = await fetch(`${second.url}/api/v1/runs`);
  expect(await reply.json()).toMatchObject({
    items: [
      { id: 2, cause: "resume", state: "completed", baseline: true },
      { id: 1, cause: "schedule", state: "interrupted" },
    ],
  });
  await kill(second.child);
});
