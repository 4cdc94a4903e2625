import type { Step, StepOutcome } from "./step.ts";
import type { StepId } from "./source.ts";

/** Runs one step to its end; never rejects for a failure of the world. */
export type RunStep = (step: Step) => Promise<StepOutcome>;

/**
 * Runs steps as a dependency graph: a step starts when all that it depends on, or comes after, have ended, however they ended.
 * Steps that do not depend on each other run at the same time. Throws when the graph has a cycle or a hole.
 */
export async function runInOrder(
  steps: readonly Step[],
  runStep: RunStep,
): Promise<ReadonlyMap<StepId, StepOutcome>> {
  const started = new Map<StepId, Promise<StepOutcome>>();
  const waiting = new Set<Step>(steps);
  while (waiting.size > 0) {
    const ready = [...waiting].filter((step) =>
      waitsFor(step).every((needed) => started.has(needed)),
    );
    if (ready.length === 0) {
      throw new Error(
        `These steps wait for each other or for none: ${[...waiting].map((step) => step.id).join(", ")}`,
      );
    }
    for (const step of ready) {
      waiting.delete(step);
      const before = waitsFor(step).map((needed) => started.get(needed) ?? Promise.resolve(null));
      started.set(
        step.id,
        Promise.all(before).then(() => runStep(step)),
      );
    }
  }
  // A step that was aborted must not leave others at work behind it.
  await Promise.allSettled(started.values());
  const outcomes = await Promise.all(
    [...started].map(async ([id, end]) => [id, await end] as const),
  );
  return new Map(outcomes);
}

function waitsFor({ dependsOn, after = [] }: Step): readonly StepId[] {
  return [...dependsOn, ...after];
}
