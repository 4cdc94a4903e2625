import { z } from "zod";
import { steps } from "../../sync/steps.ts";

const report = z.object({
  steps: z.array(z.object({ step: z.string(), status: z.string() })),
});

/** The types of entities and relationships of which the last run did not read everything. */
export function partialTypesOf(lastReport: string | null): readonly string[] {
  if (lastReport === null) return [];
  const parsed = report.safeParse(JSON.parse(lastReport));
  // What cannot be told is taken for not read: then nothing is deleted on the other side.
  const incomplete = parsed.success
    ? parsed.data.steps.filter(({ status }) => status !== "complete").map(({ step }) => step)
    : steps.map(({ id }) => id);
  const types = steps.filter(({ id }) => incomplete.includes(id)).flatMap(({ emits }) => emits);
  return [...new Set(types)].toSorted();
}
