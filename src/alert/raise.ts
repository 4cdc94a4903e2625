import type { EpochMs } from "../base/clock.ts";
import { addAlert, addHappening, liveAlert, saveAlert, type StoredAlert } from "../store/alert.ts";
import type { Session } from "../store/session.ts";
import { type AlertEvent, alertStates, type Told, toldOf, transitions } from "./alert-state.ts";
import type { RuleDefinition } from "./definition.ts";
import type { Evidence } from "./evidence.ts";
import { tell } from "./tell.ts";

/** What happened to a rule's alert, as its evaluation or a person says. */
export interface Happened {
  readonly event: AlertEvent;
  readonly now: EpochMs;
  readonly actor: string;
  readonly note: string | null;
}

/** Whose alert it is, and what it is raised for. */
export interface Subject {
  readonly rule: { readonly id: number; readonly definition: RuleDefinition };
  readonly kind: StoredAlert["kind"];
  readonly title: string;
  /** What the evaluation found; `null` when it found nothing out. */
  readonly evidence: Evidence | null;
}

async function announce(
  session: Session,
  { subject, alert }: { readonly subject: Subject; readonly alert: StoredAlert },
  happened: Happened & { readonly told: Told | null },
): Promise<void> {
  const { event, now, actor, note, told } = happened;
  if (told !== null || event !== "matched")
    await addHappening(session, alert.id, {
      happenedOn: now,
      event: told === "opened" ? "opened" : event,
      state: alert.state,
      actor,
      note,
    });
  if (told !== null) await tell(session, { ...subject, alert, told, now, note });
}

async function open(session: Session, subject: Subject, happened: Happened): Promise<void> {
  const { rule, kind, title, evidence } = subject;
  const alert = await addAlert(session, {
    ruleId: rule.id,
    kind,
    state: "open",
    severity: rule.definition.severity,
    title,
    openedOn: happened.now,
    total: evidence?.total ?? 0,
    evidence: JSON.stringify(evidence ?? {}),
  });
  await announce(session, { subject, alert }, { ...happened, told: "opened" });
}

/**
 * Has something happen to a rule's alert in a transaction, with what is to be told of it. What matches without there
 * being an alert opens one.
 */
export async function happen(
  session: Session,
  subject: Subject,
  happened: Happened,
): Promise<void> {
  const live = await liveAlert(session, subject.rule.id, subject.kind);
  if (live !== null) await change(session, { subject, live }, happened);
  else if (happened.event === "matched" || happened.event === "grew")
    await open(session, subject, happened);
}

/** The alert after an event; `null` when the event does nothing to it. */
function after(
  live: StoredAlert,
  subject: Subject,
  { event, now, note }: Happened,
): StoredAlert | null {
  const before = alertStates.find((state) => state === live.state) ?? "closed";
  const state = transitions[before][event];
  if (state === "ignored") return null;
  const isSeen = event === "matched" || event === "grew";
  const { evidence } = subject;
  return {
    ...live,
    state,
    changedOn: state === before ? live.changedOn : now,
    closedOn: state === "closed" ? now : null,
    closeReason: state === "closed" ? note : null,
    snoozedUntil: state === "snoozed" ? live.snoozedUntil : null,
    ...(isSeen && evidence !== null
      ? {
          lastSeenOn: now,
          total: evidence.total,
          evidence: JSON.stringify(evidence),
          severity: subject.rule.definition.severity,
          title: subject.title,
        }
      : {}),
  };
}

/** Has something happen to an alert that is there; tells how it stands then, `null` when nothing came of it. */
export async function change(
  session: Session,
  { subject, live }: { readonly subject: Subject; readonly live: StoredAlert },
  happened: Happened,
): Promise<StoredAlert | null> {
  const alert = after(live, subject, happened);
  if (alert === null || !(await saveAlert(session, alert, live))) return null;
  const before = alertStates.find((state) => state === live.state) ?? "closed";
  const now = alertStates.find((state) => state === alert.state) ?? "closed";
  await announce(
    session,
    { subject, alert },
    { ...happened, told: toldOf(before, happened.event, now) },
  );
  return alert;
}
