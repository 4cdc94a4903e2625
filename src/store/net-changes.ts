import type { EpochMs } from "../base/clock.ts";
import type { Change } from "../graph/change.ts";
import type { ChangeFilter } from "./change-filter.ts";
import { entityNames, relationshipKeySql } from "./change-row.ts";
import { changesOf } from "./changes.ts";
import type { Database } from "./database.ts";

/** Two moments to compare, and what of their difference is wanted. */
export interface NetChangesInput extends ChangeFilter {
  readonly since: EpochMs;
  /** The present moment when absent. */
  readonly until?: EpochMs | undefined;
}

type Table = "entity" | "relationship";

// Versions that were there at the first moment and are over at the second. Placeholders: first, first, second moment.
const was = (table: Table): string =>
  `select * from ${table}_history where begin_on <= ? and end_on > ? and end_on <= ?`;

// Versions that began after the first moment and are there at the second. Placeholders: first, second, first, second,
// second moment. A version that was there at both is in neither: millions of objects that stayed cost nothing.
const is = (table: Table, columns: string): string => `
  select ${columns} from ${table} where begin_on > ? and begin_on <= ?
  union all
  select ${columns} from ${table}_history where begin_on > ? and begin_on <= ? and end_on > ?`;

// An object that was deleted and came back has another id: objects are the same by key.
const entitySql = `
  with b as (${was("entity")}),
  a as (${is("entity", "instance_id, key, type, classes, display_name, properties, digest, begin_on, run_id")}),
  gone as (
    select instance_id, key, max(end_on) as end_on from entity_history where end_on > ? and end_on <= ?
    group by instance_id, key)
  select 'entity' as kind, coalesce(a.run_id, r.id) as run_id, coalesce(a.begin_on, gone.end_on) as changed_on,
    case when b.key is null then 'create' when a.key is null then 'delete' else 'update' end as operation,
    coalesce(a.key, b.key) as key, coalesce(a.type, b.type) as type, b.type as type_before,
    coalesce(a.classes, b.classes) as classes, b.classes as classes_before,
    coalesce(a.display_name, b.display_name) as display_name, a.properties as after, b.properties as before
  from b
  full join a on a.instance_id = b.instance_id and a.key = b.key
  left join gone on gone.instance_id = b.instance_id and gone.key = b.key
  left join run r on r.instance_id = b.instance_id and r.observed_on = gone.end_on
  where b.digest is distinct from a.digest`;

const edgeColumns = "instance_id, type, verb, from_id, to_id, properties, digest, begin_on, run_id";

const named = (edges: string): string => `
  select e.*, f.key as from_key, t.key as to_key, f.display_name as from_name, t.display_name as to_name
  from (${edges}) e join name f on f.id = e.from_id join name t on t.id = e.to_id`;

const relationshipSql = `
  with name as ${entityNames},
  b as (${named(was("relationship"))}),
  a as (${named(is("relationship", edgeColumns))}),
  gone as (
    select g.instance_id, g.type, f.key as from_key, t.key as to_key, max(g.end_on) as end_on
    from relationship_history g join name f on f.id = g.from_id join name t on t.id = g.to_id
    where g.end_on > ? and g.end_on <= ?
    group by g.instance_id, g.type, f.key, t.key),
  edge as (
    select coalesce(a.run_id, r.id) as run_id, coalesce(a.begin_on, gone.end_on) as changed_on,
      case when b.type is null then 'create' when a.type is null then 'delete' else 'update' end as operation,
      coalesce(a.type, b.type) as type, coalesce(a.verb, b.verb) as verb,
      coalesce(a.from_key, b.from_key) as from_key, coalesce(a.to_key, b.to_key) as to_key,
      coalesce(a.from_name, b.from_name) as from_name, coalesce(a.to_name, b.to_name) as to_name,
      a.properties as after, b.properties as before
    from b
    full join a on a.instance_id = b.instance_id and a.type = b.type and a.from_key = b.from_key
      and a.to_key = b.to_key
    left join gone on gone.instance_id = b.instance_id and gone.type = b.type and gone.from_key = b.from_key
      and gone.to_key = b.to_key
    left join run r on r.instance_id = b.instance_id and r.observed_on = gone.end_on
    where b.digest is distinct from a.digest)
  select 'relationship' as kind, run_id, changed_on, operation, ${relationshipKeySql} as key, type, type as type_before,
    array[verb] as classes, array[verb] as classes_before,
    from_name || ' ' || verb || ' ' || to_name as display_name, after, before
  from edge`;

/**
 * How the graph as of one moment differs from the graph as of a later one, in batches: entities, then relationships. An
 * object that was created and deleted in between is not there, nor is one whose properties changed and changed back.
 */
export function readNetChanges(
  database: Database,
  input: NetChangesInput,
): AsyncGenerator<readonly Change[]> {
  const { since } = input;
  const until = input.until ?? Number.MAX_SAFE_INTEGER;
  const values = [since, since, until, since, until, since, until, until, since, until];
  const parts = [entitySql, relationshipSql].map((sql) => ({ sql, values }));
  return database.snapshot((session) => changesOf(session, parts, input));
}
