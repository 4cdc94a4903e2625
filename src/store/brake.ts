import type { ApplyPlan } from "./apply.ts";

/** When deletions of a type are too many at once to be believed. */
export interface BrakeRule {
  /** More than this share of the type, in percent, and … */
  readonly percent: number;
  /** … at least this many objects. */
  readonly atLeast: number;
}

type Kind = "entity" | "relationship";

const own: Readonly<Record<Kind, string>> = {
  entity: "a.action = 'delete'",
  relationship: "a.action = 'delete' and not a.cascade",
};

// Objects that the run before missed as well are believed to be gone: they were held back once.
const suspicious = (kind: Kind): string => `
  create or replace temp table suspicious_type as
  select a.type from ${kind}_action a
  left join held h on h.object_id = a.id and h.kind = '${kind}' and h.instance_id = ?
  group by a.type
  having count(*) filter (${own[kind]} and h.object_id is null) >= ?
    and count(*) filter (${own[kind]} and h.object_id is null) * 100 > count(*) * ?`;

const hold = (kind: Kind): string => `
  update ${kind}_action as a set action = 'held'
  where ${own[kind]} and a.type in (select type from suspicious_type)
    and a.id not in (select object_id from held where kind = '${kind}' and instance_id = ?)`;

const forget = (kind: Kind): string =>
  `delete from held where kind = '${kind}' and instance_id = ?`;

const remember = (kind: Kind): string => `
  insert into held select ?, '${kind}', id, ? from ${kind}_action where action = 'held'`;

/** Holds back deletions of types of which too many vanished at once, unless they are confirmed. */
export async function brake(
  { session, run, rule, confirmHeld }: ApplyPlan,
  kind: Kind,
): Promise<void> {
  if (!confirmHeld) {
    await session.run(suspicious(kind), [run.instanceId, rule.atLeast, rule.percent]);
    await session.run(hold(kind), [run.instanceId]);
  }
  await session.run(forget(kind), [run.instanceId]);
  await session.run(remember(kind), [run.instanceId, run.id]);
}
