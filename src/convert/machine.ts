import type { Entity } from "../graph/entity.ts";
import type { Relationship } from "../graph/relationship.ts";
import type { AntivirusState } from "../microsoft/antivirus.ts";
import type { Machine } from "../microsoft/machine.ts";
import { adaptersOf } from "./adapters.ts";
import type { Converted } from "./converted.ts";
import { edge } from "./edge.ts";
import { accountKey, endpointKey, machineKey } from "./keys.ts";
import { type MachineFacts, endpointTable, machineTable } from "./machine-properties.ts";
import { propertiesBy } from "./property.ts";
import { entityTypes, relationshipTypes } from "./types.ts";

const machineProperties = propertiesBy(machineTable);
const endpointProperties = propertiesBy(endpointTable);

export { antivirusProperties } from "./machine-properties.ts";

/** What a machine's row alone does not tell. */
export interface MachineContext {
  readonly tenantId: string;
  readonly antivirus?: AntivirusState | undefined;
  /** The machine that this one lives on in, `null` where that is unknown; asked for merged machines only. */
  survivorOf(id: string): string | null;
}

/** One row's part in the merging of machines. */
export interface MergePair {
  readonly id: string;
  readonly mergedIntoMachineId: string | null;
}

/** Finds the machine that is left at the end of a chain of mergers: `null` for a loop and for a machine not listed. */
export function survivors(pairs: Iterable<MergePair>): (id: string) => string | null {
  const mergedInto = new Map<string, string | null>();
  for (const { id, mergedIntoMachineId } of pairs) {
    if (!mergedInto.has(id)) mergedInto.set(id, mergedIntoMachineId);
  }
  return (id) => {
    let here = id;
    // A chain visits each machine at most once, so a longer walk is a loop.
    for (let steps = 0; steps <= mergedInto.size; steps++) {
      const next = mergedInto.get(here);
      if (next === undefined) return null;
      if (next === null) return here;
      here = next;
    }
    return null;
  };
}

function endpointIdOf(machine: Machine, context: MachineContext): string | null {
  return machine.mergedIntoMachineId === null ? machine.id : context.survivorOf(machine.id);
}

/** A Defender machine with its device; a merged one has no device of its own and manages the survivor's. */
export function machineOf(machine: Machine, context: MachineContext): Converted {
  const facts: MachineFacts = {
    machine,
    antivirus: context.antivirus ?? null,
    adapters: adaptersOf(machine.ipAddresses),
  };
  const key = machineKey(machine.id);
  const entities: Entity[] = [
    {
      key,
      type: entityTypes.machine.type,
      classes: entityTypes.machine.classes,
      properties: machineProperties(facts),
      raw: machine.raw,
    },
  ];
  if (machine.mergedIntoMachineId === null) {
    entities.push({
      key: endpointKey(machine.id),
      type: entityTypes.endpoint.type,
      classes: entityTypes.endpoint.classes,
      properties: endpointProperties(facts),
      raw: machine.raw,
    });
  }
  const relationships: Relationship[] = [
    edge(relationshipTypes.accountHasMachine, { from: accountKey(context.tenantId), to: key }),
  ];
  const endpointId = endpointIdOf(machine, context);
  if (endpointId !== null) {
    relationships.push(
      edge(relationshipTypes.machineManagesEndpoint, { from: key, to: endpointKey(endpointId) }),
    );
  }
  return { entities, relationships };
}
