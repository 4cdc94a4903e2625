import { hash } from "node:crypto";
import type { EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import { machineIdOf } from "../convert/keys.ts";
import type { Relationship } from "../graph/relationship.ts";
import { canonical } from "../store/canonical.ts";
import { relationshipTypes, volatileProperties } from "../convert/types.ts";
import { readChanges } from "./findings-changes.ts";
import type { FindingsMemory } from "./findings-memory.ts";
import { patchedFindings } from "./patch-findings.ts";
import type { StepContext } from "./step.ts";

/** Of each machine, what its findings come to, in a few bytes: the order of its edges does not matter. */
class Digests {
  readonly #byMachine = new Map<string, readonly [number, number]>();

  add({ type, from, to, properties }: Relationship): void {
    // Defender may refresh when a finding was last seen without calling it a change.
    const { lasting } = canonical(properties, volatileProperties.get(type));
    const digest = hash("md5", `${type}\n${to}\n${lasting}`, "buffer");
    const [one, other] = this.#byMachine.get(from) ?? [0, 0];
    this.#byMachine.set(from, [one ^ digest.readInt32LE(0), other ^ digest.readInt32LE(4)]);
  }

  machines(): Iterable<string> {
    return this.#byMachine.keys();
  }

  differs(other: Digests, machine: string): boolean {
    return this.#byMachine.get(machine)?.join() !== other.#byMachine.get(machine)?.join();
  }
}

/**
 * Compares what the changes would have come to with what was staged from everything that was read, and tells where they
 * differ. `upTo` is the moment of the snapshot: later changes are not in it.
 */
export async function reconcile(
  context: StepContext,
  memory: FindingsMemory,
  upTo: EpochMs,
): Promise<void> {
  try {
    const expected = await expectedDigests(context, memory, upTo);
    const found = new Digests();
    const types = [relationshipTypes.machineIdentifiedVulnerability.type];
    if (context.sources.has("software"))
      types.push(relationshipTypes.machineInstalledSoftware.type);
    for await (const edges of context.relationshipsToBe(types))
      for (const edge of edges) found.add(edge);
    const all = new Set([...expected.machines(), ...found.machines()]);
    tell(
      context,
      [...all].filter((machine) => expected.differs(found, machine)),
    );
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    const text = `What changes since the last full reading came to was not compared with everything. ${failure.message}`;
    context.note("delta_not_compared", text);
  }
}

async function expectedDigests(
  context: StepContext,
  memory: FindingsMemory,
  upTo: EpochMs,
): Promise<Digests> {
  const read = await readChanges(context, memory.since, (changedOn) => changedOn <= upTo);
  const digests = new Digests();
  for await (const { edges, isHeld } of patchedFindings(context, read)) {
    if (isHeld) for (const edge of edges) digests.add(edge);
  }
  return digests;
}

const mostExamples = 3;

function tell(context: StepContext, machines: readonly string[]): void {
  if (machines.length === 0) return;
  const examples = machines.slice(0, mostExamples).map(machineIdOf).join(", ");
  const text =
    `The findings of ${machines.length} machines differ from what the changes told since everything was read last came to, ` +
    `such as those of ${examples}. They are right now. Please report it: changes were lost or misunderstood.`;
  context.note("delta_differs", text, machines.length);
}
