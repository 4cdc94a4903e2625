import type { Json } from "../base/json.ts";
import type { Database } from "../store/database.ts";
import type { Instance } from "../store/instance.ts";
import { forgetStates, recallStates, rememberText } from "../store/state.ts";

const beginning = "checkpoint:";

/** What a run that is not yet applied leaves for the next, should it be interrupted. */
export interface Checkpoints {
  /** What interrupted runs left under a name. */
  load(name: string): Promise<readonly Json[]>;
  /** Leaves a further piece: JSON text. */
  add(name: string, text: string): Promise<void>;
}

/** The checkpoints of an instance; `runId` keeps the pieces of runs apart. */
export function checkpointsOf(
  database: Database,
  { id: instanceId }: Instance,
  runId: number,
): Checkpoints {
  let pieces = 0;
  return {
    load: (name) => recallStates(database, instanceId, `${beginning}${name}:`),
    async add(name, text) {
      pieces += 1;
      const place = `${String(runId).padStart(9, "0")}:${String(pieces).padStart(6, "0")}`;
      await rememberText(database, { instanceId, name: `${beginning}${name}:${place}`, text });
    },
  };
}

/** A run was applied: what it left is in the graph. */
export function clearCheckpoints(database: Database, { id }: Instance): Promise<void> {
  return forgetStates(database, id, beginning);
}
