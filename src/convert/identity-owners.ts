import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { endpointKey } from "./keys.ts";
import { lowerOf, textOf } from "./property-read.ts";

/**
 * Who owns the machines that accounts log on to. Machines meet their owners through the Entra device, so an agent
 * record that Defender merged away still has the owners of the device that it was.
 */
export class MachineOwners {
  /** Machine keys by index, and their Entra device ids. */
  readonly #machines = new Map<string, number>();
  readonly #devices: (string | undefined)[] = [];
  /** Entra device ids by `_key` of the endpoint. */
  readonly #endpoints = new Map<string, string>();
  readonly #owned: (readonly [endpoint: string, user: string])[] = [];
  /** Indexes of the machines by `_key` of the account. */
  readonly #logons = new Map<string, number[]>();

  addMachine({ key, properties }: Entity): void {
    const [id, device] = [textOf(properties, "id"), lowerOf(properties, "aadDeviceId")];
    if (id === null || device === null) return;
    this.#devices[this.#indexOf(key)] = device;
    this.#endpoints.set(endpointKey(id), device);
  }

  addOwner({ from, to }: Relationship): void {
    this.#owned.push([to, from]);
  }

  addLogon({ from, to }: Relationship): void {
    const machine = this.#indexOf(from);
    const known = this.#logons.get(to);
    if (known === undefined) this.#logons.set(to, [machine]);
    else known.push(machine);
  }

  /** Whom to ask: by account, its owners with the lowest key of the endpoints that they own. */
  ask(): (account: string) => ReadonlyMap<string, string> {
    const byDevice = this.#ownersByDevice();
    return (account) => {
      const owners = new Map<string, string>();
      for (const machine of this.#logons.get(account) ?? []) {
        for (const [user, endpoint] of byDevice.get(this.#devices[machine] ?? "") ?? []) {
          const known = owners.get(user);
          if (known === undefined || endpoint < known) owners.set(user, endpoint);
        }
      }
      return owners;
    };
  }

  #ownersByDevice(): Map<string, Map<string, string>> {
    const byDevice = new Map<string, Map<string, string>>();
    for (const [endpoint, user] of this.#owned) {
      const device = this.#endpoints.get(endpoint);
      if (device === undefined) continue;
      const owners = byDevice.get(device) ?? new Map<string, string>();
      const known = owners.get(user);
      if (known === undefined || endpoint < known) owners.set(user, endpoint);
      byDevice.set(device, owners);
    }
    return byDevice;
  }

  #indexOf(machine: string): number {
    const known = this.#machines.get(machine);
    if (known !== undefined) return known;
    const index = this.#machines.size;
    this.#machines.set(machine, index);
    return index;
  }
}
