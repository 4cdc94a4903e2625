import type { EpochMs } from "../base/clock.ts";
import type { MemberChange } from "../microsoft/group.ts";

/** The little that later steps need to know of a machine. */
export interface HeldMachine {
  readonly id: string;
  readonly computerDnsName: string | null;
  readonly lastSeenOn: EpochMs | null;
  readonly onboarded: boolean;
  readonly merged: boolean;
  /** Of its Entra device, in lower case. */
  readonly aadDeviceId: string | null;
}

/** How groups were read. */
interface GroupReading {
  /** Where the next reading of changes begins; `null` where Graph did not tell. */
  readonly place: string | null;
  /** When all groups were read last. */
  readonly fullOn: EpochMs;
  /** By group, who came or left since the last reading; `null` where members of all groups are to be read. */
  readonly members: ReadonlyMap<string, readonly MemberChange[]> | null;
}

/** What the steps of one run have learnt so far: ids, not records, so that memory stays small. */
export interface Held {
  /** Tenant id that account relationships start from. */
  tenantId: string;
  readonly userIds: Set<string>;
  readonly groupIds: Set<string>;
  /** What was learnt of groups and waits for their members. */
  groupReading: GroupReading | null;
  readonly machines: Map<string, HeldMachine>;
  /** Machine ids that have an endpoint, by Entra device id in lower case. */
  readonly machinesByAadDeviceId: Map<string, string[]>;
}

/** Nothing learnt yet. */
export function nothingHeld(tenantId: string): Held {
  return {
    tenantId,
    userIds: new Set(),
    groupIds: new Set(),
    groupReading: null,
    machines: new Map(),
    machinesByAadDeviceId: new Map(),
  };
}

/** Notes a machine, and its Entra device when it has an endpoint. */
export function holdMachine(held: Held, machine: HeldMachine): void {
  if (held.machines.has(machine.id)) return;
  const aadDeviceId = machine.aadDeviceId?.trim().toLowerCase() || null;
  held.machines.set(machine.id, { ...machine, aadDeviceId });
  if (aadDeviceId === null || machine.merged) return;
  const known = held.machinesByAadDeviceId.get(aadDeviceId);
  if (known === undefined) held.machinesByAadDeviceId.set(aadDeviceId, [machine.id]);
  else known.push(machine.id);
}
