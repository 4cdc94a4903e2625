import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync } from "node:fs";
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { findPostgres, type PostgresBinaries, visibleTo } from "./postgres-binaries.ts";

const run = promisify(execFile);

/** The password of the servers' only user, `tester`. */
const testerPassword = "p@ss:w/rd";

// PostgreSQL refuses to run as root; as root, it runs as nobody.
const isRoot = process.getuid?.() === 0;
const nobody = Number(
  /^nobody:[^:]*:(\d+):/m.exec(isRoot ? readFileSync("/etc/passwd", "utf8") : "")?.[1] ?? 65_534,
);
const as = isRoot ? { uid: nobody, gid: nobody } : {};

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return address.port;
}

interface Parts {
  readonly binaries: PostgresBinaries;
  /** Holds everything of the server. */
  readonly folder: string;
}

/** A PostgreSQL server of the tests' own, on loopback, with a data directory of its own. */
export class PostgresServer {
  readonly #parts: Parts;
  #port = 0;
  #process: ChildProcess | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Which PostgreSQL it is. */
  get name(): string {
    return this.#parts.binaries.name;
  }

  /** The port that it listens on: the same after a restart. */
  get port(): number {
    return this.#port;
  }

  get #data(): string {
    return join(this.#parts.folder, "data");
  }

  /** The address of one of its databases. */
  url(database: string): string {
    const password = encodeURIComponent(testerPassword);
    return `postgres://tester:${password}@127.0.0.1:${this.#port}/${database}`;
  }

  /** Adds settings, which hold from the next start on. */
  configure(lines: readonly string[]): void {
    appendFileSync(join(this.#data, "postgresql.conf"), `${lines.join("\n")}\n`);
  }

  /** Puts a file into the data directory, as its own. */
  async place(name: string, text: string): Promise<void> {
    const path = join(this.#data, name);
    await writeFile(path, text, { mode: 0o600 });
    if (isRoot) await chown(path, nobody, nobody);
  }

  /** Starts it, and waits until it lets someone in. */
  async start(): Promise<void> {
    this.#port ||= await freePort();
    const { binaries, folder } = this.#parts;
    const log = join(folder, "log");
    const child = spawn(
      "sh",
      [
        "-c",
        'exec "$0" -D "$1" -p "$2" >>"$3" 2>&1',
        join(binaries.folder, "postgres"),
        this.#data,
        String(this.#port),
        log,
      ],
      { ...as, stdio: "ignore", cwd: folder },
    );
    this.#process = child;
    while (!(await this.#answers())) {
      if (child.exitCode === null && child.signalCode === null) continue;
      throw new Error(`PostgreSQL did not start:\n${await readFile(log, "utf8")}`);
    }
  }

  /** Stops it in order. */
  async stop(): Promise<void> {
    await this.#end("SIGINT");
  }

  /** Kills the server process and with it all that serve connections, as if the power failed. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
    // The processes that serve connections notice it a moment later; the shared memory must be free.
    while (await this.#isHeld()) await new Promise(setImmediate);
  }

  /** Stops it and removes all that it kept. */
  async remove(): Promise<void> {
    await this.stop();
    await rm(this.#parts.folder, { recursive: true, force: true });
  }

  /** A streaming replica of this server, not yet started. This server is restarted on the way. */
  async replica(): Promise<PostgresServer> {
    await this.stop();
    const folder = await newFolder();
    const other = new PostgresServer({ binaries: this.#parts.binaries, folder });
    await cp(this.#data, join(folder, "data"), { recursive: true, preserveTimestamps: true });
    if (isRoot) await run("chown", ["-R", `${nobody}:${nobody}`, folder]);
    await chmod(join(folder, "data"), 0o700);
    await this.start();
    await other.place("standby.signal", "");
    const password = testerPassword.replaceAll("'", "''");
    other.configure([
      `primary_conninfo = 'host=127.0.0.1 port=${this.#port} user=tester password=${password}'`,
      "hot_standby = on",
    ]);
    return other;
  }

  /** Runs a statement in a database, as its owner. */
  async query(database: string, sql: string): Promise<readonly Record<string, unknown>[]> {
    const client = new pg.Client({ connectionString: this.url(database) });
    client.on("error", () => undefined);
    try {
      await client.connect();
      const result = await client.query<Record<string, unknown>>(sql);
      return result.rows;
    } finally {
      await client.end();
    }
  }

  async #answers(): Promise<boolean> {
    try {
      await this.query("postgres", "select 1");
      return true;
    } catch {
      return false;
    }
  }

  async #isHeld(): Promise<boolean> {
    const pidFile = await readFile(join(this.#data, "postmaster.pid"), "utf8").catch(() => "");
    const [, , , , , , memory = ""] = pidFile.split("\n");
    const id = memory.trim().split(/\s+/)[1];
    if (id === undefined || process.platform !== "linux") return false;
    const segments = await readFile("/proc/sysvipc/shm", "utf8").catch(() => "");
    return segments
      .split("\n")
      .some((line) => line.trim().split(/\s+/)[1] === id && line.trim().split(/\s+/)[6] !== "0");
  }

  async #end(signal: "SIGINT" | "SIGKILL"): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, "exit");
  }
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-postgres-"));
  if (isRoot) await chown(folder, nobody, nobody);
  return folder;
}

// Ordinary tests do without what keeps data over a power failure: that is the operating system's and PostgreSQL's own.
const quick = ["fsync = off", "full_page_writes = off", "synchronous_commit = off"];
const usual = [
  "listen_addresses = '127.0.0.1'",
  "unix_socket_directories = ''",
  "max_connections = 200",
  "wal_level = replica",
  "max_wal_senders = 4",
  "autovacuum_naptime = 5s",
];

/** Makes a server and starts it. The caller removes it. */
export async function startPostgres({
  isQuick = true,
  settings = [],
}: {
  readonly isQuick?: boolean;
  readonly settings?: readonly string[];
} = {}): Promise<PostgresServer> {
  const folder = await newFolder();
  const found = findPostgres();
  const binaries = isRoot ? await visibleTo(found, join(folder, "programs")) : found;
  const passwordFile = join(folder, "password");
  await writeFile(passwordFile, testerPassword, { mode: 0o644 });
  const data = join(folder, "data");
  await mkdir(data, { mode: 0o700 });
  if (isRoot) await chown(data, nobody, nobody);
  await run(
    join(binaries.folder, "initdb"),
    [
      "-D",
      data,
      "-U",
      "tester",
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
    ],
    { ...as, cwd: folder, env: { PATH: process.env["PATH"], TMPDIR: folder } },
  );
  const server = new PostgresServer({ binaries, folder });
  server.configure([...usual, ...(isQuick ? quick : []), ...settings]);
  try {
    await server.start();
  } catch (error) {
    await server.remove();
    throw error;
  }
  return server;
}
