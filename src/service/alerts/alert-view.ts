import { z } from "zod";
import { alertStates } from "../../alert/alert-state.ts";
import { evidenceSchema } from "../../alert/message.ts";
import type { AlertHappening, StoredAlert } from "../../store/alert.ts";

/** An alert as the doors list it. */
export const alertView = z.object({
  id: z.number(),
  ruleId: z.number(),
  kind: z.enum(["rule", "evaluation"]).meta({
    description: "evaluation: not what the rule found, but that it could not be evaluated",
  }),
  state: z.enum(alertStates),
  severity: z.string(),
  title: z.string(),
  openedOn: z.number(),
  changedOn: z.number(),
  lastSeenOn: z.number(),
  closedOn: z.number().nullable(),
  closeReason: z.string().nullable(),
  snoozedUntil: z.number().nullable(),
  total: z.number(),
});

export type AlertView = z.output<typeof alertView>;

const happening = z.object({
  id: z.number(),
  happenedOn: z.number(),
  event: z.string(),
  state: z.string(),
  actor: z.string(),
  note: z.string().nullable(),
});

/** An alert with what it was raised for and all that happened to it. */
export const wholeAlertView = alertView.extend({
  evidence: evidenceSchema
    .partial()
    .meta({ description: "What its rule's queries found, at most 50 results each" }),
  events: z.array(happening),
});

export type WholeAlertView = z.output<typeof wholeAlertView>;

/** An alert for a list. */
export function listed(alert: StoredAlert): z.output<typeof alertView> {
  return alertView.parse(alert);
}

/** An alert with everything. */
export function whole(
  alert: StoredAlert,
  events: readonly AlertHappening[],
): z.output<typeof wholeAlertView> {
  const evidence = evidenceSchema.partial().parse(JSON.parse(alert.evidence));
  return { ...listed(alert), evidence, events: [...events] };
}
