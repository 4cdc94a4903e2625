import type { Change } from "../graph/change.ts";
import { readChanges } from "../store/changes.ts";
import type { Database } from "../store/database.ts";
import { readNetChanges } from "../store/net-changes.ts";
import type { ChangesInput } from "./desk.ts";

/** What an object's changes may be called. */
export const operations = ["create", "update", "delete"] as const satisfies Change["operation"][];

/** What each run did, or how two moments differ. */
export function changes(
  database: Database,
  { net, ...input }: ChangesInput,
  signal?: AbortSignal,
): AsyncIterable<readonly Change[]> {
  return net === true
    ? readNetChanges(database, { ...input, since: input.since ?? 0 }, signal)
    : readChanges(database, input, signal);
}
