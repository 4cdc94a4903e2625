import { entityTypes } from "../convert/types.ts";
import { Failure } from "../base/failure.ts";
import { antivirusProperties } from "../convert/machine.ts";
import type { Entity, Properties, PropertyValue } from "../graph/entity.ts";
import type { AntivirusState } from "../microsoft/antivirus.ts";
import { walk } from "./collections.ts";
import { isLasting } from "./lasting.ts";
import type { StepContext } from "./step.ts";

/** What is known about the antivirus of each machine when the machines are converted. */
export interface AntivirusFacts {
  state(machineId: string): AntivirusState | undefined;
  /** Puts back what an earlier run knew, where this run could not ask. */
  complement(entity: Entity): Entity;
  /** Why the facts are not whole; `null` when they are. */
  readonly problem: string | null;
  /** The tenant may have no such facts at all: machines are complete without them. */
  readonly isOptional: boolean;
}

function antivirusOf(properties: Properties): Properties {
  const known: [string, PropertyValue][] = [];
  for (const name of antivirusProperties) {
    const value = properties[name];
    if (value !== undefined) known.push([name, value]);
  }
  return Object.fromEntries(known);
}

async function earlierFacts(context: StepContext): Promise<Map<string, Properties>> {
  const earlier = new Map<string, Properties>();
  for await (const entities of context.previous([entityTypes.machine.type])) {
    for (const { key, properties } of entities) earlier.set(key, antivirusOf(properties));
  }
  return earlier;
}

async function factsWithout(
  context: StepContext,
  states: ReadonlyMap<string, AntivirusState>,
  gap: Pick<AntivirusFacts, "problem" | "isOptional">,
): Promise<AntivirusFacts> {
  const earlier = await earlierFacts(context);
  return {
    state: (id) => states.get(id),
    complement: (entity) => ({
      ...entity,
      properties: { ...earlier.get(entity.key), ...entity.properties },
    }),
    ...gap,
  };
}

/** Reads the antivirus health of all machines in bulk; falls back to what the graph already holds. */
export async function readAntivirus(context: StepContext): Promise<AntivirusFacts> {
  const states = new Map<string, AntivirusState>();
  const take = async (items: readonly AntivirusState[]): Promise<void> => {
    for (const item of items) states.set(item.machineId, { ...item, raw: {} });
  };
  try {
    const listing = context.tenant.antivirus();
    await walk(context, { listing, counter: { count: 0 }, quiet: true, take });
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const gap = { problem: failure.message, isOptional: isLasting(failure) };
    return factsWithout(context, states, gap);
  }
  if (states.size === 0) {
    return factsWithout(context, states, { problem: "The answer was empty.", isOptional: true });
  }
  const complement = (entity: Entity): Entity => entity;
  return { state: (id) => states.get(id), complement, problem: null, isOptional: true };
}
