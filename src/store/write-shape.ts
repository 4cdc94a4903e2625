import type { ApplyPlan } from "./apply.ts";

// Names and kinds of properties are for completion and explanations: some hundred entities of a type show them all.
const sampled = 300;

const entityShapes = `
  insert into shape_entity
  with counts as (
    select type, classes, count(*) as count from entity where instance_id = ? group by type, classes),
  sample as (
    select type, classes, properties from entity where instance_id = ?
    qualify row_number() over (partition by type, classes) <= ${sampled}),
  names as (
    select type, classes, properties, unnest(json_keys(properties)) as name from sample),
  kinds as (
    select type, classes, name, case json_type(properties, '$."' || name || '"')
        when 'VARCHAR' then 'string' when 'BOOLEAN' then 'boolean' when 'ARRAY' then 'list' when 'NULL' then 'null'
        else 'number' end as kind
    from names),
  counted as (
    select type, classes, name, kind, count(*) as times from kinds group by type, classes, name, kind),
  named as (
    select type, classes, name, json_group_object(kind, times) as times from counted group by type, classes, name)
  select ?, c.type, c.classes, c.count, coalesce(any_value(n.properties), '{}')
  from counts c
  left join (select type, classes, json_group_object(name, times) as properties from named group by type, classes) n
    on n.type = c.type and n.classes = c.classes
  group by c.type, c.classes, c.count`;

const relationshipShapes = `
  insert into shape_relationship
  select r.instance_id, r.type, r.verb, f.type, t.type, count(*)
  from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
  where r.instance_id = ? group by r.instance_id, r.type, r.verb, f.type, t.type`;

/** Writes anew what the instance's graph holds: which types, how many, with which properties. */
export async function writeShape({ session, run }: ApplyPlan): Promise<void> {
  const { instanceId } = run;
  await session.run("delete from shape_entity where instance_id = ?", [instanceId]);
  await session.run(entityShapes, [instanceId, instanceId, instanceId]);
  await session.run("delete from shape_relationship where instance_id = ?", [instanceId]);
  await session.run(relationshipShapes, [instanceId]);
}
