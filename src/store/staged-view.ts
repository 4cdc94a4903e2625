import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { type Foreseeing, foreseeEntities, foreseeRelationships } from "./foresight.ts";
import { isKeptTarget } from "./kept.ts";
import {
  listedEntity,
  listedRelationship,
  listedStagedRelationship,
  readEntities,
  readRelationships,
  readStagedRelationships,
  type StagedNames,
} from "./listed.ts";
import type { Row, Session } from "./session.ts";
import type { StagingArea } from "./staging-area.ts";

// Joined at once, what is told of all entities of a large tenant would take more memory than a run has.
const numbersAtOnce = 20_000;

const numbersSql = `
  select min(n) as first, max(n) as last from stage_entity where type in (select unnest(?::text[]))`;

/** Staged entities, each once, by the numbers of their keys; of two numbers, whatever condition. */
function stagedEntitiesSql(isWithin: (n: string) => string): string {
  return `
    select ${listedEntity("s", { key: "s.n", properties: "s.lasting || s.volatile" })}
    from stage_entity s
    where s.type in (select unnest(?::text[])) and ${isWithin("s.n")}
      and s.seq in (select min(seq) from stage_entity where ${isWithin("n")} group by n)`;
}

const allStagedSql = stagedEntitiesSql(() => "true");
const someStagedSql = stagedEntitiesSql((n) => `${n} between ? and ?`);

const keptEntitiesSql = `
  select ${listedEntity("e", { key: "e.key", properties: "cast(e.properties as text)" })} from entity e
  where e.type in (select unnest(?::text[])) and e.instance_id = ?
    and (e.type in (select type from keep_type)
      or ${isKeptTarget("kept_edge")}
      or e.id in (select id from entity_held))
    and not exists (select 1 from stage_entity s join stage_key k on k.n = s.n where k.key = e.key)`;

const stagedRelationshipsSql = `
  select ${listedStagedRelationship}
  from stage_relationship s join stage_type y on y.n = s.type_n
  where y.type in (select unnest(?::text[]))`;

const keptRelationshipsSql = `
  with wanted as (
    select w.type, y.n from (select unnest(?::text[]) as type) w left join stage_type y on y.type = w.type),
  kept as (
    select r.type, r.verb, f.key as from_key, t.key as to_key, cast(r.properties as text) as properties,
      w.n as type_n, kf.n as from_n, kt.n as to_n
    from relationship r
    join wanted w on w.type = r.type
    join entity f on f.id = r.from_id
    join entity t on t.id = r.to_id
    left join stage_key kf on kf.key = f.key
    left join stage_key kt on kt.key = t.key
    where r.instance_id = ?
      and (r.type in (select type from keep_type) or r.id in (select id from kept_edge)
        or r.id in (select id from relationship_held)))
  select ${listedRelationship} from kept k where not exists (
    select 1 from stage_relationship s
    where s.type_n in (select n from wanted)
      and s.type_n = k.type_n and s.from_n = k.from_n and s.to_n = k.to_n)`;

/** Which part of the graph to be is asked for. */
export interface Question extends Foreseeing {
  readonly area: StagingArea;
  readonly types: readonly string[];
  readonly names: StagedNames;
}

/** Entities that are staged, each once. */
async function* stagedOf(
  session: Session,
  types: readonly string[],
): AsyncGenerator<readonly Row[]> {
  // PostgreSQL spills what it joins, and without statistics it would take a part for a few rows.
  if (session.dialect.name === "postgres") {
    yield* session.batches(allStagedSql, [types]);
    return;
  }
  const [numbers] = await session.all(numbersSql, [types]);
  const last = Number(numbers?.["last"] ?? -1);
  for (let first = Number(numbers?.["first"] ?? 0); first <= last; first += numbersAtOnce) {
    const slice = [first, first + numbersAtOnce - 1];
    yield* session.batches(someStagedSql, [types, ...slice, ...slice]);
  }
}

async function* ask<Item>(
  { area }: Question,
  read: (session: Session) => AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  const session = await area.session();
  try {
    yield* read(session);
  } finally {
    session.close();
  }
}

/** Entities of these types as they would be. */
export function stagedEntities(question: Question): AsyncGenerator<readonly Entity[]> {
  const { area, types, instanceId, names } = question;
  const keyOf = (number: unknown): string => names.keyOf(Number(number));
  return ask(question, async function* (session) {
    if (!area.isFirst) await foreseeEntities(session, question);
    for await (const rows of stagedOf(session, types)) yield readEntities(rows, keyOf);
    if (area.isFirst) return;
    for await (const rows of session.batches(keptEntitiesSql, [types, instanceId]))
      yield readEntities(rows);
  });
}

/** Relationships of these types as they would be. Staged ones must have been settled. */
export function stagedRelationships(question: Question): AsyncGenerator<readonly Relationship[]> {
  const { area, types, instanceId, names } = question;
  return ask(question, async function* (session) {
    if (!area.isFirst) await foreseeRelationships(session, types, question);
    for await (const rows of session.batches(stagedRelationshipsSql, [types]))
      yield readStagedRelationships(rows, names);
    if (area.isFirst) return;
    for await (const rows of session.batches(keptRelationshipsSql, [types, instanceId]))
      yield readRelationships(rows);
  });
}

/** Whether entities of these types will be held back. */
export async function holdsBack({
  area,
  types,
  ...foreseeing
}: Omit<Question, "names">): Promise<boolean> {
  if (area.isFirst) return false;
  const session = await area.session();
  try {
    await foreseeEntities(session, foreseeing);
    const sql = "select 1 from entity_held where type in (select unnest(?::text[])) limit 1";
    return (await session.all(sql, [types])).length > 0;
  } finally {
    session.close();
  }
}
