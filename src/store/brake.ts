import type { ApplyPlan } from "./apply-plan.ts";

type Kind = "entity" | "relationship";

const typed: Readonly<Record<Kind, string>> = {
  entity: "select id, type from entity_action where action = 'missing'",
  relationship: `select a.id, y.type from relationship_action a join stage_type y on y.n = a.type_n
    where a.action = 'missing'`,
};

// Objects that were held back before and are missing again are gone.
const missing = (kind: Kind): string => `
  create temp table ${kind}_missing as
  select m.id, m.type, h.object_id is not null as again
  from (${typed[kind]}) m
  left join held h on h.instance_id = ? and h.kind = '${kind}' and h.object_id = m.id`;

const decide = (kind: Kind): string => `
  create temp table ${kind}_held as
  select m.id, m.type from ${kind}_missing m
  where not m.again and m.type in (
    select n.type from ${kind}_missing n join ${kind}_total t on t.type = n.type
    where not n.again group by n.type, t.count having count(*) >= ? and count(*) * 100 > t.count * ?)`;

const hold = (kind: Kind): string => `
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
export async function brake(
  { session, run, rule, confirmHeld }: ApplyPlan,
  kind: Kind,
): Promise<void> {
  const { instanceId } = run;
  if (confirmHeld) {
    await session.run(release(kind));
  } else {
    await session.run(missing(kind), [instanceId]);
    await session.run(decide(kind), [rule.atLeast, rule.percent]);
    await session.run(hold(kind));
  }
  await session.run(forget(kind), [instanceId]);
  await session.run(remember[kind], [instanceId, run.id]);
}
