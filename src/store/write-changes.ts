import type { ApplyPlan } from "./apply.ts";
import type { Session } from "./session.ts";

const entityChanges = `
  insert into change
  select ?, ?, ?, 'entity', operation, id, type from (
    select 'create' as operation, id, type from created_entity
    union all
    select action, id, type from entity_action where action in ('update', 'delete'))`;

const relationshipChanges = `
  insert into change
  select ?, ?, ?, 'relationship', operation, id, type from (
    select 'create' as operation, id, type from relationship where instance_id = ? and created_on = ? and run_id = ?
    union all
    select action, id, type from relationship_action where action in ('update', 'delete'))`;

/** Notes which properties make no change, so that readers of the feed leave them out. */
export async function writeVolatile(
  session: Session,
  volatile: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  await session.run("delete from volatile_property");
  for (const [type, names] of volatile) {
    await session.run("insert into volatile_property select ?, unnest(?::text[])", [type, names]);
  }
}

/** Writes the feed: one row for each object that was created, updated or deleted. */
export async function writeChanges({ session, run, observedOn }: ApplyPlan): Promise<void> {
  const { id, instanceId } = run;
  await session.run(entityChanges, [id, instanceId, observedOn]);
  await session.run(relationshipChanges, [id, instanceId, observedOn, instanceId, observedOn, id]);
}
