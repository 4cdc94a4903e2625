import { randomUUID } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Failure } from "../base/failure.ts";
import { Answers } from "./answers.ts";
import { copyDatabase, storageVersion, textLiteral } from "./copy-database.ts";
import type { DatabaseOptions } from "./database-options.ts";
import { duckdbDialect } from "./duckdb-dialect.ts";
import { duckdbResources, type Resources } from "./duckdb-resources.ts";
import { DuckDBStage, patternOf } from "./duckdb-stage.ts";
import { DuckDBSession } from "./duckdb-session.ts";
import type { Engine, Work } from "./engine.ts";
import { migrate } from "./migrate.ts";
import type { Claim } from "./claim.ts";
import { OwnClaims } from "./own-claims.ts";
import type { StagePlace } from "./stage-place.ts";
import type { Session } from "./session.ts";
import { storeFailure } from "./store-failure.ts";

/** How much of what was answered is kept, in bytes. */
const usualAnswers = 16_000_000;

const inMemory = ":memory:";

// The files that this process has open. The operating system's lock keeps other processes out, not this one, and is
// lost when a second opening of the same file is closed.
const openFiles = new Set<string>();

const resourcesOf = (options: DatabaseOptions): Readonly<Record<Work, Resources>> =>
  duckdbResources(options, availableParallelism());

function settingsOf(options: DatabaseOptions): Record<string, string> {
  const { path, readOnly } = options;
  const { memoryLimit, threads } = resourcesOf(options).usual;
  return {
    memory_limit: memoryLimit(0),
    threads: String(threads),
    preserve_insertion_order: "false",
    enable_external_file_cache: "false",
    storage_compatibility_version: storageVersion,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(path === inMemory ? {} : { temp_directory: `${path}.tmp` }),
    ...(readOnly === true ? { access_mode: "READ_ONLY" } : {}),
  };
}

/** Where what runs read is held until it is applied: beside the database, in which it will stand. */
function stagesOf({ path }: DatabaseOptions): string {
  if (path === inMemory) return join(tmpdir(), `defender-graph-${randomUUID()}.stage`);
  return resolve(`${path}.stage`);
}

interface Opened {
  readonly options: DatabaseOptions;
  /** The folder of the stages of runs. */
  readonly stages: string;
}

/** Where copies of a database are made: the only place that statements may reach besides the file itself. */
export function copiesOf(path: string): string {
  return resolve(`${path}.backup`);
}

/** From here on, statements read and write this database and what is in these folders: no other file, no network. */
async function confine(session: Session, folders: readonly string[]): Promise<void> {
  // What it looks for is held against them before what it finds.
  const allowed = folders
    .flatMap((folder) => [folder, patternOf(folder)])
    .map((folder) => textLiteral(join(folder, "/")))
    .join(", ");
  await session.run(`set allowed_directories = [${allowed}]`);
  await session.run("set enable_external_access = false");
}

function refuseIfMissing({ path, readOnly }: DatabaseOptions): void {
  if (readOnly !== true || path === inMemory || existsSync(path)) return;
  const message = `Cannot open the database ${path}: there is no such file. Run defender-graph collect first, or name another --database.`;
  throw new Failure(message, { code: "database_missing", retryable: false });
}

function refuseIfOpen(path: string): void {
  if (!openFiles.has(resolve(path))) return;
  const message = `Cannot open the database ${path}: this process has it open already.`;
  throw new Failure(message, { code: "database_locked", retryable: true });
}

/** Opens a file and brings its tables up to date. */
export async function openDuckDB(options: DatabaseOptions): Promise<Engine> {
  const { path } = options;
  refuseIfMissing(options);
  refuseIfOpen(path);
  const stages = stagesOf(options);
  try {
    if (path !== inMemory) openFiles.add(resolve(path));
    const engine = new DuckDBEngine(await DuckDBInstance.create(path, settingsOf(options)), {
      options,
      stages,
    });
    return await prepared(engine, { options, stages });
  } catch (error) {
    openFiles.delete(resolve(path));
    throw storeFailure(error, `open the database ${path}`);
  }
}

async function prepared(engine: Engine, { options, stages }: Opened): Promise<Engine> {
  const { path, readOnly = false } = options;
  const session = await engine.connect(() => undefined);
  try {
    await confine(session, path === inMemory ? [stages] : [stages, copiesOf(path)]);
    await migrate(session, readOnly);
    // Whoever ran them, or was making a copy, is gone, or could not have let go of the file.
    if (!readOnly) {
      await session.run(
        "update run set state = 'interrupted' where state in ('running', 'applying')",
      );
      for (const folder of [copiesOf(path), stages])
        await rm(folder, { recursive: true, force: true });
    }
    session.close();
    return engine;
  } catch (error) {
    session.close();
    engine.close();
    throw error;
  }
}

class DuckDBEngine implements Engine {
  readonly dialect = duckdbDialect;
  readonly readers = 8;
  readonly answers: Answers;
  readonly name: string;
  readonly #instance: DuckDBInstance;
  readonly #stages: string;
  readonly #isReadOnly: boolean;
  readonly #resources: Readonly<Record<Work, Resources>>;
  readonly #claims = new OwnClaims();
  /** What holds now. */
  #memoryLimit: string;

  constructor(instance: DuckDBInstance, { options, stages }: Opened) {
    this.#instance = instance;
    this.#stages = stages;
    this.#isReadOnly = options.readOnly === true;
    this.name = options.path;
    this.answers = new Answers(options.keptAnswers ?? usualAnswers);
    this.#resources = resourcesOf(options);
    this.#memoryLimit = this.#resources.usual.memoryLimit(0);
  }

  async connect(ended: (session: Session) => void): Promise<Session> {
    const session: Session = new DuckDBSession(await this.#instance.connect(), {
      ended: () => ended(session),
      wrote: (table) => this.answers.forget(table),
    });
    return session;
  }

  settingsFor(work: Work, edges: number): readonly string[] {
    const { memoryLimit, threads } = this.#resources[work];
    this.#memoryLimit = memoryLimit(edges);
    return [...this.freeing(), `set threads = ${threads}`];
  }

  // Allocators keep some hundred megabytes for reuse, but give back all that is free, of the whole process, when the limit
  // is set: 20 to 50 ms for 100 to 200 MB.
  freeing(): readonly string[] {
    return [`set memory_limit = '${this.#memoryLimit.replaceAll("'", "")}'`];
  }

  claim(instanceId: number): Promise<Claim> {
    return this.#claims.acquire(instanceId);
  }

  stageOf(runId: number): StagePlace {
    const name = `stage_${runId}`;
    return new DuckDBStage(name, join(this.#stages, name));
  }

  copyTo(session: Session, file: string, signal?: AbortSignal): Promise<void> {
    return copyDatabase(session, file, signal);
  }

  close(): void {
    this.#instance.closeSync();
    if (!this.#isReadOnly) rmSync(this.#stages, { recursive: true, force: true });
    openFiles.delete(resolve(this.name));
  }
}
