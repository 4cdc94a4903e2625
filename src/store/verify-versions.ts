import { type Check, findBySql } from "./verify-check.ts";

const never = "9223372036854775807";
const restore = "Restore a backup from before, and report this: no run writes such a thing.";

/** Every version of both kinds, current and closed; `end_on` of a current one is later than everything. */
function versions(table: "entity" | "relationship", columns: string): string {
  return `(select ${columns}, ${never} as end_on, false as deleted from ${table}
    union all select ${columns}, end_on, deleted from ${table}_history)`;
}

// From when on history is whole: an earlier begin tells nothing.
const horizon = "(select coalesce(max(begins_on), 0) from history_horizon)";

const kinds = ["entity", "relationship"] as const;

const onceNow: Check = {
  name: "current",
  holds: "Every object has one current version",
  todo: restore,
  find: findBySql(
    "select key as example from entity group by instance_id, key having count(*) > 1",
    `select type || ' from ' || from_id || ' to ' || to_id as example from relationship
     group by instance_id, type, from_id, to_id having count(*) > 1`,
    `select 'id ' || id as example from (select id from entity union all select id from relationship) every
     group by id having count(*) > 1`,
  ),
};

// An object that has no closed version has nothing to follow.
const chain = (table: (typeof kinds)[number]): string => `
  with version as (
    select id, version, begin_on, end_on, deleted,
      lead(begin_on) over (partition by id order by begin_on, end_on) as next_on,
      lead(version) over (partition by id order by begin_on, end_on) as next_version
    from ${versions(table, "id, version, begin_on")} v where id in (select id from ${table}_history))
  select '${table} ' || id || ' version ' || version as example from version
  where end_on <= begin_on
    or next_on is null and end_on < ${never} and not deleted
    or next_on is not null and (deleted or end_on <> next_on or next_version <> version + 1)`;

const follow: Check = {
  name: "versions",
  holds: "Versions of an object follow one another without gap or overlap",
  todo: restore,
  find: findBySql(...kinds.map(chain)),
};

const lives = (table: (typeof kinds)[number], same: string): string => `
  with life as (
    select ${same}, id, min(begin_on) as begin_on, max(end_on) as end_on
    from ${versions(table, `${same}, id, begin_on`)} v
    where (${same}) in (select ${same} from ${table}_history) group by ${same}, id),
  next as (
    select id, begin_on, lag(end_on) over (partition by ${same} order by begin_on, end_on) as last_on from life)
  select '${table} ' || id as example from next where begin_on < last_on`;

const oneAtATime: Check = {
  name: "lives",
  holds: "An object that came back did so after it was gone",
  todo: restore,
  find: findBySql(
    lives("entity", "instance_id, key"),
    lives("relationship", "instance_id, type, from_id, to_id"),
  ),
};

const firstOfAll: Check = {
  name: "created",
  holds: "An object was created when its first version began",
  todo: restore,
  find: findBySql(
    ...kinds.map(
      (table) => `
      select '${table} ' || id || ' version ' || version as example
      from ${versions(table, "id, version, begin_on, created_on")} v
      where version < 1 or created_on > begin_on or (version = 1) <> (created_on = begin_on)`,
    ),
    ...kinds.map(
      (table) => `
      select '${table} ' || id as example from ${versions(table, "id, created_on")} v
      where id in (select id from ${table}_history) group by id having min(created_on) <> max(created_on)`,
    ),
  ),
};

const ends: Check = {
  name: "ends",
  holds: "Both ends of a relationship are there as long as it is",
  todo: restore,
  find: findBySql(`
    with life as (
      select id, instance_id, min(begin_on) as begin_on, max(end_on) as end_on
      from ${versions("entity", "id, instance_id, begin_on")} v group by id, instance_id),
    edge as (
      select id, type, version, instance_id, from_id, to_id, greatest(begin_on, ${horizon}) as begin_on, end_on
      from ${versions("relationship", "id, type, version, instance_id, from_id, to_id, begin_on")} v)
    select e.type || ' ' || e.id || ' version ' || e.version as example
    from edge e
    left join life f on f.id = e.from_id and f.instance_id = e.instance_id
    left join life t on t.id = e.to_id and t.instance_id = e.instance_id
    where f.id is null or e.begin_on < f.begin_on or e.end_on > f.end_on
      or t.id is null or e.begin_on < t.begin_on or e.end_on > t.end_on`),
};

const written = kinds
  .map((table) => versions(table, "instance_id, run_id, begin_on"))
  .map((sql) => `select instance_id, run_id, begin_on from ${sql} v`)
  .join(" union ");

const runs: Check = {
  name: "runs",
  holds: "Every version began with the run that wrote it",
  todo: restore,
  find: findBySql(`
    select 'run ' || w.run_id || ' at ' || w.begin_on as example from (${written}) w
    left join run r on r.id = w.run_id and r.instance_id = w.instance_id and r.observed_on = w.begin_on
    where r.id is null`),
};

// What each version that is not of a baseline must stand in the feed as.
const expected = (table: (typeof kinds)[number]): string => `
  select '${table}' as kind, v.id, case v.version when 1 then 'create' else 'update' end as operation,
    v.begin_on as moment, v.run_id
  from ${versions(table, "id, instance_id, version, begin_on, run_id")} v
  join run r on r.id = v.run_id and not r.baseline
  where v.begin_on >= ${horizon}
  union all
  select '${table}', h.id, 'delete', h.end_on, r.id
  from ${table}_history h join run r on r.instance_id = h.instance_id and r.observed_on = h.end_on
  where h.deleted and h.end_on >= ${horizon}`;

const every = kinds.map(expected).join(" union all ");
const told = "select kind, object_id, operation, changed_on, run_id from change";
const place = "kind || ' ' || id || ' ' || operation || ' at ' || moment";

const feed: Check = {
  name: "feed",
  holds: "The feed tells of every version once, and of nothing else",
  todo: "Believe the versions (changes --net, history); restore a backup from before if the feed is needed.",
  find: findBySql(
    `select 'not told: ' || ${place} as example from (select * from (${every}) e except all ${told}) missing`,
    `select 'told: ' || ${place} as example
     from (select kind, object_id as id, operation, changed_on as moment, run_id from (${told} except all select * from (${every}) e) o) surplus`,
  ),
};

const held: Check = {
  name: "held",
  holds: "Deletions are held back of objects that are there",
  todo: "Nothing: the next complete run puts it right.",
  find: findBySql(`
    select h.type || ' ' || h.object_id as example from held h
    where h.object_id not in (select id from entity) and h.object_id not in (select id from relationship)`),
};

/** What must hold of versions, whatever they contain. */
export const versionChecks: readonly Check[] = [
  onceNow,
  follow,
  oneAtATime,
  firstOfAll,
  ends,
  runs,
  feed,
  held,
];
