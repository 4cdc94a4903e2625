import { holdBack } from "./brake.ts";
import { isKeptTarget, keptEdges } from "./kept.ts";
import { type BrakeRule, type Losses, noteLosses } from "./losses.ts";
import type { Session } from "./session.ts";

// Asked for, and what that is computed from: whether it was released decides about what is computed.
const wantedTypes = `
  create temp table wanted_type as
  select unnest(?::text[]) as type
  union
  select input from computed_from where type in (select unnest(?::text[]))`;

const entityTotals = `
  create temp table entity_total as
  select type, count(*) as count from entity
  where instance_id = ? and type in (select type from may_lose) group by type`;

// As `compareEntities` finds them.
const entityMissing = (instanceId: number): string => `
  select e.id, e.type from entity e
  where e.instance_id = ${instanceId} and e.type in (select type from may_lose)
    and e.type not in (select type from keep_type)
    and not ${isKeptTarget("kept_edge")}
    and not exists (select 1 from stage_entity s join stage_key k on k.n = s.n where k.key = e.key)`;

const relationshipTotals = `
  create temp table relationship_total as
  select type, count(*) as count from relationship
  where instance_id = ? and type in (select type from wanted_type) group by type`;

// As `compareRelationships` finds them: not those that go with an end, and apart those that stay with one.
const absent = `
  create temp table relationship_absent as
  with gone as (
    select id from entity_missing where id not in (select id from entity_held)),
  staged as (
    select y.type, f.key as from_key, t.key as to_key
    from stage_relationship s
    join stage_type y on y.n = s.type_n
    join stage_key f on f.n = s.from_n
    join stage_key t on t.n = s.to_n
    where y.type in (select type from wanted_type))
  select r.id, r.type,
    r.from_id in (select id from entity_held) or r.to_id in (select id from entity_held) as tied
  from relationship r
  join entity f on f.id = r.from_id
  join entity t on t.id = r.to_id
  where r.instance_id = ? and r.type in (select type from wanted_type)
    and r.type in (select type from may_lose) and r.type not in (select type from keep_type)
    and not exists (select 1 from kept_edge k where k.id = r.id)
    and r.from_id not in (select id from gone) and r.to_id not in (select id from gone)
    and not exists (
      select 1 from staged s where s.type = r.type and s.from_key = f.key and s.to_key = t.key)`;

const tied = `
  insert into relationship_held select id, type from relationship_absent where tied`;

/** Of whom the brake is to be foreseen, with what is known so far of what the run may lose. */
export interface Foreseeing {
  readonly instanceId: number;
  readonly losses: Losses;
}

/**
 * Decides as applying will decide, before anything is applied: `entity_held` says which entities will be held back. Of
 * no concern are types whose collections are still being read. Gives the brake's rule; `null` when it can hold nothing.
 */
export async function foreseeEntities(
  session: Session,
  { instanceId, losses }: Foreseeing,
): Promise<BrakeRule | null> {
  const rule = await noteLosses(session, losses);
  await session.run(`create temp table kept_edge as ${keptEdges}`, [instanceId]);
  if (rule.confirmHeld) {
    await session.run("create temp table entity_held (id bigint, type text)");
    return null;
  }
  await session.run(entityTotals, [instanceId]);
  const missing = entityMissing(instanceId);
  await holdBack(session, { kind: "entity", missing, rule: rule.brake });
  return rule.brake;
}

/** As `foreseeEntities`; `relationship_held` says which edges of these types will be held back. */
export async function foreseeRelationships(
  session: Session,
  types: readonly string[],
  foreseeing: Foreseeing,
): Promise<void> {
  const { instanceId } = foreseeing;
  const rule = await foreseeEntities(session, foreseeing);
  if (rule === null) {
    await session.run("create temp table relationship_held (id bigint, type text)");
    return;
  }
  await session.run(wantedTypes, [types, types]);
  await session.run(relationshipTotals, [instanceId]);
  await session.run(absent, [instanceId]);
  const missing = "select id, type from relationship_absent where not tied";
  await holdBack(session, { kind: "relationship", missing, rule });
  await session.run(tied);
}
