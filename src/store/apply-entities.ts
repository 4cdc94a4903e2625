import type { ApplyPlan } from "./apply.ts";

const repeated = `
  create or replace temp table entity_repeated as
  select n, count(distinct md5_number_lower(type || lasting || volatile)) as versions
  from stage_entity group by n having count(*) > 1`;

// Staged entities, each once: the least by content where a key came with different content.
const once = `
  create or replace temp view stage_entity_once as
  select s.* from stage_entity s anti join entity_repeated d on d.n = s.n
  union all
  select n, arg_min(type, content), arg_min(classes, content), arg_min(display_name, content),
    arg_min(lasting, content), arg_min(volatile, content), arg_min(raw, content)
  from (select *, type || lasting || volatile as content from stage_entity) s semi join entity_repeated d on d.n = s.n
  group by n`;

const newEntities = `
  create or replace temp table new_entity as
  select o.n, s.key, o.type, md5_number_lower(o.type || array_to_string(o.classes, ',') || o.lasting) as digest,
    md5_number_lower(o.lasting || o.volatile || coalesce(o.raw, '')) as full_digest
  from stage_entity_once o join stage_key s on s.n = o.n`;

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

const remove =
  "delete from entity where id in (select id from entity_action where action = 'delete')";

const change = `
  update entity set type = o.type, classes = o.classes, display_name = o.display_name,
    properties = o.lasting || o.volatile, raw = o.raw, digest = n.digest, full_digest = n.full_digest,
    version = entity.version + case when a.action = 'update' then 1 else 0 end,
    begin_on = case when a.action = 'update' then ? else entity.begin_on end, run_id = ?
  from entity_action a
  join new_entity n on n.key = a.key
  join stage_entity_once o on o.n = n.n
  where a.id = entity.id and a.action in ('update', 'touch')`;

const created = `
  create or replace temp table created_entity as
  select nextval('object_id') as id, n.n, n.type from new_entity n
  where not exists (select 1 from entity_action a where a.key = n.key)`;

const create = `
  insert into entity
  select c.id, ?, n.key, o.type, o.classes, o.display_name, o.lasting || o.volatile, o.raw, n.digest, n.full_digest,
    1, ?, ?, ?
  from created_entity c join new_entity n on n.n = c.n join stage_entity_once o on o.n = c.n`;

/** Compares staged entities with the current ones: `entity_action` says what to do with each. */
export async function compareEntities({ session, run }: ApplyPlan): Promise<void> {
  await session.run(repeated);
  await session.run(once);
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
