import type { Database } from "./database.ts";

/** How many entities and relationships of these types an instance has now. */
export async function countCurrent(
  database: Database,
  of: { readonly instanceId: number; readonly types: readonly string[] },
): Promise<number> {
  const wanted = "instance_id = ? and type in (select unnest(?::text[]))";
  const rows = await database.all(
    `select (select count(*) from entity where ${wanted}) + (select count(*) from relationship where ${wanted}) as count`,
    [of.instanceId, of.types, of.instanceId, of.types],
  );
  return Number(rows[0]?.["count"] ?? 0);
}
