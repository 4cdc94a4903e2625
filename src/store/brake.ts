import type { ApplyPlan } from "./apply-plan.ts";
import type { BrakeRule } from "./losses.ts";
import type { Session } from "./session.ts";

type Kind = "entity" | "relationship";

const missingActions: Readonly<Record<Kind, string>> = {
  entity: "select id, type from entity_action where action = 'missing'",
  relationship: `select a.id, y.type from relationship_action a join stage_type y on y.n = a.type_n
    where a.action = 'missing'`,
};

// Objects that were held back before and are missing again are gone.
const noteMissing = (kind: Kind, missing: string): string => `
  create temp table ${kind}_missing as
  select m.id, m.type, h.object_id is not null as again
  from (${missing}) m
  left join held h on h.kind = '${kind}' and h.object_id = m.id`;

// Missing entities that these lead to, over any number of edges through which entities are found.
const foundThrough = (from: string): string => `
  with recursive reached as (
    select id from (${from}) first
    union
    select m.id
    from reached f
    join relationship r on r.from_id = f.id
    join found_through t on t.type = r.type
    join entity_missing m on m.id = r.to_id)
  select m.id, m.type from entity_missing m join reached f on f.id = m.id`;

// What was known through objects that were held back stayed with them, and goes with them: found through them, or
// computed from them.
const noteReleased: Readonly<Record<Kind, string>> = {
  entity: `
    create temp table entity_released as
    ${foundThrough("select id from entity_missing where again")}
    union
    select m.id, m.type from entity_missing m join computed_from c on c.type = m.type
    where c.input in (select type from entity_missing where again)`,
  relationship: `
    create temp table relationship_released as
    select m.id, m.type from relationship_missing m
    where m.type in (
      select type from computed_from where input in (
        select type from entity_missing where again
        union
        select type from relationship_missing where again))`,
};

const decide = (kind: Kind): string => `
  create temp table ${kind}_held as
  with vanished as (
    select id, type from ${kind}_missing
    where not again and id not in (select id from ${kind}_released))
  select id, type from vanished
  where type in (
    select v.type from vanished v join ${kind}_total t on t.type = v.type
    group by v.type, t.count having count(*) >= ? and count(*) * 100 > t.count * ?)`;

// What is found only through an object that is held back was not looked for.
const holdAlong = `
  insert into entity_held
  select id, type from (${foundThrough("select id from entity_held")}) along
  where id not in (select id from entity_held)`;

/** What is missing of one kind, and when that is too much. */
export interface Vanishing {
  readonly kind: Kind;
  /** A query for the `id` and `type` of each object that is missing. */
  readonly missing: string;
  readonly rule: BrakeRule;
}

/**
 * Decides which missing objects are held back: `<kind>_missing` and `<kind>_held` say so. Needs `<kind>_total` with the
 * count of each type, and for relationships the decision about entities.
 */
export async function holdBack(
  session: Session,
  { kind, missing, rule }: Vanishing,
): Promise<void> {
  await session.run(noteMissing(kind, missing));
  await session.run(noteReleased[kind]);
  await session.run(decide(kind), [rule.atLeast, rule.percent]);
  if (kind === "entity") await session.run(holdAlong);
}

const act = (kind: Kind): string => `
  update ${kind}_action set action = case when id in (select id from ${kind}_held) then 'held' else 'delete' end
  where action = 'missing'`;

const release = (kind: Kind): string =>
  `update ${kind}_action set action = 'delete' where action in ('missing', 'held')`;

const seen: Readonly<Record<Kind, string>> = {
  entity: "select c.id from entity_state c join stage_entity s on s.n = c.n",
  relationship: `
    select r.id from held h
    join relationship r on r.id = h.object_id
    join entity_id f on f.id = r.from_id
    join entity_id t on t.id = r.to_id
    join stage_type y on y.type = r.type
    join stage_relationship s on s.type_n = y.n and s.from_n = f.n and s.to_n = t.n
    where h.kind = 'relationship'`,
};

// What was not looked for this time stays held back, be it all of its type or the edges of one entity.
const forget = (kind: Kind): string => `
  delete from held where instance_id = ? and kind = '${kind}' and (
    object_id in (select id from ${kind}_action where action in ('delete', 'held'))
    or object_id in (${seen[kind]}))`;

const remember: Readonly<Record<Kind, string>> = {
  entity:
    "insert into held select ?, 'entity', id, type, ? from entity_action where action = 'held'",
  relationship: `insert into held select ?, 'relationship', a.id, y.type, ?
    from relationship_action a join stage_type y on y.n = a.type_n where a.action = 'held'`,
};

/** Holds back deletions of types of which too many vanished at once, unless they are confirmed. */
export async function brake({ session, run, rule }: ApplyPlan, kind: Kind): Promise<void> {
  const { instanceId } = run;
  if (rule.confirmHeld) {
    await session.run(release(kind));
  } else {
    await holdBack(session, { kind, missing: missingActions[kind], rule: rule.brake });
    await session.run(act(kind));
  }
  const held = await session.all("select 1 from held where instance_id = ? limit 1", [instanceId]);
  if (held.length > 0) await session.run(forget(kind), [instanceId]);
  await session.run(remember[kind], [instanceId, run.id]);
}
