import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { type Foreseeing, foreseeEntities, foreseeRelationships } from "./foresight.ts";
import { isKeptTarget } from "./kept.ts";
import type { Row, Session } from "./session.ts";
import type { StagingArea } from "./staging-area.ts";
import { readEntity, readRelationship } from "./stored.ts";

const entitiesSql = `
  with wanted as (select unnest(?::text[]) as type),
  staged as (
    select k.key, s.type, s.classes, s.lasting || s.volatile as properties
    from stage_entity s join stage_key k on k.n = s.n
    where s.type in (select type from wanted)
      and s.seq in (select min(seq) from stage_entity group by n))
  select * from staged
  union all
  select e.key, e.type, e.classes, cast(e.properties as text) from entity e
  where e.instance_id = ? and e.type in (select type from wanted)
    and (e.type in (select type from keep_type)
      or ${isKeptTarget("kept_edge")}
      or e.id in (select id from entity_held))
    and not exists (select 1 from stage_entity s join stage_key k on k.n = s.n where k.key = e.key)`;

const relationshipsSql = `
  with wanted as (select unnest(?::text[]) as type),
  staged as (
    select y.type, y.verb, f.key as from_key, t.key as to_key, s.lasting || s.volatile as properties
    from stage_relationship s
    join stage_type y on y.n = s.type_n
    join stage_key f on f.n = s.from_n
    join stage_key t on t.n = s.to_n
    where y.type in (select type from wanted)),
  kept as (
    select r.type, r.verb, f.key as from_key, t.key as to_key, cast(r.properties as text) as properties
    from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
    where r.instance_id = ? and r.type in (select type from wanted)
      and (r.type in (select type from keep_type) or r.id in (select id from kept_edge)
        or r.id in (select id from relationship_held)))
  select * from staged
  union all
  select * from kept k where not exists (
    select 1 from staged s where s.type = k.type and s.from_key = k.from_key and s.to_key = k.to_key)`;

/** Which part of the graph to be is asked for. */
export interface Question extends Foreseeing {
  readonly area: StagingArea;
  readonly types: readonly string[];
}

async function* ask(
  { area, types, instanceId }: Question,
  sql: string,
  foresee: (session: Session) => Promise<unknown>,
): AsyncGenerator<readonly Row[]> {
  const session = await area.session();
  try {
    await foresee(session);
    yield* session.batches(sql, [types, instanceId]);
  } finally {
    session.close();
  }
}

/** Entities of these types as they would be. */
export async function* stagedEntities(question: Question): AsyncGenerator<readonly Entity[]> {
  const foresee = (session: Session) => foreseeEntities(session, question);
  for await (const rows of ask(question, entitiesSql, foresee)) yield rows.map(readEntity);
}

/** Relationships of these types as they would be. Staged ones must have been settled. */
export async function* stagedRelationships(
  question: Question,
): AsyncGenerator<readonly Relationship[]> {
  const foresee = (session: Session) => foreseeRelationships(session, question.types, question);
  for await (const rows of ask(question, relationshipsSql, foresee)) {
    yield rows.map(readRelationship);
  }
}

/** Whether entities of these types will be held back. */
export async function holdsBack({ area, types, ...foreseeing }: Question): Promise<boolean> {
  const session = await area.session();
  try {
    await foreseeEntities(session, foreseeing);
    const sql = "select 1 from entity_held where type in (select unnest(?::text[])) limit 1";
    return (await session.all(sql, [types])).length > 0;
  } finally {
    session.close();
  }
}
