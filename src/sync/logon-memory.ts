import type { EpochMs } from "../base/clock.ts";
import type { Json } from "../base/json.ts";

/** What is remembered of the reading of logon users. */
interface LogonMemory {
  readonly logonReads: Map<string, EpochMs | null>;
  readonly logonAskedOn: Map<string, EpochMs>;
}

/** In place of a `lastSeenOn`: the machine was asked for, but never answered. */
const neverRead = "never";

/** Reads the memory that `packed` holds; starts empty where it does not fit. */
export function unpackLogons(packed: Json | null): LogonMemory {
  const memory: LogonMemory = { logonReads: new Map(), logonAskedOn: new Map() };
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
export function packLogons(
  memory: LogonMemory,
  { holds, isRead }: Record<"holds" | "isRead", (machineId: string) => boolean>,
): Json {
  const rows: Json[] = [];
  for (const [machine, asked] of memory.logonAskedOn) {
    const seen = isRead(machine) ? memory.logonReads.get(machine) : undefined;
    if (holds(machine)) rows.push([machine, seen === undefined ? neverRead : seen, asked]);
  }
  return rows;
}
