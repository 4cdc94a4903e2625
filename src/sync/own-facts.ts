import { stepKey } from "../convert/keys.ts";
import { runOf, type StepFacts } from "../convert/run-facts.ts";
import { withTags } from "../convert/tag.ts";
import { entityTypes } from "../convert/types.ts";
import type { Applying } from "./run-report.ts";

/** Stages how the run went, so that questions can be asked about it. A step that never ran has no entity. */
export async function stageOwnFacts({ input, run, running, startedOn }: Applying): Promise<void> {
  const { staging, held } = running;
  const known = new Set<string>();
  for await (const steps of running.previous([entityTypes.step.type]))
    for (const { key } of steps) known.add(key);
  const endedOn = input.clock.now();
  const steps = running.reports
    .map(({ step, ...report }): StepFacts => ({ ...report, id: step, endedOn }))
    .filter(({ id, status }) => status !== "skipped" || known.has(stepKey(held.tenantId, id)));
  const made = runOf({ tenantId: held.tenantId, number: run.id, startedOn, steps });
  await staging.addEntities(made.entities.map((entity) => withTags(entity, running.tags)));
  await staging.addRelationships(made.relationships);
}
