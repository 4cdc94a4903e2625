import type { ApplyPlan } from "./apply.ts";

// Staged entities, each once (the least by content where the same key came with different content), with digests.
const newEntities = `
  create or replace temp table new_entity as
  with once as (
    select n, arg_min(type, content) as type, arg_min(classes, content) as classes,
      arg_min(display_name, content) as display_name, arg_min(lasting, content) as lasting,
      arg_min(volatile, content) as volatile, arg_min(coalesce(raw, ''), content) as raw,
      count(distinct content) as versions
    from (select *, lasting || volatile as content from stage_entity) group by n)
  select s.key, o.type, o.classes, o.display_name, o.lasting || o.volatile as properties, nullif(o.raw, '') as raw,
    md5_number_lower(o.type || array_to_string(o.classes, ',') || o.lasting) as digest,
    md5_number_lower(o.lasting || o.volatile || o.raw) as full_digest, o.versions
  from once o join stage_key s on s.n = o.n`;

const keptTargets = `
  create or replace temp table kept_edge as
  select distinct r.id, r.to_id, k.with_targets
  from keep_from k
  join stage_key s on s.n = k.n
  join entity f on f.key = s.key and f.instance_id = ?
  join relationship r on r.from_id = f.id and r.type = k.type`;

const actions = `
  create or replace temp table entity_action as
  select e.id, e.type, n.key,
    case when n.digest is distinct from e.digest then 'update'
         when n.full_digest is distinct from e.full_digest then 'touch' else 'keep' end as action
  from entity e join new_entity n on n.key = e.key
  where e.instance_id = ?
  union all
  select e.id, e.type, e.key,
    case when e.type in (select type from may_lose) and e.type not in (select type from keep_type)
           and e.id not in (select to_id from kept_edge where with_targets) then 'delete' else 'keep' end
  from entity e anti join new_entity n on n.key = e.key
  where e.instance_id = ?`;

const closeVersions = `
  insert into entity_history
  select e.*, ? as end_on, a.action = 'delete' as deleted
  from entity e join entity_action a on a.id = e.id and a.action in ('update', 'delete')`;

const remove = "delete from entity where id in (select id from entity_action where action = 'delete')";

const change = `
  update entity set type = n.type, classes = n.classes, display_name = n.display_name, properties = n.properties,
    raw = n.raw, digest = n.digest, full_digest = n.full_digest,
    version = entity.version + case when a.action = 'update' then 1 else 0 end,
    begin_on = case when a.action = 'update' then ? else entity.begin_on end, run_id = ?
  from entity_action a join new_entity n on n.key = a.key
  where a.id = entity.id and a.action in ('update', 'touch')`;

const created = `
  create or replace temp table created_entity as
  select nextval('object_id') as id, n.* from new_entity n
  where not exists (select 1 from entity_action a where a.key = n.key)`;

const create = `
  insert into entity
  select id, ?, key, type, classes, display_name, properties, raw, digest, full_digest, 1, ?, ?, ? from created_entity`;

/** Compares staged entities with the current ones: `entity_action` says what to do with each. */
export async function compareEntities({ session, run }: ApplyPlan): Promise<void> {
  await session.run(newEntities);
  await session.run(keptTargets, [run.instanceId]);
  await session.run(actions, [run.instanceId, run.instanceId]);
}

/** Closes, removes, changes and creates entities as `entity_action` says. */
export async function writeEntities({ session, run, observedOn }: ApplyPlan): Promise<void> {
  await session.run(closeVersions, [observedOn]);
  await session.run(remove);
  await session.run(change, [observedOn, run.id]);
  await session.run(created);
  await session.run(create, [run.instanceId, observedOn, observedOn, run.id]);
}
