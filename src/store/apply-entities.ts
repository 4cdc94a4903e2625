import type { ApplyPlan } from "./apply-plan.ts";
import type { Dialect } from "./dialect.ts";
import { isKeptTarget, keptEdges } from "./kept.ts";

// The current entities, with the number of their key where this run mentions it.
const state = `
  create temp table entity_state as
  select e.id, k.n, e.type, e.digest, e.volatile_digest, e.version, e.created_on, e.begin_on, e.run_id,
    e.type not in (select type from may_lose) or e.type in (select type from keep_type)
      or ${isKeptTarget("kept_edge")} as kept
  from entity e left join stage_key k on k.key = e.key
  where e.instance_id = ?`;

// What must happen to which entity; those that stay as they are do not stand here.
const actions = ({ digest }: Dialect): string => `
  create temp table entity_action as
  with staged as (
    select seq, n, type, ${digest("type || chr(10) || array_to_string(classes, ',') || chr(10) || lasting")} as digest,
      ${digest("volatile || coalesce(raw, '')")} as volatile_digest
    from stage_entity)
  select c.id, s.seq, s.n, coalesce(s.type, c.type) as type, s.digest, s.volatile_digest,
    c.version, c.created_on, c.begin_on, c.run_id,
    case when c.id is null then 'create'
      when s.seq is null then 'missing'
      when s.digest <> c.digest then 'update'
      else 'touch' end as action
  from staged s full join entity_state c on c.n = s.n
  where c.id is null or s.seq is null and not c.kept or s.digest <> c.digest
    or s.volatile_digest <> c.volatile_digest`;

const totals =
  "create temp table entity_total as select type, count(*) as count from entity_state group by type";

const columns = `id, instance_id, key, type, classes, display_name, properties, raw, digest, volatile_digest,
  version, created_on, begin_on, run_id`;

const closeVersions = `
  insert into entity_history (${columns}, end_on, deleted)
  select ${columns.replaceAll(/\b[a-z_]+\b/g, "e.$&")}, ?, a.action = 'delete'
  from entity e join entity_action a on a.id = e.id where a.action in ('update', 'delete')`;

const remove =
  "delete from entity where id in (select id from entity_action where action in ('update', 'touch', 'delete'))";

// New ones get their numbers in order of type and key, so that the same snapshot gives the same numbers whichever step came
// first. With their keys, so that texts are joined to one small table only: DuckDB takes tables made in the same transaction
// for empty, and in a longer chain of joins would hold the texts.
const numbered = `
  create temp table entity_written as
  select coalesce(id, nextval('object_id')) as id, seq, n, type, digest, volatile_digest,
    version, created_on, begin_on, run_id, action, key
  from (select a.*, k.key from entity_action a join stage_key k on k.n = a.n
    where a.action in ('create', 'update', 'touch') order by a.type, k.key) ordered`;

// Written anew rather than updated in place: DuckDB keeps updated texts in memory until the transaction ends.
const write = ({ properties }: Dialect): string => `
  insert into entity (${columns})
  select a.id, ?, a.key, s.type, s.classes, s.display_name, ${properties("s.lasting || s.volatile")}, s.raw, a.digest, a.volatile_digest,
    case a.action when 'create' then 1 when 'update' then a.version + 1 else a.version end,
    case a.action when 'create' then ? else a.created_on end,
    case a.action when 'touch' then a.begin_on else ? end,
    case a.action when 'touch' then a.run_id else ? end
  from entity_written a join stage_entity s on s.seq = a.seq`;

// The entities of the graph that edges of this run may lead to.
const ids = `
  create temp table entity_id as
  select n, id from entity_state
  where n is not null and id not in (select id from entity_action where action = 'delete')
  union all
  select n, id from entity_written where action = 'create'`;

/** Compares staged entities with the current ones: `entity_action` says what to do with which. */
export async function compareEntities({ session, run }: ApplyPlan): Promise<void> {
  await session.run(`create temp table kept_edge as ${keptEdges}`, [run.instanceId]);
  await session.run(state, [run.instanceId]);
  await session.run(actions(session.dialect));
  await session.run(totals);
}

/** Closes, removes and writes entities as `entity_action` says. */
export async function writeEntities({ session, run, observedOn }: ApplyPlan): Promise<void> {
  await session.run(closeVersions, [observedOn]);
  await session.run(remove);
  await session.run(numbered);
  await session.run(write(session.dialect), [run.instanceId, observedOn, observedOn, run.id]);
  await session.run(ids);
}
