#!/usr/bin/env node
import "./allocator.ts";
import { createWriteStream, existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Clock } from "./base/clock.ts";
import { Failure } from "./base/failure.ts";
import type { Log } from "./base/log.ts";
import { askSecret } from "./ask-secret.ts";
import { runCommandLine } from "./cli/run.ts";
import type { Out, World } from "./cli/world.ts";
import { jsonLog } from "./json-log.ts";
import { reachDesk } from "./reach-desk.ts";
import { startSampleTenant } from "./sample-tenant/sample-tenant.ts";
import { serveDesk } from "./serve-desk.ts";
import type { Desk } from "./service/desk.ts";
import { type DeskOptions, openDesk } from "./service/open-desk.ts";
import { tour } from "./tour.ts";

// The engine gives memory back only when it must; the database needs the room before that.
setFlagsFromString("--expose-gc");
setFlagsFromString("--heap-growing-percent=25");
const collector: unknown = runInNewContext("gc");

function giveBack(): void {
  if (typeof collector === "function") collector();
}

const home = fileURLToPath(new URL("..", import.meta.url));
const consoleDirectory = join(home, "console", "dist");

const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

function outOf(stream: NodeJS.WriteStream): Out {
  return {
    isTTY: stream.isTTY,
    columns: stream.columns || 100,
    async write(text) {
      if (!stream.write(text)) await once(stream, "drain");
    },
  };
}

/** Ctrl+C asks once, politely; a second one ends the program at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const ask = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Error("interrupted"));
  };
  process.on("SIGINT", ask);
  process.on("SIGTERM", ask);
  return controller.signal;
}

async function openFolderOf(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
}

async function readIfThere(path: string): Promise<string | null> {
  return existsSync(path) ? readFile(path, "utf8") : null;
}

async function writeTo(path: string): ReturnType<World["writeTo"]> {
  const stream = createWriteStream(path);
  await once(stream, "open").catch((cause: unknown) => {
    const message = `Cannot write to ${path}: ${cause instanceof Error ? cause.message : "it cannot be opened"}.`;
    throw new Failure(message, { code: "output_unwritable", retryable: false, cause });
  });
  return {
    isTTY: false,
    columns: 100,
    async write(text) {
      if (!stream.write(text)) await once(stream, "drain");
    },
    async close() {
      stream.end();
      await once(stream, "close");
    },
  };
}

function buildWorld(log: Log): World {
  const peakMemoryBytes = (): number => process.resourceUsage().maxRSS * 1_024;
  return {
    arguments: process.argv.slice(2),
    environment: process.env,
    version: versionOf(),
    stdout: outOf(process.stdout),
    stderr: outOf(process.stderr),
    clock,
    interrupted: interruption(),
    lines: () => createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }),
    askSecret: (question) => askSecret(question, process),
    readText: (path) => readFile(path, "utf8"),
    writeTo,
    async openDesk(options) {
      if (options.mode === "write") await openFolderOf(options.database);
      const deskWorld = {
        clock,
        random: Math.random,
        log,
        peakMemoryBytes,
        collectGarbage: giveBack,
        readIfThere,
      };
      const open = (asked: DeskOptions): Promise<Desk> => openDesk(deskWorld, asked);
      return reachDesk({ open, exists: existsSync, fetch }, options);
    },
    startTenant: (shape) => startSampleTenant({ ...shape, clock, log }),
    serve: (options) => serveDesk({ ...options, consoleDirectory, clock, log, pid: process.pid }),
    tour: () => tour(clock),
    async removeDatabase(path) {
      for (const ending of ["", ".wal", ".tmp", ".server"])
        await rm(`${path}${ending}`, { recursive: true, force: true });
    },
  };
}

function versionOf(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const known =
    typeof manifest === "object" && manifest !== null && "version" in manifest
      ? manifest.version
      : "";
  return String(known);
}

// A reader that has seen enough (head, less) closes the pipe: that ends the program, quietly.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
if (existsSync(".env")) process.loadEnvFile(".env");
const world = buildWorld(jsonLog(process.env["DEFENDER_GRAPH_LOG"], process.stderr));
process.exitCode = await runCommandLine(world);
