import type { ApplyPlan } from "./apply.ts";

// Keys of this run that are entities of the graph, now that the entities are written.
const keyIds = `
  create or replace temp table key_id as
  select s.n, e.id from stage_key s join entity e on e.key = s.key and e.instance_id = ?`;

// Numbers and digests only: the content stays in staging until it is written.
const newRelationships = `
  create or replace temp table new_relationship as
  select o.type as type_n, o.f, o.t, y.type, f.id as from_id, t.id as to_id,
    md5_number_lower(o.lasting) as digest, md5_number_lower(o.volatile) as full_digest
  from stage_once o
  join stage_type y on y.n = o.type
  join key_id f on f.n = o.f
  join key_id t on t.n = o.t`;

const dangling = `
  select y.type, count(*) as count from stage_once o join stage_type y on y.n = o.type
  where o.f not in (select n from key_id) or o.t not in (select n from key_id) group by y.type`;

// An edge goes with its end: that is no decision of its own, so the brake does not count it.
const actions = `
  create or replace temp table relationship_action as
  select r.id, r.type, r.from_id, r.to_id,
    case when n.digest is distinct from r.digest then 'update'
         when n.full_digest is distinct from r.full_digest then 'touch' else 'keep' end as action,
    false as cascade
  from relationship r join new_relationship n on n.type = r.type and n.from_id = r.from_id and n.to_id = r.to_id
  where r.instance_id = ?
  union all
  select r.id, r.type, r.from_id, r.to_id,
    case when r.from_id in (select id from gone) or r.to_id in (select id from gone) then 'delete'
         when r.type in (select type from may_lose) and r.type not in (select type from keep_type)
           and r.id not in (select id from kept_edge) then 'delete' else 'keep' end,
    r.from_id in (select id from gone) or r.to_id in (select id from gone)
  from relationship r
  anti join new_relationship n on n.type = r.type and n.from_id = r.from_id and n.to_id = r.to_id
  where r.instance_id = ?`;

const gone =
  "create or replace temp table gone as select id from entity_action where action = 'delete'";

const closeVersions = `
  insert into relationship_history
  select r.*, ? as end_on, a.action = 'delete' as deleted
  from relationship r join relationship_action a on a.id = r.id and a.action in ('update', 'delete')`;

const remove =
  "delete from relationship where id in (select id from relationship_action where action = 'delete')";

const content = `
  join stage_once o on o.type = n.type_n and o.f = n.f and o.t = n.t`;

const change = `
  update relationship set properties = o.lasting || o.volatile, digest = n.digest, full_digest = n.full_digest,
    version = relationship.version + case when a.action = 'update' then 1 else 0 end,
    begin_on = case when a.action = 'update' then ? else relationship.begin_on end, run_id = ?
  from relationship_action a
  join new_relationship n on n.type = a.type and n.from_id = a.from_id and n.to_id = a.to_id ${content}
  where a.id = relationship.id and a.action in ('update', 'touch')`;

const create = `
  insert into relationship
  select nextval('object_id'), ?, n.type, y.verb, n.from_id, n.to_id, o.lasting || o.volatile, n.digest,
    n.full_digest, 1, ?, ?, ?
  from (select * from new_relationship n
    anti join relationship_action a on a.type = n.type and a.from_id = n.from_id and a.to_id = n.to_id
      and a.action <> 'delete') n
  join stage_type y on y.n = n.type_n ${content}`;

/** Compares staged relationships with the current ones; gives the dangling ones by type, which are left out. */
export async function compareRelationships({
  session,
  run,
}: ApplyPlan): Promise<ReadonlyMap<string, number>> {
  await session.run(keyIds, [run.instanceId]);
  await session.run(newRelationships);
  await session.run(gone);
  const rows = await session.all(dangling);
  await session.run(actions, [run.instanceId, run.instanceId]);
  return new Map(rows.map((row) => [String(row["type"]), Number(row["count"])]));
}

/** Closes, removes, changes and creates relationships as `relationship_action` says. */
export async function writeRelationships({ session, run, observedOn }: ApplyPlan): Promise<void> {
  await session.run(closeVersions, [observedOn]);
  await session.run(remove);
  await session.run(change, [observedOn, run.id]);
  await session.run(create, [run.instanceId, observedOn, observedOn, run.id]);
}
