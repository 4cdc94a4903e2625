import type { ApplyPlan } from "./apply-plan.ts";
import type { Session } from "./session.ts";

const entityChanges = `
  insert into change (run_id, instance_id, changed_on, kind, operation, object_id, type)
  select ?, ?, ?, 'entity', operation, id, type from (
    select action as operation, id, type from entity_written where action = 'create'
    union all
    select action, id, type from entity_action where action in ('update', 'delete')) told`;

const relationshipChanges = `
  insert into change (run_id, instance_id, changed_on, kind, operation, object_id, type)
  select ?, ?, ?, 'relationship', operation, id, type from (
    select 'create' as operation, id, type from relationship where instance_id = ? and run_id = ? and version = 1
    union all
    select a.action, a.id, y.type from relationship_action a join stage_type y on y.n = a.type_n
    where a.action in ('update', 'delete')) told`;

/** Notes which properties make no change, so that readers of the feed leave them out. */
export async function writeVolatile(
  session: Session,
  volatile: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const known = await session.all("select type, name from volatile_property order by type, name");
  const wanted = [...volatile].flatMap(([type, names]) => names.map((name) => `${type} ${name}`));
  const isKnown = known.map(({ type, name }) => `${String(type)} ${String(name)}`).toSorted();
  // Runs of several tenants end at the same time: who has nothing to write must not be in another's way.
  if (isKnown.join() === wanted.toSorted().join()) return;
  await session.run("delete from volatile_property");
  for (const [type, names] of volatile) {
    await session.run("insert into volatile_property select ?, unnest(?::text[])", [type, names]);
    await session.run(
      "insert into volatile_set values (?, ?) on conflict (type, names) do nothing",
      [type, JSON.stringify(names.toSorted())],
    );
  }
}

/** Writes the feed: one row for each object that was created, updated or deleted. */
export async function writeChanges({ session, run, observedOn }: ApplyPlan): Promise<void> {
  const { id, instanceId } = run;
  await session.run(entityChanges, [id, instanceId, observedOn]);
  await session.run(relationshipChanges, [id, instanceId, observedOn, instanceId, id]);
}
