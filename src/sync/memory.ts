import type { EpochMs } from "../base/clock.ts";
import type { Json } from "../base/json.ts";
import { machineKey } from "../convert/keys.ts";
import { relationshipTypes } from "../convert/types.ts";
import type { Database } from "../store/database.ts";
import type { Instance } from "../store/instance.ts";
import { heldBackFrom } from "../store/held-back.ts";
import { recallState, rememberState } from "../store/state.ts";
import type { Held } from "./held.ts";

/** What one run leaves for the next: written only after the run's graph was applied. */
export interface Memory {
  /** Per machine, the `lastSeenOn` that its logon users were last read at; `null` where Defender gave none. */
  readonly logonReads: Map<string, EpochMs | null>;
  /** Per machine, when its logon users were last asked for, answered or not. */
  readonly logonAskedOn: Map<string, EpochMs>;
  /** Whether the findings in the graph came from the export or from a source that tells less; `null` before any. */
  findingSource: "rich" | "poor" | null;
  /** The machine whose missing updates were asked for last. */
  missingUpdatesAfter?: string | undefined;
}

/** In place of a `lastSeenOn`: the machine was asked for, but never answered. */
const neverRead = "never";

/** Reads the memory that `packed` holds; starts empty where it does not fit. */
function unpackMemory(packed: Json | null): Memory {
  const memory: Memory = { logonReads: new Map(), logonAskedOn: new Map(), findingSource: null };
  if (!Array.isArray(packed)) return memory;
  for (const row of packed) {
    if (!Array.isArray(row)) continue;
    const [machine, seen, read] = row;
    if (typeof machine !== "string" || typeof read !== "number") continue;
    if (seen !== neverRead) memory.logonReads.set(machine, typeof seen === "number" ? seen : null);
    memory.logonAskedOn.set(machine, read);
  }
  return memory;
}

/** One `[machine, lastSeenOn, askedOn]` per machine that is still held; those not `isRead` count as never read. */
function packMemory(
  memory: Memory,
  { holds, isRead }: Record<"holds" | "isRead", (machineId: string) => boolean>,
): Json {
  const rows: Json[] = [];
  for (const [machine, asked] of memory.logonAskedOn) {
    const seen = isRead(machine) ? memory.logonReads.get(machine) : undefined;
    if (holds(machine)) rows.push([machine, seen === undefined ? neverRead : seen, asked]);
  }
  return rows;
}

const logonReads = "logon_reads";
const findingSource = "finding_source";
const missingUpdatesAfter = "missing_updates_after";

/** What the last applied run of an instance left. */
export async function loadMemory(database: Database, instance: Instance): Promise<Memory> {
  const memory = unpackMemory(await recallState(database, instance.id, logonReads));
  const source = await recallState(database, instance.id, findingSource);
  if (source === "rich" || source === "poor") memory.findingSource = source;
  const after = await recallState(database, instance.id, missingUpdatesAfter);
  if (typeof after === "string") memory.missingUpdatesAfter = after;
  return memory;
}

/** Leaves it for the next run. Called after the run's graph was applied: forgetting is safe, lying is not. */
export async function saveMemory(
  database: Database,
  instance: Instance,
  { memory, held }: { readonly memory: Memory; readonly held: Held },
): Promise<void> {
  const { id: instanceId } = instance;
  const type = relationshipTypes.machineHasLogonUser.type;
  // Whether they are gone is for the next reading to say.
  const doubtful = new Set(await heldBackFrom(database, { instanceId, type }));
  const value = packMemory(memory, {
    holds: (id) => held.machines.has(id),
    isRead: (id) => !doubtful.has(machineKey(id)),
  });
  await rememberState(database, { instanceId, name: logonReads, value });
  await rememberState(database, { instanceId, name: findingSource, value: memory.findingSource });
  if (memory.missingUpdatesAfter !== undefined) {
    const after = memory.missingUpdatesAfter;
    await rememberState(database, { instanceId, name: missingUpdatesAfter, value: after });
  }
}
