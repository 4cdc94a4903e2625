import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** An alert. `rule`: its rule holds. `evaluation`: its rule could not be evaluated. */
export interface StoredAlert {
  readonly id: number;
  readonly ruleId: number;
  readonly kind: "rule" | "evaluation";
  readonly state: string;
  readonly severity: string;
  readonly title: string;
  readonly openedOn: EpochMs;
  /** When its state last changed. */
  readonly changedOn: EpochMs;
  readonly lastSeenOn: EpochMs;
  readonly closedOn: EpochMs | null;
  readonly closeReason: string | null;
  readonly snoozedUntil: EpochMs | null;
  readonly total: number;
  /** What it was raised for: JSON that `alert/` reads. */
  readonly evidence: string;
}

type Reader = Pick<Database, "all">;

function numberOrNull(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === "number" ? value : null;
}

function alertOf(row: Row): StoredAlert {
  const reason = row["close_reason"];
  return {
    id: Number(row["id"]),
    ruleId: Number(row["rule_id"]),
    kind: row["kind"] === "evaluation" ? "evaluation" : "rule",
    state: String(row["state"]),
    severity: String(row["severity"]),
    title: String(row["title"]),
    openedOn: Number(row["opened_on"]),
    changedOn: Number(row["changed_on"]),
    lastSeenOn: Number(row["last_seen_on"]),
    closedOn: numberOrNull(row, "closed_on"),
    closeReason: typeof reason === "string" ? reason : null,
    snoozedUntil: numberOrNull(row, "snoozed_until"),
    total: Number(row["total"]),
    evidence: String(row["evidence"]),
  };
}

/** A rule's alert that is not closed; there is at most one of a kind. */
export async function liveAlert(
  reader: Reader,
  ruleId: number,
  kind: StoredAlert["kind"],
): Promise<StoredAlert | null> {
  const [row] = await reader.all(
    "select * from alert where rule_id = ? and kind = ? and state <> 'closed' order by id desc limit 1",
    [ruleId, kind],
  );
  return row === undefined ? null : alertOf(row);
}

/** An alert; `null` when there is none of that number. */
export async function findAlert(reader: Reader, id: number): Promise<StoredAlert | null> {
  const [row] = await reader.all("select * from alert where id = ?", [id]);
  return row === undefined ? null : alertOf(row);
}

/** Which alerts to list. */
export interface AlertsAsked {
  readonly states: readonly string[];
  readonly ruleId: number | null;
  readonly before: number | null;
  readonly limit: number;
}

/** Alerts before one, latest first. */
export async function listAlerts(
  reader: Reader,
  { states, ruleId, before, limit }: AlertsAsked,
): Promise<readonly StoredAlert[]> {
  if (states.length === 0) return [];
  const rows = await reader.all(
    `select * from alert where id < ? and state in (${states.map(() => "?").join(", ")})
     ${ruleId === null ? "" : "and rule_id = ?"} order by id desc limit ${Math.trunc(limit)}`,
    [before ?? Number.MAX_SAFE_INTEGER, ...states, ...(ruleId === null ? [] : [ruleId])],
  );
  return rows.map(alertOf);
}

/** Snoozed alerts whose time is over. */
export async function listAwakened(reader: Reader, now: EpochMs): Promise<readonly StoredAlert[]> {
  const rows = await reader.all(
    "select * from alert where state = 'snoozed' and snoozed_until <= ? order by id",
    [now],
  );
  return rows.map(alertOf);
}

/** Raises an alert. */
export async function addAlert(
  session: Session,
  raised: Pick<
    StoredAlert,
    "ruleId" | "kind" | "state" | "severity" | "title" | "openedOn" | "total" | "evidence"
  >,
): Promise<StoredAlert> {
  const { ruleId, kind, state, severity, title, openedOn, total, evidence } = raised;
  const [row] = await session.all(
    `insert into alert (id, rule_id, kind, state, severity, title, opened_on, changed_on, last_seen_on, total, evidence)
     values (nextval('alert_number'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning *`,
    [ruleId, kind, state, severity, title, openedOn, openedOn, openedOn, total, evidence],
  );
  if (row === undefined) throw new Error("the alert vanished while it was raised");
  return alertOf(row);
}

/** Writes how an alert stands now, if it stands as it was read. Tells whether it did. */
export async function saveAlert(
  session: Session,
  alert: StoredAlert,
  before: StoredAlert,
): Promise<boolean> {
  const rows = await session.all(
    `update alert set state = ?, severity = ?, title = ?, changed_on = ?, last_seen_on = ?, closed_on = ?,
       close_reason = ?, snoozed_until = ?, total = ?, evidence = ?
     where id = ? and state = ? returning id`,
    [
      alert.state,
      alert.severity,
      alert.title,
      alert.changedOn,
      alert.lastSeenOn,
      alert.closedOn,
      alert.closeReason,
      alert.snoozedUntil,
      alert.total,
      alert.evidence,
      alert.id,
      before.state,
    ],
  );
  return rows.length > 0;
}

/** Something that happened to an alert. */
export interface AlertHappening {
  readonly id: number;
  readonly happenedOn: EpochMs;
  readonly event: string;
  /** How the alert stood afterwards. */
  readonly state: string;
  /** Who did it. */
  readonly actor: string;
  readonly note: string | null;
}

/** Keeps what happened to an alert. */
export async function addHappening(
  session: Session,
  alertId: number,
  happening: Omit<AlertHappening, "id">,
): Promise<void> {
  const { happenedOn, event, state, actor, note } = happening;
  await session.run(
    `insert into alert_event (id, alert_id, happened_on, event, state, actor, note)
     values (nextval('alert_event_number'), ?, ?, ?, ?, ?, ?)`,
    [alertId, happenedOn, event, state, actor, note],
  );
}

/** What happened to an alert, oldest first. */
export async function listHappenings(
  reader: Reader,
  alertId: number,
): Promise<readonly AlertHappening[]> {
  const rows = await reader.all("select * from alert_event where alert_id = ? order by id", [
    alertId,
  ]);
  return rows.map((row) => ({
    id: Number(row["id"]),
    happenedOn: Number(row["happened_on"]),
    event: String(row["event"]),
    state: String(row["state"]),
    actor: String(row["actor"]),
    note: typeof row["note"] === "string" ? row["note"] : null,
  }));
}
