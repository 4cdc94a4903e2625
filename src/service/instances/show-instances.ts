import { z } from "zod";
import { listInstanceRows } from "../../store/instance-settings.ts";
import { listLastRuns, listRuns } from "../../store/run-list.ts";
import { countInstance } from "../../store/delete-instance.ts";
import type { DeskParts } from "../desk-parts.ts";
import { readVerb } from "../verb.ts";
import { findInstance } from "./find-instance.ts";
import { instanceId } from "./instance-input.ts";
import { type InstanceView, instanceView, viewOf } from "./instance-view.ts";

/** Every instance with its last run. */
export const instancesList = readVerb({
  name: "instances.list",
  summary: "Every instance (a tenant that is read) with its last run, oldest first",
  role: "viewer",
  heedsInstance: true,
  input: z.strictObject({}),
  output: z.object({ items: z.array(instanceView) }),
  async run({ parts: { database, world }, caller }) {
    const only = caller.instanceId;
    const all = await listInstanceRows(database);
    const rows = only === undefined ? all : all.filter(({ id }) => id === only);
    const runs = await listLastRuns(database);
    const now = world.clock.now();
    return { items: rows.map((row) => viewOf(row, { run: runs.get(row.id) ?? null, now })) };
  },
});

/** One instance as the doors show it. Throws `not_found`. */
async function showInstance({ database, world }: DeskParts, id: number): Promise<InstanceView> {
  const row = await findInstance(database, id);
  const [run = null] = await listRuns(database, { instanceId: id, before: null, limit: 1 });
  return viewOf(row, { run, now: world.clock.now() });
}

/** One instance. */
export const instancesGet = readVerb({
  name: "instances.get",
  summary: "One instance, with what it holds: what goes when it is deleted with its data",
  role: "viewer",
  input: z.strictObject({ id: instanceId }),
  output: instanceView.extend({
    holds: z.object({
      entities: z.number(),
      relationships: z.number(),
      versions: z.number(),
      changes: z.number(),
      runs: z.number(),
    }),
  }),
  async run({ parts }, { id }) {
    const shown = await showInstance(parts, id);
    return { ...shown, holds: await countInstance(parts.database, id) };
  },
});
