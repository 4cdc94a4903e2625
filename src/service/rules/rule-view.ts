import { z } from "zod";
import { definitionSchema } from "../../alert/definition.ts";
import { definitionOf } from "../../alert/evaluate.ts";
import type { StoredEvaluation } from "../../store/evaluation.ts";
import type { StoredRule } from "../../store/rule.ts";

/** How an evaluation went, as the doors show it. */
export const evaluationView = z.object({
  id: z.number(),
  ruleId: z.number(),
  cause: z.string(),
  startedOn: z.number(),
  endedOn: z.number(),
  ms: z.number(),
  outcome: z.string().meta({ description: "matched, clear, unsure or failed" }),
  total: z.number(),
  added: z.number(),
  removed: z.number(),
  still: z.number(),
  errorCode: z.string().nullable(),
  note: z.string().nullable(),
});

/** A rule as the doors show it. */
export const ruleView = definitionSchema.extend({
  id: z.number(),
  pack: z.string().nullable().meta({ description: "Its name in the pack that ships" }),
  enabled: z.boolean(),
  version: z.number(),
  createdOn: z.number(),
  updatedOn: z.number(),
  nextOn: z.number().nullable(),
  last: evaluationView.nullable(),
});

export type RuleView = z.output<typeof ruleView>;

export type EvaluationView = z.output<typeof evaluationView>;

/** An evaluation for the doors. */
export function evaluationOf(evaluation: StoredEvaluation): z.output<typeof evaluationView> {
  return { ...evaluation, ms: evaluation.endedOn - evaluation.startedOn };
}

/** A rule for the doors, with its last evaluation. */
export function viewOf(rule: StoredRule, last: StoredEvaluation | null): RuleView {
  const { id, pack, enabled, version, createdOn, updatedOn, nextOn } = rule;
  const facts = { id, pack, enabled, version, createdOn, updatedOn, nextOn };
  return { ...definitionOf(rule), ...facts, last: last === null ? null : evaluationOf(last) };
}
