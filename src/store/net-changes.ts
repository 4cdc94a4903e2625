import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import type { ChangeFilter } from "./change-filter.ts";
import { listChanges } from "./change-list.ts";
import type { Database } from "./database.ts";
import { refuseForgotten } from "./horizon.ts";

/** Two moments to compare, and what of their difference is wanted. */
export interface NetChangesInput extends ChangeFilter {
  readonly since: EpochMs;
  /** The present moment when absent. */
  readonly until?: EpochMs | undefined;
}

type Table = "entity" | "relationship";

// Versions that were there at the first moment and are over at the second. Placeholders: first, first, second moment.
const was = (table: Table, columns: string): string =>
  `select ${columns}, end_on from ${table}_history where begin_on <= ? and end_on > ? and end_on <= ?`;

// Versions that began after the first moment and are there at the second. Placeholders: first, second, first, second,
// second moment. A version that was there at both is in neither: millions of objects that stayed cost nothing.
const is = (table: Table, columns: string): string => `
  select ${columns}, run_id from ${table} where begin_on > ? and begin_on <= ?
  union all
  select ${columns}, run_id from ${table}_history where begin_on > ? and begin_on <= ? and end_on > ?`;

const operation =
  "case when b.id is null then 'create' when a.id is null then 'delete' else 'update' end as operation";

// An object that was deleted and came back has another id: objects are the same by key, and `one_id` stands for that.
// One that was also back in between was deleted when it was gone last.
const entitySql = `
  with b as (
    select v.*, k.one_id from (${was("entity", "id, instance_id, type, digest")}) v join name k on k.id = v.id),
  a as (
    select v.*, k.one_id from (${is("entity", "id, instance_id, type, digest, begin_on")}) v
    join name k on k.id = v.id),
  gone as (
    select k.one_id, max(h.end_on) as end_on from entity_history h join name k on k.id = h.id
    where h.end_on > ? and h.end_on <= ? group by k.one_id)
  select ${operation}, coalesce(a.run_id, r.id) as run_id, coalesce(a.begin_on, gone.end_on) as changed_on,
    coalesce(a.type, b.type) as type, b.type as type_before,
    coalesce(a.id, b.id) as from_id, cast(null as bigint) as to_id,
    b.id as before_id, b.end_on as before_end, a.id as after_id, a.begin_on as after_begin
  from b
  full join a on a.one_id = b.one_id
  left join gone on gone.one_id = b.one_id
  left join run r on r.instance_id = b.instance_id and r.observed_on = gone.end_on
  where b.digest is distinct from a.digest`;

const named = (edges: string): string => `
  select e.*, f.one_id as one_from, t.one_id as one_to
  from (${edges}) e join name f on f.id = e.from_id join name t on t.id = e.to_id`;

const edgeColumns = "id, instance_id, type, verb, from_id, to_id, digest";

const relationshipSql = `
  with b as (${named(was("relationship", edgeColumns))}),
  a as (${named(is("relationship", `${edgeColumns}, begin_on`))}),
  gone as (
    select h.type, h.one_from, h.one_to, max(h.end_on) as end_on
    from (${named("select type, from_id, to_id, end_on from relationship_history where end_on > ? and end_on <= ?")}) h
    group by h.type, h.one_from, h.one_to)
  select ${operation}, coalesce(a.run_id, r.id) as run_id, coalesce(a.begin_on, gone.end_on) as changed_on,
    coalesce(a.type, b.type) as type, b.type as type_before, coalesce(a.verb, b.verb) as verb,
    coalesce(a.from_id, b.from_id) as from_id, coalesce(a.to_id, b.to_id) as to_id,
    b.id as before_id, b.end_on as before_end, a.id as after_id, a.begin_on as after_begin
  from b
  full join a on a.type = b.type and a.one_from = b.one_from and a.one_to = b.one_to
  left join gone on gone.type = b.type and gone.one_from = b.one_from and gone.one_to = b.one_to
  left join run r on r.instance_id = b.instance_id and r.observed_on = gone.end_on
  where b.digest is distinct from a.digest`;

/**
 * How the graph as of one moment differs from the graph as of a later one, in batches: entities, then relationships. An
 * object that was created and deleted in between is not there, nor is one whose properties changed and changed back.
 * Throws `query_cancelled` when the signal aborts.
 */
export function readNetChanges(
  database: Database,
  input: NetChangesInput,
  signal?: AbortSignal,
): AsyncGenerator<readonly Change[]> {
  const { since } = input;
  const until = input.until ?? Number.MAX_SAFE_INTEGER;
  const values = [since, since, until, since, until, since, until, until, since, until];
  return database.snapshot(async function* (session) {
    await refuseForgotten(session, since);
    const entities = { sql: entitySql, values };
    const relationships = { sql: relationshipSql, values };
    yield* listChanges(session, { entities, relationships }, input);
  }, signal);
}
