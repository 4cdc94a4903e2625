import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../base/failure.ts";
import { copyGraph } from "./copy-graph.ts";
import { type Database, openDatabase } from "./database.ts";
import type { Session } from "./session.ts";
import { type Verified, verifyAll } from "./verify.ts";

const graphTables = [
  "instance",
  "run",
  "entity",
  "relationship",
  "entity_history",
  "relationship_history",
];

async function refuseFilled(target: Session, name: string): Promise<void> {
  for (const table of graphTables) {
    if ((await target.all(`select 1 as here from ${table} limit 1`)).length === 0) continue;
    const message = `Cannot copy into ${name}: there is a graph in it already (rows in ${table}). Name an empty database.`;
    throw new Failure(message, { code: "database_exists", retryable: false });
  }
}

async function checked(target: Session, name: string): Promise<readonly Verified[]> {
  const all: Verified[] = [];
  for await (const results of verifyAll(target)) all.push(...results);
  const broken = all.filter(({ count }) => count > 0);
  if (broken.length === 0) return all;
  const [first] = broken;
  const message = `Cannot copy into ${name}: what arrived is not sound (${first?.holds ?? ""}: ${first?.examples.join("; ") ?? ""}). Nothing was changed; run defender-graph verify on the source.`;
  throw new Failure(message, { code: "backup_unsound", retryable: false });
}

/** What is copied from where to where: files or addresses. */
export interface MigrateInput {
  readonly from: string;
  readonly to: string;
}

/** A database to be read, whatever release wrote it: an older one is brought up to date first. */
async function openSource(path: string): Promise<Database> {
  try {
    return await openDatabase({ path, readOnly: true });
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "database_older") throw error;
    return openDatabase({ path });
  }
}

/**
 * Copies a graph with its history and all else from a file into an empty PostgreSQL database, in one transaction: counts,
 * digests and all that `verify` checks are checked before it ends. Tells what was checked. Throws, with nothing changed:
 * `database_exists`, `copy_incomplete`, `backup_unsound`.
 */
export async function migrateGraph(
  { from, to }: MigrateInput,
  signal?: AbortSignal,
): Promise<readonly Verified[]> {
  const source = await openSource(from);
  try {
    const target = await openDatabase({ path: to });
    try {
      return await copyChecked(source, target, signal);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copyChecked(
  from: Database,
  to: Database,
  signal?: AbortSignal,
): Promise<readonly Verified[]> {
  const verified = await to.transaction(async (target) => {
    // Nobody else may begin a run in it meanwhile.
    await target.run("lock table run, instance in exclusive mode");
    await refuseFilled(target, to.name);
    await from.reading((source) => copyGraph({ source, target, signal }), signal);
    for (const statement of target.dialect.afterFilling) await target.run(statement);
    return checked(target, to.name);
  });
  for (const statement of to.dialect.afterMuch) await to.run(statement);
  return verified;
}

/** Lends the path of a file with a copy of a database of a server, for as long as `use` reads it. */
export async function* withFileCopy<Item>(
  database: Database,
  use: (path: string) => AsyncGenerator<Item>,
  signal?: AbortSignal,
): AsyncGenerator<Item> {
  const folder = await mkdtemp(join(tmpdir(), "defender-graph-copy-"));
  try {
    const path = join(folder, "graph.duckdb");
    const copy = await openDatabase({ path });
    try {
      const target = await copy.session();
      await database.reading((source) => copyGraph({ source, target, signal }), signal);
      await target.run("checkpoint");
      target.close();
    } finally {
      await copy.close();
    }
    yield* use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
