import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { type Foreseeing, foreseeEntities, foreseeRelationships } from "./foresight.ts";
import { isKeptTarget } from "./kept.ts";
import { listedEntity, listedRelationship, readEntities, readRelationships } from "./listed.ts";
import type { Row, Session } from "./session.ts";
import type { StagingArea } from "./staging-area.ts";

// Joined at once, what is told of all entities of a large tenant would take more memory than a run has.
const numbersAtOnce = 20_000;

const numbersSql = "select min(n) as first, max(n) as last from stage_entity";

/** Staged entities, each once; of three numbers, whatever condition. */
function stagedEntitiesSql(isWithin: (n: string) => string): string {
  return `
    select ${listedEntity("s", { key: "k.key", properties: "s.lasting || s.volatile" })}
    from stage_entity s join stage_key k on k.n = s.n
    where s.type in (select unnest(?::text[])) and ${isWithin("s.n")} and ${isWithin("k.n")}
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
  select ${listedRelationship} from staged
  union all
  select ${listedRelationship} from kept k where not exists (
    select 1 from staged s where s.type = k.type and s.from_key = k.from_key and s.to_key = k.to_key)`;

/** Which part of the graph to be is asked for. */
export interface Question extends Foreseeing {
  readonly area: StagingArea;
  readonly types: readonly string[];
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
  const [numbers] = await session.all(numbersSql);
  const last = Number(numbers?.["last"] ?? -1);
  for (let first = Number(numbers?.["first"] ?? 0); first <= last; first += numbersAtOnce) {
    const slice = [first, first + numbersAtOnce - 1];
    yield* session.batches(someStagedSql, [types, ...slice, ...slice, ...slice]);
  }
}

async function* ask(
  { area }: Question,
  read: (session: Session) => AsyncGenerator<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  const session = await area.session();
  try {
    yield* read(session);
  } finally {
    session.close();
  }
}

/** Entities of these types as they would be. */
export async function* stagedEntities(question: Question): AsyncGenerator<readonly Entity[]> {
  const { types, instanceId } = question;
  const read = async function* (session: Session): AsyncGenerator<readonly Row[]> {
    await foreseeEntities(session, question);
    yield* stagedOf(session, types);
    yield* session.batches(keptEntitiesSql, [types, instanceId]);
  };
  for await (const rows of ask(question, read)) yield readEntities(rows);
}

/** Relationships of these types as they would be. Staged ones must have been settled. */
export async function* stagedRelationships(
  question: Question,
): AsyncGenerator<readonly Relationship[]> {
  const { types, instanceId } = question;
  const read = async function* (session: Session): AsyncGenerator<readonly Row[]> {
    await foreseeRelationships(session, types, question);
    yield* session.batches(relationshipsSql, [types, instanceId]);
  };
  for await (const rows of ask(question, read)) yield readRelationships(rows);
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
