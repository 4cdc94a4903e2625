import type { EpochMs } from "../base/clock.ts";
import type { Failure } from "../base/failure.ts";
import type { DatabaseView, Desk } from "./desk.ts";

/** What the machine tells of itself and of a database's file. Sizes are bytes. */
export interface OfMachine {
  /** Such as `24.21.0`. */
  readonly node: string;
  /** Such as `linux x64`. */
  readonly platform: string;
  readonly availableMemory: number;
  /** Whether the database is a file, rather than on a server. */
  readonly isFile: boolean;
  /** `null` where there is no file. */
  readonly file: {
    readonly size: number;
    /** What was committed and not yet written into the file itself. */
    readonly log: number;
    readonly writable: boolean;
  } | null;
  /** Whether the folder that the file is or would be in may be written to. */
  readonly folderWritable: boolean;
  /** Free room where the file is; `null` where the system does not tell. */
  readonly freeDisk: number | null;
  /** Files beside the database that earlier commands left. */
  readonly leftovers: readonly string[];
}

/** All that there is to look at besides the database. */
export interface MachineFacts extends OfMachine {
  readonly now: EpochMs;
  /** Names of the variables that are set for this program. */
  readonly variables: readonly string[];
  /** The server through which the database was reached. */
  readonly server: Desk["server"];
}

/** One thing that was looked at. */
export interface Diagnosis {
  readonly about: string;
  readonly state: "ok" | "warning" | "problem";
  readonly found: string;
  readonly todo: string | null;
}

const mega = 1_000_000;
const comfortableMemory = 1_000 * mega;
const leastDisk = 200 * mega;
const longLog = 64 * mega;
const staleMs = 8 * 86_400_000;

function inMega(bytes: number): string {
  return `${Math.round(bytes / mega)} MB`;
}

function ok(about: string, found: string): Diagnosis {
  return { about, state: "ok", found, todo: null };
}

function runtime({ node, platform }: MachineFacts): Diagnosis {
  const found = `Node ${node} on ${platform}`;
  const [major = 0, minor = 0] = node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return ok("runtime", found);
  return { about: "runtime", state: "problem", found, todo: "Install Node 22.18 or later." };
}

function memory({ availableMemory }: MachineFacts): Diagnosis {
  const found = `${inMega(availableMemory)} available`;
  if (availableMemory >= comfortableMemory) return ok("memory", found);
  const todo =
    "A collect of 50,000 devices takes about 1 GB. Free some memory, or use a larger machine.";
  return { about: "memory", state: "warning", found, todo };
}

function file({ file: of, folderWritable }: MachineFacts): Diagnosis {
  const about = "file";
  if (of === null) {
    const todo = folderWritable
      ? "Run defender-graph collect (or demo), or name another --database."
      : "Its folder may not be written to either. Name another --database, or change the permissions.";
    return { about, state: folderWritable ? "warning" : "problem", found: "there is none", todo };
  }
  const found = `${inMega(of.size)}, ${inMega(of.log)} in its log`;
  if (!of.writable || !folderWritable) {
    const todo =
      "It, or its folder, may only be read: queries work, collect does not. Change the permissions.";
    return { about, state: "warning", found, todo };
  }
  if (of.log < longLog) return ok(about, found);
  const todo =
    "Readers kept the log from being written into the file. Stop the program once; it does so when it ends.";
  return { about, state: "warning", found, todo };
}

function disk({ freeDisk, file: of }: MachineFacts): Diagnosis {
  const about = "disk";
  if (freeDisk === null) return ok(about, "the system does not tell how much is free");
  const found = `${inMega(freeDisk)} free`;
  if (freeDisk < leastDisk)
    return { about, state: "problem", found, todo: "Free some space before the next collect." };
  if (freeDisk >= (of?.size ?? 0)) return ok(about, found);
  const todo =
    "A backup takes as much room as the database, and a large run spills to disk. Free some space.";
  return { about, state: "warning", found, todo };
}

function leftovers({ leftovers: left }: MachineFacts): Diagnosis {
  if (left.length === 0) return ok("leftovers", "none");
  const todo =
    "Delete them if you do not need them: what a restore replaced, or commands that were killed left behind.";
  return { about: "leftovers", state: "warning", found: left.join(", "), todo };
}

function environment({ variables }: MachineFacts): Diagnosis {
  return ok("environment", variables.length === 0 ? "no variables are set" : variables.join(", "));
}

/** What opening the database came to: its facts, why it cannot be opened, or `null` where there is none. */
export type Opened = DatabaseView | Failure | null;

function holder({ server, isFile }: MachineFacts, opened: Opened): Diagnosis {
  if (opened instanceof Error && opened.code === "database_locked") {
    const todo = "Stop that process, or ask again when it has ended.";
    return { about: "holder", state: "problem", found: opened.message, todo };
  }
  if (!isFile) return ok("holder", "a server, which several processes may use at once");
  if (server === null) return ok("holder", "nobody else");
  const { url, pid } = server;
  return ok("holder", `the server at ${url} (process ${pid}); other commands go through it`);
}

function opening(opened: Opened): readonly Diagnosis[] {
  if (!(opened instanceof Error) || opened.code === "database_locked") return [];
  const { code, message: found } = opened;
  if (code === "database_empty") {
    const todo = "Run defender-graph collect.";
    return [{ about: "graph", state: "warning", found: "none yet", todo }];
  }
  const todo = "Do what it says; restore a backup if nothing else helps.";
  return [{ about: `opening (${code})`, state: "problem", found, todo }];
}

function contents(database: DatabaseView): readonly Diagnosis[] {
  const { engine, memoryLimit, schema, rows, historyBeginsOn } = database;
  const count = (...names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (rows[name] ?? 0), 0);
  const begin =
    historyBeginsOn === null ? "all kept" : `begins at ${new Date(historyBeginsOn).toISOString()}`;
  return [
    ok("engine", `${engine}, schema ${schema}, memory limit ${memoryLimit}`),
    ok("graph", `${count("entity")} entities, ${count("relationship")} relationships`),
    ok(
      "history",
      `${count("entity_history", "relationship_history")} closed versions, ${count("change")} changes, ${begin}`,
    ),
  ];
}

function replica({ replica: told }: DatabaseView): readonly Diagnosis[] {
  if (told === null) return [];
  const { serves, behindMs, reason } = told;
  if (serves) return [ok("replica", `read from, ${Math.round(behindMs / 1_000)} s behind`)];
  const todo = "Reads go to the primary until the replica answers and keeps up: see to its server.";
  return [{ about: "replica", state: "warning", found: reason ?? "it is not read from", todo }];
}

function runs(database: DatabaseView, now: EpochMs): readonly Diagnosis[] {
  if (database.lastRuns.length === 0) {
    const todo = "Run defender-graph collect.";
    return [{ about: "runs", state: "warning", found: "no run yet", todo }];
  }
  return database.lastRuns.map(({ id, tenantId, state, startedOn, reason }) => {
    const about = `tenant ${tenantId}`;
    const applied = database.lastApplied[tenantId];
    const found = `run ${id} ${state}, started ${new Date(startedOn).toISOString()}`;
    if (state === "failed" || state === "interrupted") {
      const todo =
        reason ?? "It did not come to its end; the graph is as before. Run collect again.";
      return { about, state: "warning", found, todo };
    }
    if (state === "completed_with_problems") {
      const todo = "It was partial: what collect printed says what is missing, and why.";
      return { about, state: "warning", found, todo };
    }
    if (applied !== undefined && now - applied <= staleMs) return ok(about, found);
    if (state === "running") return ok(about, found);
    const todo = "The tenant was not read for more than a week. Run collect, and schedule it.";
    return { about, state: "warning", found, todo };
  });
}

/** Looks at everything that may keep the program from working, and says for each what to do. */
export function diagnose(facts: MachineFacts, opened: Opened): readonly Diagnosis[] {
  const ofFile = facts.isFile ? [file, disk, leftovers] : [];
  const ofMachine = [runtime, memory, environment, ...ofFile].map((of) => of(facts));
  const ofOpening = [holder(facts, opened), ...opening(opened)];
  if (opened === null || opened instanceof Error) return [...ofMachine, ...ofOpening];
  return [
    ...ofMachine,
    ...ofOpening,
    ...contents(opened),
    ...replica(opened),
    ...runs(opened, facts.now),
  ];
}
