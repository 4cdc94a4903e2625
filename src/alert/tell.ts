import type { EpochMs } from "../base/clock.ts";
import type { StoredAlert } from "../store/alert.ts";
import { addDelivery } from "../store/delivery.ts";
import type { Session } from "../store/session.ts";
import type { Told } from "./alert-state.ts";
import { type NotifyAction, notifiesOf, type RuleDefinition } from "./definition.ts";
import { described } from "./described.ts";
import type { Evidence } from "./evidence.ts";
import { evidenceSchema, type Message } from "./message.ts";
import { type Severity, severities } from "./severity.ts";

/** What is to be told of an alert. */
export interface Telling {
  readonly rule: { readonly id: number; readonly definition: RuleDefinition };
  readonly alert: StoredAlert;
  readonly told: Told;
  readonly now: EpochMs;
  readonly evidence: Evidence | null;
  readonly note: string | null;
}

const none: Evidence = { queries: {}, labels: [], total: 0 };

/** What the alert was last seen with. */
function keptBy({ evidence }: StoredAlert): Evidence {
  const read = evidenceSchema.safeParse(JSON.parse(evidence));
  return read.success ? read.data : none;
}

function resultsOf(total: number): string {
  return total === 1 ? "1 result" : `${total} results`;
}

function addedIn(evidence: Evidence | null): number {
  return Object.values(evidence?.queries ?? {}).reduce((sum, one) => sum + one.added, 0);
}

const sentences: Readonly<Record<Told, (telling: Telling) => string>> = {
  opened: ({ alert }) => `${resultsOf(alert.total)}.`,
  reopened: ({ alert }) => `${resultsOf(alert.total)}.`,
  updated: ({ alert, evidence }) => `${resultsOf(alert.total)}, ${addedIn(evidence)} of them new.`,
  dismissed: ({ note }) => `A person dismissed it${note === null ? "." : `: ${note}`}`,
  closed: ({ note }) => note ?? "It does not hold any more.",
};

function textOf(telling: Telling): string {
  const { alert, told, note } = telling;
  if (alert.kind === "evaluation" && told !== "closed")
    return `It is not known whether this rule holds: ${note ?? "its queries cannot be asked."}`;
  return sentences[told](telling);
}

function severityOf(text: string): Severity {
  return severities.find((severity) => severity === text) ?? "HIGH";
}

/** What an action's channel is told. */
function messageOf(telling: Telling, { title, body }: NotifyAction): Message {
  const { rule, alert, told, now, evidence } = telling;
  const { queries, labels, total } = evidence ?? keptBy(alert);
  const { name, description, tags, parameters, templates } = rule.definition;
  return {
    event: told,
    reference: `defender-graph-${rule.id}-${alert.id}-${alert.openedOn}`,
    alertId: alert.id,
    kind: alert.kind,
    severity: severityOf(alert.severity),
    title: alert.title,
    text: textOf(telling),
    rule: { id: rule.id, name, description: described(description, parameters) },
    openedOn: alert.openedOn,
    happenedOn: now,
    total,
    queries: { ...queries },
    labels: [...labels],
    tags: [...tags],
    parameters: { ...parameters },
    templates: { ...templates },
    templateOf: { title: title ?? null, body: body ?? null },
  };
}

/** Puts into the outbox what a rule's actions want to be told, in the transaction of what happened. */
export async function tell(session: Session, telling: Telling): Promise<void> {
  const { rule, alert, told, now } = telling;
  for (const [index, action] of notifiesOf(rule.definition).entries()) {
    if (!action.on.includes(told)) continue;
    const message = messageOf(telling, action);
    await addDelivery(session, {
      channelId: action.channelId,
      ruleId: rule.id,
      alertId: alert.id,
      event: told,
      idempotencyKey: `${message.reference}-${told}-${now}-${action.channelId}-${index}`,
      content: JSON.stringify(message),
      now,
    });
  }
}
