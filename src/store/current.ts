import type { Entity } from "../graph/entity.ts";
import type { Database } from "./database.ts";
import { readEntity } from "./stored.ts";

/** Entities of an instance as they are in the graph now, in batches. */
export async function* currentEntities(
  database: Database,
  of: { readonly instanceId: number; readonly types: readonly string[] },
): AsyncGenerator<readonly Entity[]> {
  const sql = `
    select key, type, classes, properties from entity
    where instance_id = ? and type in (select unnest(?::text[])) order by key`;
  for await (const rows of database.stream(sql, [of.instanceId, of.types]))
    yield rows.map(readEntity);
}
