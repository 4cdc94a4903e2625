import type { Properties } from "../graph/entity.ts";
import { canonical } from "./canonical.ts";
import type { Row } from "./session.ts";
import type { Merge, Staging } from "./staging.ts";
import { readProperties } from "./stored.ts";

/** Staged edges that came several times with different content, of types that nothing joins: how many, by type. */
export type Conflicts = Map<string, number>;

// First by numbers alone, which is cheap for millions of edges; content is looked at only where keys repeat.
const findSql = `
  create or replace temp table stage_repeated as
  with repeated as (select type, f, t from stage_relationship group by type, f, t having count(*) > 1)
  select r.type, r.f, r.t, count(distinct md5_number_lower(r.lasting || r.volatile)) as versions
  from stage_relationship r
  semi join repeated d on d.type = r.type and d.f = r.f and d.t = r.t
  group by r.type, r.f, r.t`;

const readSql = `
  select y.type as name, r.type, r.f, r.t, r.lasting || r.volatile as properties
  from stage_relationship r
  join stage_repeated d on d.type = r.type and d.f = r.f and d.t = r.t and d.versions > 1
  join stage_type y on y.n = r.type
  where y.type in (select unnest(?::text[]))
  order by r.type, r.f, r.t`;

interface Group {
  readonly name: string;
  readonly at: { readonly type: number; readonly f: number; readonly t: number };
  properties: Properties;
}

function sameGroup(group: Group, row: Row): boolean {
  const { type, f, t } = group.at;
  return row["type"] === type && row["f"] === f && row["t"] === t;
}

function groupOf(row: Row): Group {
  const at = { type: Number(row["type"]), f: Number(row["f"]), t: Number(row["t"]) };
  return { name: String(row["name"]), at, properties: readProperties(row["properties"]) };
}

/** Reads the repeated rows of joinable types group by group and hands each joined result on. */
async function joinGroups(staging: Staging, done: (group: Group) => void): Promise<void> {
  const merges: ReadonlyMap<string, Merge> = staging.rules.merge;
  let group: Group | null = null;
  for await (const rows of staging.session.batches(readSql, [[...merges.keys()]])) {
    for (const row of rows) {
      if (group === null || !sameGroup(group, row)) {
        if (group !== null) done(group);
        group = groupOf(row);
        continue;
      }
      const merge: Merge | undefined = merges.get(group.name);
      if (merge !== undefined)
        group.properties = merge(group.properties, readProperties(row["properties"]));
    }
  }
  if (group !== null) done(group);
}

// A row that is only here once, one of several equal or conflicting ones (the least by content, so that the same
// input always gives the same graph), or the joined one.
const onceSql = `
  create or replace temp view stage_once as
  select r.type, r.f, r.t, r.lasting, r.volatile from stage_relationship r
  anti join stage_repeated d on d.type = r.type and d.f = r.f and d.t = r.t
  union all
  select r.type, r.f, r.t, arg_min(r.lasting, r.lasting || r.volatile), arg_min(r.volatile, r.lasting || r.volatile)
  from stage_relationship r
  semi join stage_repeated d on d.type = r.type and d.f = r.f and d.t = r.t
  anti join stage_joined j on j.type = r.type and j.f = r.f and j.t = r.t
  group by r.type, r.f, r.t
  union all
  select type, f, t, lasting, volatile from stage_joined`;

const joinedSql =
  "create or replace temp table stage_joined (type integer, f integer, t integer, lasting text, volatile text)";

async function writeJoined(staging: Staging): Promise<void> {
  const appender = await staging.session.appender("stage_joined");
  await joinGroups(staging, ({ name, at, properties }) => {
    const { lasting, volatile } = canonical(properties, staging.rules.volatile.get(name));
    appender.appendInteger(at.type);
    appender.appendInteger(at.f);
    appender.appendInteger(at.t);
    appender.appendVarchar(lasting);
    appender.appendVarchar(volatile);
    appender.endRow();
  });
  appender.closeSync();
}

/**
 * Makes `stage_once`: each staged edge once. Equal copies become one, evidence of joinable types is joined, of any
 * others one is taken and the conflict is counted.
 */
export async function joinDuplicates(staging: Staging): Promise<Conflicts> {
  const { session, rules } = staging;
  staging.flush();
  await session.run(findSql);
  await session.run(joinedSql);
  await writeJoined(staging);
  await session.run(onceSql);
  const conflicts = await session.all(
    `select y.type as name, count(*) as count from stage_repeated d join stage_type y on y.n = d.type
     where d.versions > 1 and y.type not in (select unnest(?::text[])) group by y.type`,
    [[...rules.merge.keys()]],
  );
  return new Map(conflicts.map((row) => [String(row["name"]), Number(row["count"])]));
}
