import type { Change } from "../graph/change.ts";
import { type ChangeFilter, passes } from "./change-filter.ts";
import { changeOf, relationshipKeySql, volatileNames } from "./change-row.ts";
import type { Part } from "./part.ts";
import type { Session } from "./session.ts";

/**
 * Changes to be listed, without their content: statements of columns `operation`, `run_id`, `changed_on`, `type`,
 * `type_before`, `from_id`, `to_id`, `before_id`, `before_end`, `after_id`, `after_begin`, and of relationships `verb`. Of an
 * entity, `from_id` is itself and `to_id` is null. They may read the table `name`.
 */
export interface ChangeList {
  readonly entities: Part;
  readonly relationships: Part;
}

// The keys and latest names of all entities there ever were, with their place in the order of keys.
const names = `
  create temp table name as
  select id, instance_id, key, display_name, row_number() over (order by key, id) as place,
    min(id) over (partition by instance_id, key) as one_id
  from (
    select distinct on (id) id, instance_id, key, display_name from (
      select id, instance_id, key, display_name, begin_on from entity
      union all
      select id, instance_id, key, display_name, begin_on from entity_history) version
    order by id, begin_on desc) latest`;

const columns = `operation, run_id, changed_on, type, type_before, from_id, to_id, before_id, before_end, after_id, after_begin`;

// `n` is the place in the list.
const toldTable = `
  create temp table told (operation text, run_id integer, changed_on bigint, type text, type_before text,
    from_id bigint, to_id bigint, before_id bigint, before_end bigint, after_id bigint, after_begin bigint, n bigint)`;

/** The changes that pass the filter, as far as it needs no properties, in their order. Content is left out: it is wide. */
function told(list: Part, filter: ChangeFilter, key: string): Part {
  const { type, operation, key: object, instanceId } = filter;
  const conditions: readonly Part[] = [
    ...(instanceId === undefined ? [] : [{ sql: "f.instance_id = ?", values: [instanceId] }]),
    ...(type === undefined
      ? []
      : [{ sql: "(c.type = ? or c.type_before = ?)", values: [type, type] }]),
    ...(operation === undefined ? [] : [{ sql: "c.operation = ?", values: [operation] }]),
    ...(object === undefined ? [] : [{ sql: `${key} = ?`, values: [object] }]),
  ];
  const where =
    conditions.length === 0 ? "" : ` where ${conditions.map((of) => of.sql).join(" and ")}`;
  return {
    sql: `
      insert into told (${columns}, n)
      select ${columns.replaceAll(/[a-z_]+/g, "c.$&")}, row_number() over (order by c.changed_on, c.type, f.place, t.place) as n
      from (${list.sql}) c
      left join name f on f.id = c.from_id
      left join name t on t.id = c.to_id${where}`,
    values: [...list.values, ...conditions.flatMap((of) => of.values)],
  };
}

// Wide rows in memory at once.
const chunkRows = 20_000;

// Content of a few changes. The versions are narrowed to theirs before they are joined, so that only those are held.
const part = `
  with part as materialized (select * from told where n > ? and n <= ?)`;

const entityPart = `${part},
  a as (
    select id, begin_on, classes, display_name, properties from entity where id in (select after_id from part)
    union all
    select id, begin_on, classes, display_name, properties from entity_history
    where id in (select after_id from part)),
  b as (
    select id, end_on, classes, display_name, properties from entity_history
    where id in (select before_id from part))
  select 'entity' as kind, c.run_id, c.changed_on, c.operation, f.key, c.type, c.type_before,
    coalesce(a.classes, b.classes) as classes, b.classes as classes_before,
    coalesce(a.display_name, b.display_name) as display_name, a.properties as after, b.properties as before
  from part c
  left join name f on f.id = c.from_id
  left join a on a.id = c.after_id and a.begin_on = c.after_begin
  left join b on b.id = c.before_id and b.end_on = c.before_end
  order by c.n`;

const relationshipPart = `${part},
  a as (
    select id, begin_on, verb, properties from relationship where id in (select after_id from part)
    union all
    select id, begin_on, verb, properties from relationship_history where id in (select after_id from part)),
  b as (
    select id, end_on, verb, properties from relationship_history where id in (select before_id from part)),
  edge as (
    select c.n, c.run_id, c.changed_on, c.operation, c.type, coalesce(a.verb, b.verb) as verb,
      f.key as from_key, t.key as to_key, f.display_name as from_name, t.display_name as to_name,
      a.properties as after, b.properties as before
    from part c
    left join name f on f.id = c.from_id
    left join name t on t.id = c.to_id
    left join a on a.id = c.after_id and a.begin_on = c.after_begin
    left join b on b.id = c.before_id and b.end_on = c.before_end)
  select 'relationship' as kind, run_id, changed_on, operation, ${relationshipKeySql} as key, type, type as type_before,
    array[verb] as classes, array[verb] as classes_before,
    from_name || ' ' || verb || ' ' || to_name as display_name, after, before
  from edge order by n`;

async function* contents(
  session: Session,
  list: Part,
  partSql: string,
): AsyncGenerator<readonly Change[]> {
  const volatile = await volatileNames(session);
  await session.run("drop table if exists told");
  await session.run(toldTable);
  await session.run(list.sql, list.values);
  const [row] = await session.all("select count(*) as count from told");
  const count = Number(row?.["count"] ?? 0);
  for (let from = 0; from < count; from += chunkRows) {
    for await (const rows of session.batches(partSql, [from, from + chunkRows]))
      yield rows.map((one) => changeOf(one, volatile));
  }
}

/**
 * The changes of a list that pass a filter, in batches: entities, then relationships, each in order of time, type and key.
 * To be called in a snapshot: its working tables vanish with it. Memory is bounded, however many there are.
 */
export async function* listChanges(
  session: Session,
  { entities, relationships }: ChangeList,
  filter: ChangeFilter,
): AsyncGenerator<readonly Change[]> {
  await session.run(names);
  const edgeKey = `f.key || '|' || lower(c.verb) || '|' || t.key`;
  const parts = [
    contents(session, told(entities, filter, "f.key"), entityPart),
    contents(session, told(relationships, filter, edgeKey), relationshipPart),
  ];
  for (const found of parts) {
    for await (const changes of found) yield changes.filter((change) => passes(change, filter));
  }
}
