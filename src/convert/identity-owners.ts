import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import { interner } from "./interner.ts";
import { endpointKey } from "./keys.ts";
import { lowerOf, textOf } from "./property-read.ts";

/** Keys of users with the lowest of the endpoints that each owns. */
type Owners = Map<string, string>;

function note(owners: Owners, user: string, endpoint: string): void {
  const known = owners.get(user);
  if (known === undefined || endpoint < known) owners.set(user, endpoint);
}

/**
 * Who owns the machines that accounts log on to. Machines meet their owners through the Entra device, so an agent
 * record that Defender merged away still has the owners of the device that it was.
 */
export class MachineOwners {
  /** Entra device ids by `_key` of the machine, and of its endpoint. */
  readonly #devices = new Map<string, string>();
  readonly #endpoints = new Map<string, string>();
  readonly #owned: (readonly [endpoint: string, user: string])[] = [];
  /** Keys of the machines by `_key` of the account. */
  readonly #logons = new Map<string, string[]>();
  readonly #same = interner();

  addMachine({ key, properties }: Entity): void {
    const [id, device] = [textOf(properties, "id"), lowerOf(properties, "aadDeviceId")];
    if (id === null || device === null) return;
    this.#devices.set(key, device);
    this.#endpoints.set(endpointKey(id), device);
  }

  addOwner({ from, to }: Relationship): void {
    this.#owned.push([to, from]);
  }

  addLogon({ from, to }: Relationship): void {
    const machines = this.#logons.get(to);
    if (machines === undefined) this.#logons.set(to, [this.#same(from)]);
    else machines.push(this.#same(from));
  }

  /** Whom to ask: by account, its owners with the lowest key of the endpoints that they own. */
  ask(): (account: string) => ReadonlyMap<string, string> {
    const byDevice = this.#ownersByDevice();
    const devicesOf = (account: string): Set<string | undefined> =>
      new Set(this.#logons.get(account)?.map((machine) => this.#devices.get(machine)));
    return (account) => {
      const owners: Owners = new Map();
      for (const device of devicesOf(account)) {
        if (device === undefined) continue;
        for (const [user, endpoint] of byDevice.get(device) ?? []) note(owners, user, endpoint);
      }
      return owners;
    };
  }

  #ownersByDevice(): ReadonlyMap<string, Owners> {
    const byDevice = new Map<string, Owners>();
    for (const [endpoint, user] of this.#owned) {
      const device = this.#endpoints.get(endpoint);
      if (device === undefined) continue;
      const owners = byDevice.get(device);
      if (owners === undefined) byDevice.set(device, new Map([[user, endpoint]]));
      else note(owners, user, endpoint);
    }
    return byDevice;
  }
}
