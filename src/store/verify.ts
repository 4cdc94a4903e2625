import type { Database } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import type { Session } from "./session.ts";
import { catalogueCheck } from "./verify-catalogue.ts";
import { type Check, findBySql, type Found } from "./verify-check.ts";
import { digestCheck } from "./verify-digests.ts";
import { versionChecks } from "./verify-versions.ts";

/** What one check found: nothing, if all is well. */
export interface Verified extends Found {
  readonly check: string;
  readonly holds: string;
  readonly todo: string;
}

const sequenceOf =
  (sequence: string, tables: readonly string[]) =>
  ({ lastOfSequence }: Dialect): string =>
    `
  select '${sequence}' as example
  from (${tables.map((table) => `select max(id) as id from ${table}`).join(" union all ")}) used
  having max(used.id) > coalesce((${lastOfSequence(sequence)}), 0)`;

const sequences: Check = {
  name: "numbers",
  holds: "New objects and runs get numbers that were never given",
  todo: "Restore a backup: the next run would mix up objects.",
  find: findBySql(
    sequenceOf("object_id", ["entity", "entity_history", "relationship", "relationship_history"]),
    sequenceOf("run_number", ["run"]),
    sequenceOf("instance_number", ["instance"]),
  ),
};

const others = ["instance", "instance_state", "run", "change", "volatile_property"];

// A damaged block makes the statement fail.
const readable: Check = {
  name: "readable",
  holds: "Every table can be read",
  todo: "Restore a backup.",
  async find(session) {
    for (const table of others) for await (const _ of session.batches(`select * from ${table}`));
    return { count: 0, examples: [] };
  },
};

const checks: readonly Check[] = [
  readable,
  ...versionChecks,
  digestCheck,
  catalogueCheck,
  sequences,
];

/** Checks the whole database, as far as a connection sees it, check by check. */
export async function* verifyAll(session: Session): AsyncGenerator<readonly Verified[]> {
  for (const check of checks) {
    const { name, holds, todo } = check;
    yield [{ check: name, holds, todo, ...(await check.find(session)) }];
  }
}

/** Checks the whole database in one version of it, check by check. Throws `database_corrupt`, `query_cancelled`. */
export function verify(
  database: Database,
  signal?: AbortSignal,
): AsyncGenerator<readonly Verified[]> {
  return database.snapshot(verifyAll, signal);
}
