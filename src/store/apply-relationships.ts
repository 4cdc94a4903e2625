import type { ApplyPlan } from "./apply-plan.ts";
import type { Dialect } from "./dialect.ts";
import { runAsWritten } from "./run-as-written.ts";

const types = `
  create temp table type_state as
  select n, type, type not in (select type from may_lose) or type in (select type from keep_type) as kept
  from stage_type`;

const gone = "create temp table gone as select id from entity_action where action = 'delete'";

const totals = `
  create temp table relationship_total as
  select type, count(*) as count from relationship where instance_id = ? group by type`;

// What must happen to which edge; those that stay as they are do not stand here. An edge whose end goes, goes too.
const actions = ({ digest }: Dialect): string => `
  create temp table relationship_action as
  with staged as (
    select s.seq, s.type_n, f.id as from_id, t.id as to_id, ${digest("s.lasting")} as digest,
      ${digest("s.volatile")} as volatile_digest
    from stage_relationship s
    left join entity_id f on f.n = s.from_n
    left join entity_id t on t.n = s.to_n),
  current as (
    select r.id, y.n as type_n, y.kept, r.from_id, r.to_id, r.digest, r.volatile_digest,
      r.version, r.created_on, r.begin_on, r.run_id,
      r.from_id in (select id from gone) or r.to_id in (select id from gone) as orphan
    from relationship r join type_state y on y.type = r.type
    where r.instance_id = ?)
  select c.id, s.seq, coalesce(s.type_n, c.type_n) as type_n,
    coalesce(s.from_id, c.from_id) as from_id, coalesce(s.to_id, c.to_id) as to_id,
    s.digest, s.volatile_digest, c.version, c.created_on, c.begin_on, c.run_id,
    case when s.seq is null then case when c.orphan then 'delete' else 'missing' end
      when s.from_id is null or s.to_id is null then 'dangling'
      when c.id is null then 'create'
      when s.digest <> c.digest then 'update'
      else 'touch' end as action
  from staged s
  full join current c on c.type_n = s.type_n and c.from_id = s.from_id and c.to_id = s.to_id
  where c.id is null or s.seq is null and (c.orphan or not c.kept) or s.digest <> c.digest
    or s.volatile_digest <> c.volatile_digest`;

// Where there is nothing to compare with: what is staged is what there will be.
const noActions = `
  create temp table relationship_action as
  select id, 0 as seq, 0 as type_n, from_id, to_id, digest, volatile_digest, version, created_on, begin_on, run_id,
    type as action
  from relationship where false`;

const keep =
  "delete from relationship_action where action = 'missing' and id in (select id from kept_edge)";

// An edge is not known to be gone while its end is held back.
const holdWithEnds = `
  update relationship_action set action = 'held' where action = 'missing' and (
    from_id in (select id from entity_action where action = 'held')
    or to_id in (select id from entity_action where action = 'held'))`;

const columns = `id, instance_id, type, verb, from_id, to_id, properties, digest, volatile_digest,
  version, created_on, begin_on, run_id`;

const closeVersions = `
  insert into relationship_history (${columns}, end_on, deleted)
  select ${columns.replaceAll(/\b[a-z_]+\b/g, "r.$&")}, ?, a.action = 'delete'
  from relationship r join relationship_action a on a.id = r.id where a.action in ('update', 'delete')`;

const remove = `
  delete from relationship
  where id in (select id from relationship_action where action in ('update', 'touch', 'delete'))`;

// Types are numbered from 0 without gaps, so a list finds them. Joined, they would cost the memory of all texts: DuckDB
// takes a table made in the same transaction for empty, and so everything joined to it for the side to hold.
const nameOf = (column: "type" | "verb", row: "a" | "s"): string =>
  `(select array_agg(${column} order by n) from stage_type)[${row}.type_n + 1]`;

// Written anew rather than updated in place: DuckDB keeps updated texts in memory until the transaction ends.
const write = ({ properties }: Dialect): string => `
  insert into relationship (${columns})
  select coalesce(a.id, nextval('object_id')), ?, ${nameOf("type", "a")}, ${nameOf("verb", "a")}, a.from_id, a.to_id, ${properties("s.lasting || s.volatile")},
    a.digest, a.volatile_digest,
    case a.action when 'create' then 1 when 'update' then a.version + 1 else a.version end,
    case a.action when 'create' then ? else a.created_on end,
    case a.action when 'touch' then a.begin_on else ? end,
    case a.action when 'touch' then a.run_id else ? end
  from relationship_action a
  join stage_relationship s on s.seq = a.seq
  where a.action <> 'dangling'`;

const writeAll = ({ properties, digest }: Dialect): string => `
  insert into relationship (${columns})
  select nextval('object_id'), ?, ${nameOf("type", "s")}, ${nameOf("verb", "s")}, f.id, t.id, ${properties("s.lasting || s.volatile")},
    ${digest("s.lasting")}, ${digest("s.volatile")}, 1, ?, ?, ?
  from stage_relationship s
  join entity_id f on f.n = s.from_n
  join entity_id t on t.n = s.to_n`;

// What the actions would have told.
const allWritten = `
  create temp table relationship_fresh as
  with staged as (select type_n, count(*) as count from stage_relationship group by type_n),
  written as (select type, count(*) as count from relationship where instance_id = ? group by type)
  select y.type, 'create' as action, coalesce(w.count, 0) as count
  from staged s join stage_type y on y.n = s.type_n left join written w on w.type = y.type
  union all
  select y.type, 'dangling', s.count - coalesce(w.count, 0)
  from staged s join stage_type y on y.n = s.type_n left join written w on w.type = y.type
  where s.count > coalesce(w.count, 0)`;

const noneFresh =
  "create temp table relationship_fresh as select type, type as action, 0 as count from relationship where false";

async function isFresh({ session }: ApplyPlan): Promise<boolean> {
  return (await session.all("select 1 from relationship_total limit 1")).length === 0;
}

/** Compares staged relationships with the current ones: `relationship_action` says what to do with which. */
export async function compareRelationships(plan: ApplyPlan): Promise<void> {
  const { session, run, rule } = plan;
  await session.run(types);
  await session.run(gone);
  for (const statement of session.dialect.beforeJoin) await session.run(statement);
  await session.run(totals, [run.instanceId]);
  if (await isFresh(plan)) {
    await session.run(noActions);
    return;
  }
  await session.run(actions(session.dialect), [run.instanceId]);
  await session.run(keep);
  if (!rule.confirmHeld) await session.run(holdWithEnds);
}

/** Closes, removes and writes relationships as `relationship_action` says. */
export async function writeRelationships(plan: ApplyPlan): Promise<void> {
  const { session, run, observedOn } = plan;
  if (await isFresh(plan)) {
    await runAsWritten(session, writeAll(session.dialect), [
      run.instanceId,
      observedOn,
      observedOn,
      run.id,
    ]);
    await session.run(allWritten, [run.instanceId]);
    return;
  }
  await session.run(noneFresh);
  await session.run(closeVersions, [observedOn]);
  await session.run(remove);
  await session.run(write(session.dialect), [run.instanceId, observedOn, observedOn, run.id]);
}
