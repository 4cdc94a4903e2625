import { z } from "zod";
import { openRunOf, queueRun } from "../../store/run-request.ts";
import { changeVerb } from "../verb.ts";
import { conflict, findActive } from "./find-instance.ts";
import { instanceId } from "./instance-input.ts";
import { scheduleInstance } from "./write-instance.ts";

/** Reads an instance now. */
export const instancesRun = changeVerb({
  name: "instances.run",
  summary: "Read an instance now: the run waits for a worker and goes on after the answer",
  role: "editor",
  input: z.strictObject({
    id: instanceId,
    full: z
      .boolean()
      .default(false)
      .meta({ description: "Read everything again, also what has not advanced" }),
    confirmDeletions: z
      .boolean()
      .default(false)
      .meta({ description: "Apply deletions that an earlier run held back" }),
  }),
  output: z.object({ run: z.number(), instance: z.number() }),
  async run({ parts, session, caller, note }, { id, full, confirmDeletions }) {
    const now = parts.world.clock.now();
    const { settings, hasSecret, nextRunOn } = await findActive(session, id);
    if (!settings.enabled)
      throw conflict(`Instance ${id} is switched off. Switch it on to read it.`);
    if (!hasSecret && settings.credential !== "managedIdentity")
      throw conflict(`Instance ${id} has no secret yet. Enter the client secret's value first.`);
    const open = await openRunOf(session, id);
    if (open !== null)
      throw conflict(`Instance ${id} is being read already: run ${open} waits or is under way.`);
    const run = await queueRun(session, {
      instanceId: id,
      cause: "person",
      askedOn: now,
      askedBy: caller.name,
      full,
      confirmHeld: confirmDeletions,
    });
    // One that is due anyway is not read twice.
    if (nextRunOn !== null && nextRunOn <= now)
      await scheduleInstance(session, { id, settings }, now);
    note({ object: `instance ${id}`, details: { run: run.id, full, confirmDeletions } });
    return { run: run.id, instance: id };
  },
});
