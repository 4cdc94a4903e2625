import type { EpochMs } from "../base/clock.ts";

/** The little that later steps need to know of a machine. */
export interface HeldMachine {
  readonly id: string;
  readonly computerDnsName: string | null;
  readonly lastSeenOn: EpochMs | null;
  readonly onboarded: boolean;
  readonly merged: boolean;
}

/** What the steps of one run have learnt so far: ids, not records, so that memory stays small. */
export interface Held {
  /** Tenant id that account relationships start from. */
  tenantId: string;
  readonly userIds: Set<string>;
  readonly groupIds: Set<string>;
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
    machines: new Map(),
    machinesByAadDeviceId: new Map(),
  };
}

/** Notes a machine, and its Entra device when it has an endpoint. */
export function holdMachine(
  held: Held,
  machine: HeldMachine & { readonly aadDeviceId: string | null },
): void {
  const { aadDeviceId, ...kept } = machine;
  if (held.machines.has(kept.id)) return;
  held.machines.set(kept.id, kept);
  if (aadDeviceId === null || kept.merged) return;
  const key = aadDeviceId.toLowerCase();
  const known = held.machinesByAadDeviceId.get(key);
  if (known === undefined) held.machinesByAadDeviceId.set(key, [kept.id]);
  else known.push(kept.id);
}
