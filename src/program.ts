import "./allocator.ts";
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Clock, EpochMs } from "./base/clock.ts";
import { isOnServer } from "./base/database-name.ts";
import { Failure } from "./base/failure.ts";
import type { Log } from "./base/log.ts";
import { askSecret } from "./ask-secret.ts";
import { runCommandLine } from "./cli/run.ts";
import { engineSettings } from "./engine-settings.ts";
import { giveBack, keepHeapSmall, whileLarge } from "./heap.ts";
import { keptFilesFolder } from "./kept-files-folder.ts";
import type { TenantShape, World } from "./cli/world.ts";
import { keyStoreOf } from "./key-files.ts";
import { outboundOf } from "./outbound-settings.ts";
import { linesOf } from "./input-lines.ts";
import { jsonLog } from "./json-log.ts";
import { machineFacts } from "./machine-facts.ts";
import { reachDesk, type Ways } from "./reach-desk.ts";
import { removeDatabase } from "./remove-database.ts";
import { firstMorningBefore, morningOf } from "./sample-tenant/first-morning.ts";
import { startSampleTenant } from "./sample-tenant/sample-tenant.ts";
import { serveDesk } from "./serve-desk.ts";
import { isServing } from "./serving.ts";
import type { Desk } from "./service/desk.ts";
import type { DeskOptions } from "./service/desk-options.ts";
import { openDesk } from "./service/open-desk.ts";
import { writeParquet } from "./store/parquet-file.ts";
import { isGone, outOf, writeTo } from "./streams.ts";
import { tour } from "./tour.ts";

keepHeapSmall();

const home = fileURLToPath(new URL("..", import.meta.url));
const consoleDirectory = join(home, "console", "dist");

const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

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

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const message = `Cannot read ${path}: ${cause instanceof Error ? cause.message : String(cause)}.`;
    throw new Failure(message, { code: "input_unreadable", retryable: false, cause });
  }
}

async function readText(path: string): Promise<string> {
  return (await readBytes(path)).toString("utf8");
}

async function readIfThere(path: string): Promise<string | null> {
  return existsSync(path) ? readText(path) : null;
}

function peakMemoryBytes(): number {
  return process.resourceUsage().maxRSS * 1_024;
}

/** How a database is reached from here. */
function waysOf(log: Log): Ways {
  const deskWorld = {
    clock,
    random: Math.random,
    log,
    peakMemoryBytes,
    collectGarbage: giveBack,
    areServed: isServing,
    whileLarge,
    readIfThere,
    keys: (database: string) => keyStoreOf(process.env, database),
    keptFiles: (database: string) => keptFilesFolder(process.env, database),
    outbound: outboundOf(process.env),
  };
  const replica = process.env["DEFENDER_GRAPH_REPLICA"];
  const open = async (asked: DeskOptions): Promise<Desk> => {
    const own = isOnServer(asked.database)
      ? { replica }
      : { ...engineSettings(process.env), spareCore: isServing };
    return openDesk(deskWorld, { ...asked, ...own });
  };
  return { open, exists: existsSync, fetch };
}

function buildWorld(log: Log): World {
  const ways = waysOf(log);
  const interrupted = interruption();
  return {
    arguments: process.argv.slice(2),
    environment: process.env,
    version: versionOf(),
    stdout: outOf(process.stdout, "standard output"),
    stderr: outOf(process.stderr, "standard error"),
    clock,
    peakMemoryBytes,
    interrupted,
    lines: () => linesOf(process.stdin),
    askSecret: (question) =>
      askSecret(question, { stdin: process.stdin, stderr: process.stderr, interrupted }),
    readText,
    readBytes,
    writeTo,
    writeParquet,
    async openDesk(options) {
      if (options.mode !== "read" && !isOnServer(options.database))
        await openFolderOf(options.database);
      return reachDesk(ways, options);
    },
    machineFacts: (database) => machineFacts(database, process),
    startTenant: (shape) =>
      startSampleTenant({ ...shape, firstMorning: firstMorningOf(shape), clock, log }),
    serve: (options) =>
      serveDesk({ ...options, consoleDirectory, clock, log, pid: process.pid, fetch }),
    tour: () => tour(clock),
    removeDatabase: (path) => removeDatabase(ways, path),
  };
}

/** The day that is asked for, or the one that leads up to the present. */
function firstMorningOf({ firstDay, daysUntilNow = 0 }: TenantShape): EpochMs {
  return firstDay === undefined
    ? firstMorningBefore(clock.now(), daysUntilNow)
    : morningOf(firstDay);
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
  if (isGone(error)) process.exit(0);
});
// Nobody listens: the work goes on.
process.stderr.on("error", () => {});
if (statSync(".env", { throwIfNoEntry: false })?.isFile() === true) process.loadEnvFile(".env");
// Whoever lists processes sees their arguments: a password among them must not be seen for longer than this takes.
if (process.argv.some((argument) => isOnServer(argument.replace(/^--database=/, ""))))
  process.title = "defender-graph";
const world = buildWorld(jsonLog(process.env["DEFENDER_GRAPH_LOG"], process.stderr));
process.exitCode = await runCommandLine(world);
