import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { Database } from "./database.ts";
import { readEntity, readRecord, readRelationship } from "./stored.ts";

interface Wanted {
  readonly instanceId: number;
  readonly types: readonly string[];
}

/** Entities of an instance as they are in the graph now, in batches. */
export async function* currentEntities(
  database: Database,
  of: Wanted,
): AsyncGenerator<readonly Entity[]> {
  const sql = `
    select key, type, classes, properties from entity
    where instance_id = ? and type in (select unnest(?::text[])) order by key`;
  for await (const rows of database.stream(sql, [of.instanceId, of.types]))
    yield rows.map(readEntity);
}

/** The same with the provider's records. */
export async function* currentRecords(
  database: Database,
  of: Wanted,
): AsyncGenerator<readonly Entity[]> {
  const sql = `
    select key, type, classes, properties, raw from entity
    where instance_id = ? and type in (select unnest(?::text[])) order by key`;
  for await (const rows of database.stream(sql, [of.instanceId, of.types]))
    yield rows.map((row) => ({ ...readEntity(row), ...readRecord(row) }));
}

// Sorting all edges of a large tenant at once would take more memory than a run has: so many at a time.
const edgesAtOnce = 50_000;

const slicesOfEdges = `
  select min(from_id) as first, max(from_id) as last from (
    select from_id, sum(edges) over (order by from_id) as up_to from (
      select from_id, count(*) as edges from relationship
      where instance_id = ? and type in (select unnest(?::text[])) group by from_id) counted) summed
  group by floor(up_to / ${edgesAtOnce}) order by 1`;

const sliceOfEdges = `
  select r.type, r.verb, f.key as from_key, t.key as to_key, r.properties
  from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
  where r.instance_id = ? and r.type in (select unnest(?::text[])) and r.from_id between ? and ?
  order by r.from_id`;

/** Relationships of an instance as they are in the graph now, in batches; those from one entity follow each other. */
export async function* currentEdges(
  database: Database,
  { instanceId, types }: Wanted,
): AsyncGenerator<readonly Relationship[]> {
  for (const { first, last } of await database.all(slicesOfEdges, [instanceId, types])) {
    const values = [instanceId, types, Number(first), Number(last)];
    for await (const rows of database.stream(sliceOfEdges, values))
      yield rows.map(readRelationship);
  }
}
