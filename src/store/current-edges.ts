import type { Relationship } from "../graph/relationship.ts";
import type { Database } from "./database.ts";
import { listedRelationship, readRelationships } from "./listed.ts";
import { readPicked } from "./stored.ts";

interface Wanted {
  readonly instanceId: number;
  readonly types: readonly string[];
}

// Sorting all edges of a large tenant at once would take more memory than a run has: so many at a time.
const edgesAtOnce = 50_000;

const slicesOfEdges = `
  select min(from_id) as first, max(from_id) as last from (
    select from_id, sum(edges) over (order by from_id) as up_to from (
      select from_id, count(*) as edges from relationship
      where instance_id = ? and type in (select unnest(?::text[])) group by from_id) counted) summed
  group by floor(up_to / ${edgesAtOnce}) order by 1`;

const edges = (isWanted: string): string => `
  select ${listedRelationship} from (
    select r.type, r.verb, f.key as from_key, t.key as to_key, cast(r.properties as text) as properties, r.from_id
    from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
    where r.instance_id = ? and r.type in (select unnest(?::text[])) and ${isWanted}) wanted
  order by from_id`;

const sliceOfEdges = edges("r.from_id between ? and ?");

/** Relationships of an instance as they are in the graph now, in batches; those from one entity follow each other. */
export async function* currentEdges(
  database: Database,
  { instanceId, types }: Wanted,
): AsyncGenerator<readonly Relationship[]> {
  for (const { first, last } of await database.all(slicesOfEdges, [instanceId, types])) {
    const values = [instanceId, types, Number(first), Number(last)];
    for await (const rows of database.stream(sliceOfEdges, values)) yield readRelationships(rows);
  }
}

// Their edges are so many that sorting them takes little memory.
const originsAtOnce = 300;

const idsOfKeys = `
  select id from entity
  where instance_id = ? and key in (select unnest(?::text[])) order by id`;

const edgesOfOrigins = edges("r.from_id in (select unnest(?::bigint[]))");

/** The same of those that leave entities with these keys. */
export async function* currentEdgesFrom(
  database: Database,
  { instanceId, types, from }: Wanted & { readonly from: Iterable<string> },
): AsyncGenerator<readonly Relationship[]> {
  const ids = await database.all(idsOfKeys, [instanceId, [...from]]);
  for (let first = 0; first < ids.length; first += originsAtOnce) {
    const some = ids.slice(first, first + originsAtOnce).map((row) => Number(row["id"]));
    for await (const rows of database.stream(edgesOfOrigins, [instanceId, types, some]))
      yield readRelationships(rows);
  }
}

const origins = `
  select key from entity where id in (
    select from_id from relationship
    where instance_id = ? and type in (select unnest(?::text[])))
  order by key`;

/** The keys of entities that relationships leave. */
export async function currentOrigins(
  database: Database,
  { instanceId, types }: Wanted,
): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const rows of database.stream(origins, [instanceId, types]))
    for (const row of rows) keys.push(String(row["key"]));
  return keys;
}

/** Of which relationships what is asked for. */
export interface Sayings extends Wanted {
  /** The properties of interest. */
  readonly names: readonly string[];
  /** The keys of entities whose relationships are left out. */
  readonly butFrom: Iterable<string>;
}

/** What relationships say of the entities that they reach: each thing once, whatever number of relationships says it. */
export async function* currentSayings(
  database: Database,
  { instanceId, types, names, butFrom }: Sayings,
): AsyncGenerator<readonly Omit<Relationship, "from">[]> {
  const { pickedOf } = database.dialect;
  const sql = `
    with said as (
      select type, verb, to_id, ${pickedOf("properties", names)} as picked from relationship
      where instance_id = ? and type in (select unnest(?::text[])) and from_id not in (
        select id from entity where instance_id = ? and key in (select unnest(?::text[])))
      group by 1, 2, 3, 4)
    select said.type, said.verb, t.key as to_key, said.picked
    from said join entity t on t.id = said.to_id`;
  const values = [instanceId, types, instanceId, [...butFrom]];
  for await (const rows of database.stream(sql, values))
    yield rows.map((row) => ({
      type: String(row["type"]),
      verb: String(row["verb"]),
      to: String(row["to_key"]),
      properties: readPicked(row["picked"], names),
    }));
}
