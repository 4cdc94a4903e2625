import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Staging } from "./staging.ts";
import { readEntity, readRelationship } from "./stored.ts";

/**
 * Edges that `keep_from` keeps: current edges of a type from named entities. Placeholder: the instance, once.
 */
export const keptFromEdges = `
  select r.id, r.to_id, k.with_targets
  from keep_from k
  join stage_key s on s.n = k.n
  join entity f on f.key = s.key and f.instance_id = ?
  join relationship r on r.from_id = f.id and r.type = k.type`;

const entitiesSql = `
  with staged as (
    select n, min(type) as type, min(classes) as classes, min(lasting || volatile) as properties
    from stage_entity where type in (select unnest(?::text[])) group by n),
  kept as (
    select e.key, e.type, e.classes, e.properties
    from entity e
    where e.instance_id = ? and e.type in (select unnest(?::text[]))
      and (e.type in (select type from keep_type)
        or e.id in (select to_id from (${keptFromEdges}) where with_targets)))
  select s.key, g.type, g.classes, g.properties from staged g join stage_key s on s.n = g.n
  union all
  select key, type, classes, properties from kept
  where key not in (select s.key from staged g join stage_key s on s.n = g.n)`;

const relationshipsSql = `
  with staged as (
    select y.type, y.verb, f.key as from_key, t.key as to_key, min(r.lasting || r.volatile) as properties
    from stage_relationship r
    join stage_type y on y.n = r.type
    join stage_key f on f.n = r.f
    join stage_key t on t.n = r.t
    where y.type in (select unnest(?::text[]))
    group by all),
  kept as (
    select r.type, r.verb, f.key as from_key, t.key as to_key, r.properties
    from relationship r
    join entity f on f.id = r.from_id
    join entity t on t.id = r.to_id
    where r.instance_id = ? and r.type in (select unnest(?::text[]))
      and (r.type in (select type from keep_type) or r.id in (select id from (${keptFromEdges}))))
  select * from staged
  union all
  select * from kept k
  where not exists (
    select 1 from staged s where s.type = k.type and s.from_key = k.from_key and s.to_key = k.to_key)`;

/** Entities of these types as they would be. */
export async function* stagedEntities(
  staging: Staging,
  types: readonly string[],
): AsyncGenerator<readonly Entity[]> {
  const { session, run } = staging;
  const values = [types, run.instanceId, types, run.instanceId];
  for await (const rows of session.batches(entitiesSql, values)) yield rows.map(readEntity);
}

/** Relationships of these types as they would be. */
export async function* stagedRelationships(
  staging: Staging,
  types: readonly string[],
): AsyncGenerator<readonly Relationship[]> {
  const { session, run } = staging;
  const values = [types, run.instanceId, types, run.instanceId];
  for await (const rows of session.batches(relationshipsSql, values))
    yield rows.map(readRelationship);
}
