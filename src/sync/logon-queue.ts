import type { Held, HeldMachine } from "./held.ts";
import type { Memory } from "./memory.ts";

/** Which machines to ask for their logon users, and which keep what they had. */
export interface LogonPlan {
  /** Never asked first, then the one asked longest ago: who did not answer last time must not stand before the others. */
  readonly read: readonly HeldMachine[];
  /** Machines whose last report is the one that was read already. */
  readonly unchanged: readonly string[];
}

function advanced(machine: HeldMachine, memory: Memory): boolean {
  const seen = memory.logonReads.get(machine.id);
  if (seen === undefined) return true;
  return machine.lastSeenOn !== null && (seen === null || machine.lastSeenOn > seen);
}

/** Plans the reading of logon users: no bulk endpoint exists, so each call must be worth it. */
export function planLogons(held: Held, memory: Memory, full: boolean): LogonPlan {
  const read: HeldMachine[] = [];
  const unchanged: string[] = [];
  for (const machine of held.machines.values()) {
    if (full || advanced(machine, memory)) read.push(machine);
    else unchanged.push(machine.id);
  }
  const askedOn = (machine: HeldMachine): number => memory.logonAskedOn.get(machine.id) ?? 0;
  const rank = (machine: HeldMachine): number => (machine.onboarded ? 0 : 1);
  read.sort((a, b) => askedOn(a) - askedOn(b) || rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  return { read, unchanged };
}
