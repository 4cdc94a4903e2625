import { z } from "zod";
import { affectAlert } from "../../alert/attend.ts";
import type { AlertEvent } from "../../alert/alert-state.ts";
import type { StoredAlert } from "../../store/alert.ts";
import type { Session } from "../../store/session.ts";
import type { Caller } from "../caller.ts";
import { conflicting, invalid } from "../not-found.ts";
import { changeVerb } from "../verb.ts";
import { alertView, listed } from "./alert-view.ts";
import { alertOf } from "./show-alerts.ts";

const id = z.coerce.number().int();
const note = z.string().max(2_000).optional().meta({ description: "Why; receivers are told" });

async function treat(
  session: Session,
  alert: StoredAlert,
  how: {
    readonly event: AlertEvent;
    readonly now: number;
    readonly caller: Caller;
    readonly note: string | undefined;
  },
): Promise<z.output<typeof alertView>> {
  const { event, now, caller } = how;
  const happened = { event, now, actor: caller.name, note: how.note ?? null };
  const treated = await affectAlert(session, alert, happened);
  if (treated === null)
    throw conflicting(`Cannot ${event} alert ${alert.id}: it is ${alert.state}.`);
  return listed(treated);
}

/** Says that an alert is nothing to act on. */
export const alertsDismiss = changeVerb({
  name: "alerts.dismiss",
  summary:
    "Dismiss an alert: it stays so until its rule finds something new, or does not hold any more",
  role: "editor",
  input: z.strictObject({ id, note }),
  output: alertView,
  async run({ parts, session, caller, note: record }, asked) {
    const alert = await alertOf(session, asked.id);
    record({ object: `alert ${asked.id}`, details: { note: asked.note } });
    const now = parts.world.clock.now();
    return treat(session, alert, { event: "dismiss", now, caller, note: asked.note });
  },
});

/** Puts an alert off. */
export const alertsSnooze = changeVerb({
  name: "alerts.snooze",
  summary: "Put an alert off: until then nobody is told of it, unless it closes",
  role: "editor",
  input: z.strictObject({
    id,
    until: z.coerce.number().int().meta({ description: "Epoch milliseconds" }),
    note,
  }),
  output: alertView,
  async run({ parts, session, caller, note: record }, asked) {
    const now = parts.world.clock.now();
    if (asked.until <= now) throw invalid("alerts.snooze", ["until: it is over already"]);
    const alert = { ...(await alertOf(session, asked.id)), snoozedUntil: asked.until };
    record({ object: `alert ${asked.id}`, details: { until: asked.until, note: asked.note } });
    return treat(session, alert, { event: "snooze", now, caller, note: asked.note });
  },
});

/** Opens a dismissed or snoozed alert again. */
export const alertsReopen = changeVerb({
  name: "alerts.reopen",
  summary: "Open an alert again that was dismissed or snoozed",
  role: "editor",
  input: z.strictObject({ id, note }),
  output: alertView,
  async run({ parts, session, caller, note: record }, asked) {
    const alert = await alertOf(session, asked.id);
    record({ object: `alert ${asked.id}`, details: { note: asked.note } });
    const now = parts.world.clock.now();
    return treat(session, alert, { event: "reopen", now, caller, note: asked.note });
  },
});
