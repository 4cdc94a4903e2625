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

/** Relationships of an instance as they are in the graph now, in batches; those from one entity follow each other. */
export async function* currentEdges(
  database: Database,
  of: Wanted,
): AsyncGenerator<readonly Relationship[]> {
  const sql = `
    select r.type, r.verb, f.key as from_key, t.key as to_key, r.properties
    from relationship r join entity f on f.id = r.from_id join entity t on t.id = r.to_id
    where r.instance_id = ? and r.type in (select unnest(?::text[])) order by r.from_id`;
  for await (const rows of database.stream(sql, [of.instanceId, of.types]))
    yield rows.map(readRelationship);
}
