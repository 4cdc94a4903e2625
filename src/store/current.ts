import type { Entity } from "../graph/entity.ts";
import type { Database } from "./database.ts";
import { listedEntity, readEntities } from "./listed.ts";
import { readEntity, readRecord } from "./stored.ts";

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
    select ${listedEntity("e", { key: "e.key", properties: "cast(e.properties as text)" })} from entity e
    where instance_id = ? and type in (select unnest(?::text[])) order by key`;
  for await (const rows of database.stream(sql, [of.instanceId, of.types]))
    yield readEntities(rows);
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
