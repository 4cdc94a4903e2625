import { Failure } from "../base/failure.ts";
import type { Desk } from "../service/desk.ts";
import { instancesList } from "../service/instances/show-instances.ts";
import type { HeldInstance } from "./collect-at-server.ts";
import { asking } from "./instance-flags.ts";
import type { World } from "./world.ts";

/** Where a tenant is to be read: into the file here, or by the server that holds it. */
export type ToCollect =
  | { readonly desk: Desk; readonly instance: null }
  | (HeldInstance & { readonly instance: number });

/** Opens a database to collect into, or the server that holds it. Throws when that server cannot read the tenant, with what to do. */
export async function openToCollect(
  world: World,
  { database, tenant }: { readonly database: string; readonly tenant: string },
): Promise<ToCollect> {
  try {
    return { desk: await world.openDesk({ database, mode: "write" }), instance: null };
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.code !== "database_locked") throw failure;
    const found = await atServer(world, database, tenant);
    if (found === null) throw failure;
    if (!("hint" in found)) return found;
    const { code, retryable } = failure;
    throw new Failure(`${failure.message} ${found.hint}`, { code, retryable, cause: failure });
  }
}

/** The tenant's instance at the server that holds a database, or what is missing there; `null` where no server does. */
async function atServer(
  world: World,
  database: string,
  tenant: string,
): Promise<HeldInstance | { readonly hint: string } | null> {
  try {
    const desk = await world.openDesk({ database, mode: "change", isNew: false });
    if (desk.server === null) {
      await desk.close();
      return null;
    }
    const { items } = await desk.perform(instancesList, asking({}));
    const known = items.find(({ tenantId }) => tenantId === tenant.trim().toLowerCase());
    if (known === undefined)
      return {
        hint: "Or let the server read the tenant: defender-graph instances create makes an instance of it.",
      };
    if (known.credential.isSet) return { desk, instance: known.id };
    return {
      hint: `Or let the server read the tenant: defender-graph instances run ${known.id} (after defender-graph instances edit ${known.id} --new-secret).`,
    };
  } catch (failure) {
    if (failure instanceof Failure) return null;
    throw failure;
  }
}
