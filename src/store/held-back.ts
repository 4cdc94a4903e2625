import type { Database } from "./database.ts";

/** The keys of the entities that edges of a type come from which are held back. */
export async function heldBackFrom(
  database: Database,
  { instanceId, type }: { readonly instanceId: number; readonly type: string },
): Promise<readonly string[]> {
  const rows = await database.all(
    `select distinct f.key from held h
    join relationship r on r.id = h.object_id
    join entity f on f.id = r.from_id
    where h.instance_id = ? and h.kind = 'relationship' and h.type = ? order by f.key`,
    [instanceId, type],
  );
  return rows.map((row) => String(row["key"]));
}
