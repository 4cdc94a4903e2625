import { z } from "zod";
import { Failure } from "../../base/failure.ts";
import type { Database } from "../../store/database.ts";
import { listRunEvents, listRunSteps } from "../../store/run-log.ts";
import { listRuns, type RunRow } from "../../store/run-list.ts";
import { runStates } from "../../store/run-state.ts";
import { type Caller, refuseOtherInstance } from "../caller.ts";
import { cutPage, pageInput, pageOf } from "../paging.ts";
import { readVerb } from "../verb.ts";
import { instanceId } from "../instances/instance-input.ts";
import { runView, runViewOf } from "./run-view.ts";
import { stepView, stepViewOf } from "./step-view.ts";

/** Runs, latest first. */
export const runsList = readVerb({
  name: "runs.list",
  summary: "Runs, latest first",
  role: "viewer",
  heedsInstance: true,
  input: z.strictObject({
    instance: instanceId.optional(),
    state: z.enum(runStates).optional(),
    ...pageInput,
  }),
  output: pageOf(runView),
  async run({ parts, caller }, { instance, state, cursor, limit }) {
    if (instance !== undefined) refuseOtherInstance(caller, instance);
    const rows = await listRuns(parts.database, {
      instanceId: instance ?? caller.instanceId,
      state,
      before: cursor ?? null,
      limit: limit + 1,
    });
    return cutPage(rows.map(runViewOf), limit);
  },
});

/** A run by its number, for who may see it. Throws `not_found`, `forbidden`. */
export async function findRun(database: Database, id: number, caller: Caller): Promise<RunRow> {
  const [row] = await listRuns(database, { id, before: null, limit: 1 });
  // Who may see one instance is not told whether there is a run of another.
  refuseOtherInstance(caller, row?.instanceId);
  if (row !== undefined) return row;
  const message = `There is no run ${id}. defender-graph runs shows those that there are.`;
  throw new Failure(message, { code: "not_found", retryable: false });
}

/** The number of one run. */
export const runId = instanceId;

/** One run with its steps: what failed, in which call, and what to do. */
export const runsGet = readVerb({
  name: "runs.get",
  summary: "One run with its steps: what came, what failed in which call, and what to do about it",
  role: "viewer",
  heedsInstance: true,
  input: z.strictObject({ id: runId }),
  output: runView.extend({ steps: z.array(stepView), report: z.looseObject({}).nullable() }),
  async run({ parts: { database, world }, caller }, { id }) {
    const row = await findRun(database, id, caller);
    const now = world.clock.now();
    const steps = (await listRunSteps(database, id)).map((step) => stepViewOf(step, now));
    const report = row.report === null ? null : z.looseObject({}).parse(JSON.parse(row.report));
    return { ...runViewOf(row), steps, report };
  },
});

/** One thing that happened in a run. */
const runEventView = z.object({
  id: z.number(),
  happenedOn: z.number(),
  level: z.enum(["info", "warning", "error"]),
  code: z.string(),
  step: z.string().nullable(),
  text: z.string(),
});

/** What happened in a run, oldest first. */
export const runsEvents = readVerb({
  name: "runs.events",
  summary:
    "What happened in a run, oldest first; with Accept: text/event-stream it is told live, as server-sent events",
  role: "viewer",
  heedsInstance: true,
  input: z.strictObject({ id: runId, ...pageInput }),
  output: z.object({ items: z.array(runEventView), next: z.number().nullable() }),
  async run({ parts: { database }, caller }, { id, cursor, limit }) {
    await findRun(database, id, caller);
    const after = cursor ?? 0;
    const events = await listRunEvents(database, { runId: id, after, limit: limit + 1 });
    const items = events.slice(0, limit);
    return { items, next: events.length > limit ? (items.at(-1)?.id ?? null) : null };
  },
});
