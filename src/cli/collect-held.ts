import { Failure } from "../base/failure.ts";
import type { Desk } from "../service/desk.ts";
import { instancesList } from "../service/instances/show-instances.ts";
import { asking } from "./instance-flags.ts";
import type { World } from "./world.ts";

/** Opens a database to collect into. Where a server holds it, says how that server reads the tenant. */
export async function openToCollect(
  world: World,
  { database, tenant }: { readonly database: string; readonly tenant: string },
): Promise<Desk> {
  try {
    return await world.openDesk({ database, mode: "write" });
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.code !== "database_locked") throw failure;
    const hint = await hintOf(world, database, tenant);
    if (hint === null) throw failure;
    const { code, retryable } = failure;
    throw new Failure(`${failure.message} ${hint}`, { code, retryable, cause: failure });
  }
}

/** How the server that holds a database reads a tenant; `null` where none does. */
async function hintOf(world: World, database: string, tenant: string): Promise<string | null> {
  try {
    const desk = await world.openDesk({ database, mode: "change", isNew: false });
    if (desk.server === null) return null;
    const { items } = await desk.perform(instancesList, asking({}));
    const known = items.find(({ tenantId }) => tenantId === tenant.trim().toLowerCase());
    if (known === undefined)
      return "Or let the server read the tenant: defender-graph instances create makes an instance of it.";
    const secret = known.credential.isSet
      ? ""
      : ` (after defender-graph instances edit ${known.id} --new-secret)`;
    return `Or let the server read the tenant: defender-graph instances run ${known.id}${secret}.`;
  } catch (failure) {
    if (failure instanceof Failure) return null;
    throw failure;
  }
}
