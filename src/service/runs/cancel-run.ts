import { z } from "zod";
import { askToCancel } from "../../store/run-request.ts";
import { writeRunEvent } from "../../store/run-log.ts";
import { openStates } from "../../store/run-state.ts";
import { conflict } from "../instances/find-instance.ts";
import { changeVerb } from "../verb.ts";
import { findRun, runId } from "./show-runs.ts";

/** Stops a run. */
export const runsCancel = changeVerb({
  name: "runs.cancel",
  summary:
    "Stop a run: one that waits at once, one under way within moments; the graph stays as it was",
  role: "editor",
  heedsInstance: true,
  input: z.strictObject({ id: runId }),
  output: z.object({ id: z.number(), state: z.string() }),
  async run({ parts, session, caller, note }, { id }) {
    const { state, cause } = await findRun(parts.database, id, caller);
    if (!openStates.includes(state))
      throw conflict(`Run ${id} is over already: it is ${state.replaceAll("_", " ")}.`);
    if (cause === "command")
      throw conflict(`Run ${id} was begun by the command line: end it there with Ctrl+C.`);
    if (state === "applying")
      throw conflict(
        `Run ${id} is being applied, which ends within moments: it cannot be stopped now.`,
      );
    const askedOn = parts.world.clock.now();
    const reason = `${caller.name} cancelled the run. The graph is as it was before.`;
    await askToCancel(session, { id, askedOn, reason });
    if (state === "queued")
      await writeRunEvent(session, id, {
        happenedOn: askedOn,
        level: "warning",
        code: "cancelled",
        step: null,
        text: reason,
      });
    note({ object: `run ${id}` });
    return { id, state: state === "queued" ? "cancelled" : "cancelling" };
  },
});
