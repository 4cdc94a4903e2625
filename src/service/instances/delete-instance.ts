import { z } from "zod";
import { askToDelete, countInstance } from "../../store/delete-instance.ts";
import { dropSchedule } from "../../store/instance-schedule.ts";
import { dropSettings } from "../../store/instance-settings.ts";
import { askToCancel, openRunOf } from "../../store/run-request.ts";
import { dropSecret } from "../../store/secret.ts";
import { changeVerb } from "../verb.ts";
import { conflict, findInstance, secretOwner } from "./find-instance.ts";
import { instanceId } from "./instance-input.ts";

/** Deletes an instance, with its data or without. */
export const instancesDelete = changeVerb({
  name: "instances.delete",
  summary:
    "Delete an instance with its secret; with data=delete also everything that was read, with data=keep the graph and its history stay",
  role: "administrator",
  input: z.strictObject({
    id: instanceId,
    data: z.enum(["keep", "delete"], {
      error: "say what becomes of what was read: keep or delete",
    }),
  }),
  output: z.object({
    id: z.number(),
    data: z.enum(["keep", "delete"]),
    entities: z.number(),
    relationships: z.number(),
    versions: z.number(),
  }),
  async run({ parts, session, note }, { id, data }) {
    const now = parts.world.clock.now();
    const row = await findInstance(session, id);
    if (row.deleting) throw conflict(`Instance ${id} is being deleted already.`);
    if (row.settings === null && data === "keep")
      throw conflict(`Instance ${id} is detached already: only its data is left to delete.`);
    const { entities, relationships, versions } = await countInstance(session, id);
    const open = await openRunOf(session, id);
    const reason = "The instance was deleted.";
    if (open !== null) await askToCancel(session, { id: open, askedOn: now, reason });
    await dropSecret(session, secretOwner(id));
    await dropSchedule(session, id);
    if (data === "keep") await dropSettings(session, id);
    else await askToDelete(session, id, now);
    note({ object: `instance ${id}`, details: { data, tenantId: row.tenantId, entities } });
    return { id, data, entities, relationships, versions };
  },
});
