import type { Database } from "./database.ts";

/** The types of which the brake holds back deletions of an instance. */
export async function heldTypes(
  database: Database,
  instanceId: number,
): Promise<ReadonlySet<string>> {
  const rows = await database.all("select distinct type from held where instance_id = ?", [
    instanceId,
  ]);
  return new Set(rows.map((row) => String(row["type"])));
}
