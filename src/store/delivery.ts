import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** How a delivery stands: `waiting` for its (next) attempt, `delivered`, or `dead`, until a person tries again. */
export const deliveryStates = ["waiting", "delivered", "dead"] as const;

type DeliveryState = (typeof deliveryStates)[number];

/** Something to be sent to a channel. */
export interface StoredDelivery {
  readonly id: number;
  readonly channelId: number;
  readonly ruleId: number | null;
  readonly alertId: number | null;
  readonly event: string;
  /** The same in every attempt, so that a receiver can tell a repetition. */
  readonly idempotencyKey: string;
  /** What is to be told: JSON that `alert/` reads. */
  readonly content: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextOn: EpochMs;
  readonly lastError: string | null;
  readonly createdOn: EpochMs;
  /** When it was delivered or given up. */
  readonly endedOn: EpochMs | null;
}

type Reader = Pick<Database, "all">;

function numberOrNull(row: Row, name: string): number | null {
  const value = row[name];
  return typeof value === "number" ? value : null;
}

function deliveryOf(row: Row): StoredDelivery {
  const { last_error: error, state } = row;
  return {
    id: Number(row["id"]),
    channelId: Number(row["channel_id"]),
    ruleId: numberOrNull(row, "rule_id"),
    alertId: numberOrNull(row, "alert_id"),
    event: String(row["event"]),
    idempotencyKey: String(row["idempotency_key"]),
    content: String(row["content"]),
    state: deliveryStates.find((known) => known === state) ?? "dead",
    attempts: Number(row["attempts"]),
    nextOn: Number(row["next_on"]),
    lastError: typeof error === "string" ? error : null,
    createdOn: Number(row["created_on"]),
    endedOn: numberOrNull(row, "ended_on"),
  };
}

/** Puts something into the outbox, in the transaction of what it tells of. */
export async function addDelivery(
  session: Session,
  wanted: Pick<
    StoredDelivery,
    "channelId" | "ruleId" | "alertId" | "event" | "idempotencyKey" | "content"
  > & { readonly now: EpochMs },
): Promise<StoredDelivery> {
  const { channelId, ruleId, alertId, event, idempotencyKey, content, now } = wanted;
  const [row] = await session.all(
    `insert into delivery (id, channel_id, rule_id, alert_id, event, idempotency_key, content, state, attempts,
       next_on, created_on)
     values (nextval('delivery_number'), ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?) returning *`,
    [channelId, ruleId, alertId, event, idempotencyKey, content, now, now],
  );
  if (row === undefined) throw new Error("the delivery vanished while it was noted");
  return deliveryOf(row);
}

/**
 * Deliveries whose time has come, oldest first. What a channel is to be told of an alert stays in order: only the first
 * that waits is among them.
 */
export async function listDue(
  reader: Reader,
  { now, limit }: { readonly now: EpochMs; readonly limit: number },
): Promise<readonly StoredDelivery[]> {
  const rows = await reader.all(
    `select d.* from delivery d
     where d.state = 'waiting' and d.next_on <= ? and (d.claimed_until is null or d.claimed_until <= ?)
       and not exists (
         select 1 from delivery e where e.state = 'waiting' and e.channel_id = d.channel_id
           and e.alert_id = d.alert_id and e.id < d.id)
     order by d.id limit ${Math.trunc(limit)}`,
    [now, now],
  );
  return rows.map(deliveryOf);
}

/** Takes a delivery for an attempt until a moment, unless somebody else has. Tells whether it was taken. */
export async function claimDelivery(
  session: Session,
  id: number,
  { now, until }: { readonly now: EpochMs; readonly until: EpochMs },
): Promise<boolean> {
  const rows = await session.all(
    `update delivery set claimed_until = ?
     where id = ? and state = 'waiting' and (claimed_until is null or claimed_until <= ?) returning id`,
    [until, id, now],
  );
  return rows.length > 0;
}

/** How an attempt went. */
export interface Attempted {
  readonly state: DeliveryState;
  readonly nextOn: EpochMs;
  readonly error: string | null;
  readonly now: EpochMs;
}

/** Writes how an attempt went, and lets go of the delivery. */
export async function noteAttempt(
  session: Session,
  id: number,
  { state, nextOn, error, now }: Attempted,
): Promise<void> {
  await session.run(
    `update delivery set state = ?, attempts = attempts + 1, next_on = ?, last_error = ?, claimed_until = null,
       ended_on = ? where id = ?`,
    [state, nextOn, error, state === "waiting" ? null : now, id],
  );
}

/** Has a delivery that was given up tried again, from the start. Tells whether it was. */
export async function reviveDelivery(session: Session, id: number, now: EpochMs): Promise<boolean> {
  const rows = await session.all(
    `update delivery set state = 'waiting', attempts = 0, next_on = ?, created_on = ?, ended_on = null
     where id = ? and state = 'dead' returning id`,
    [now, now, id],
  );
  return rows.length > 0;
}

/** A delivery; `null` when there is none of that number. */
export async function findDelivery(reader: Reader, id: number): Promise<StoredDelivery | null> {
  const [row] = await reader.all("select * from delivery where id = ?", [id]);
  return row === undefined ? null : deliveryOf(row);
}

/** Deliveries before one, latest first. */
export async function listDeliveries(
  reader: Reader,
  asked: {
    readonly states: readonly string[];
    readonly before: number | null;
    readonly limit: number;
  },
): Promise<readonly StoredDelivery[]> {
  const rows = await reader.all(
    `select * from delivery where id < ? and state in (${asked.states.map(() => "?").join(", ")})
     order by id desc limit ${Math.trunc(asked.limit)}`,
    [asked.before ?? Number.MAX_SAFE_INTEGER, ...asked.states],
  );
  return rows.map(deliveryOf);
}
