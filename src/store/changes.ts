import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import type { ChangeFilter } from "./change-filter.ts";
import { listChanges } from "./change-list.ts";
import type { Database } from "./database.ts";
import { refuseForgotten } from "./horizon.ts";

/** Which changes to read. */
export interface ChangesInput extends ChangeFilter {
  readonly since?: EpochMs | undefined;
  /** Before this moment. */
  readonly until?: EpochMs | undefined;
}

// A change names its object's version before, which ended then, and the one after, which began then.
const versions = `
  case when c.operation <> 'create' then c.object_id end as before_id, c.changed_on as before_end,
  case when c.operation <> 'delete' then c.object_id end as after_id, c.changed_on as after_begin`;

const entitySql = `
  select c.operation, c.run_id, c.changed_on, c.type, b.type as type_before,
    c.object_id as from_id, cast(null as bigint) as to_id, ${versions}
  from change c
  left join entity_history b on b.id = c.object_id and b.end_on = c.changed_on
  where c.kind = 'entity' and c.changed_on >= ? and c.changed_on < ?`;

const relationshipSql = `
  select c.operation, c.run_id, c.changed_on, c.type, c.type as type_before, e.verb, e.from_id, e.to_id, ${versions}
  from change c
  join (
    select id, verb, from_id, to_id from relationship
    union
    select id, verb, from_id, to_id from relationship_history) e on e.id = c.object_id
  where c.kind = 'relationship' and c.changed_on >= ? and c.changed_on < ?`;

/**
 * What was created, updated and deleted, in batches: entities, then relationships, each in order of time. Throws
 * `query_cancelled` when the signal aborts.
 */
export function readChanges(
  database: Database,
  input: ChangesInput,
  signal?: AbortSignal,
): AsyncGenerator<readonly Change[]> {
  const values = [input.since ?? 0, input.until ?? Number.MAX_SAFE_INTEGER];
  return database.snapshot(async function* (session) {
    await refuseForgotten(session, input.since);
    const entities = { sql: entitySql, values };
    const relationships = { sql: relationshipSql, values };
    yield* listChanges(session, { entities, relationships }, input);
  }, signal);
}
