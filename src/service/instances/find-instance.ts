import { Failure } from "../../base/failure.ts";
import type { Database } from "../../store/database.ts";
import {
  type InstanceRow,
  type InstanceSettings,
  readInstance,
} from "../../store/instance-settings.ts";
import type { Session } from "../../store/session.ts";

/** Under which name the secret of an instance is kept. */
export function secretOwner(instanceId: number): string {
  return `instance:${instanceId}`;
}

/** An instance by its number. Throws `not_found`. */
export async function findInstance(
  on: Pick<Database | Session, "all">,
  id: number,
): Promise<InstanceRow> {
  const row = await readInstance(on, id);
  if (row !== null) return row;
  const message = `There is no instance ${id}. defender-graph instances list shows those that there are.`;
  throw new Failure(message, { code: "not_found", retryable: false });
}

/** An instance that can be worked with. Throws `not_found`, `conflict` for one that is detached or being deleted. */
export async function findActive(
  on: Pick<Database | Session, "all">,
  id: number,
): Promise<InstanceRow & { readonly settings: InstanceSettings }> {
  const row = await findInstance(on, id);
  const { settings } = row;
  if (row.deleting) throw conflict(`Instance ${id} is being deleted.`);
  if (settings !== null) return { ...row, settings };
  throw conflict(
    `Instance ${id} is detached: its data is kept, and nothing reads it. Create an instance for tenant ${row.tenantId} to go on with it.`,
  );
}

/** The state of things does not allow what was asked. */
export function conflict(message: string): Failure {
  return new Failure(message, { code: "conflict", retryable: false });
}
