import type { Database } from "../store/database.ts";
import { listInstances } from "../store/instance.ts";
import { lastRunOf } from "../store/run.ts";
import type { InstanceStatus } from "./service.ts";

/** Every instance with its last run. */
export async function statusOf(database: Database): Promise<readonly InstanceStatus[]> {
  const instances = await listInstances(database);
  return Promise.all(
    instances.map(async ({ id, tenantId, accountName }) => {
      const run = await lastRunOf(database, id);
      return { id, tenantId, accountName, lastRun: run };
    }),
  );
}
