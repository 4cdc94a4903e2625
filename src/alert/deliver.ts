import type { EpochMs } from "../base/clock.ts";
import { Failure } from "../base/failure.ts";
import type { Log } from "../base/log.ts";
import { findChannel, findReference, saveReference, type StoredChannel } from "../store/channel.ts";
import type { Database } from "../store/database.ts";
import {
  type Attempted,
  claimDelivery,
  listDue,
  noteAttempt,
  type StoredDelivery,
} from "../store/delivery.ts";
import { channelKindNames, channelKinds } from "./channel/kinds.ts";
import type { SendWorld, Sent } from "./channel/kind.ts";
import { messageSchema } from "./message.ts";
import { retryAfterOf } from "./retry-after.ts";

/** What delivery needs of the world. */
export interface DeliverWorld extends SendWorld {
  readonly database: Database;
  readonly random: () => number;
  readonly log: Log;
  /** A channel's secrets as JSON; `null` when it has none. Rejects with a `Failure` when they cannot be read. */
  readonly secretOf: (channelId: number) => Promise<string | null>;
}

const second = 1_000;
const hour = 3_600 * second;
const firstPause = 30 * second;
const longestPause = hour;
/** For so long a receiver may be down. */
const patience = 72 * hour;
/** What a receiver refuses may be an error that somebody is about to correct. */
const mostRefusals = 5;
/** An attempt takes less than this; a process that died lets go of what it had claimed. */
const claimMs = 120 * second;

/** When to try again after so many attempts: twice as long each time, with jitter, at most an hour. */
function pauseAfter(attempts: number, random: () => number): number {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 20));
  return Math.round(pause * (0.5 + random() / 2));
}

function unusable(reason: string): Failure {
  return new Failure(reason, { code: "channel_unusable", retryable: false });
}

/** Sends a message through a channel. Rejects with a `Failure` when it was not taken. */
async function sendThrough(
  world: DeliverWorld,
  channel: StoredChannel,
  delivery: Pick<StoredDelivery, "content" | "idempotencyKey" | "alertId">,
): Promise<Sent> {
  const kind = channelKindNames.find((name) => name === channel.kind);
  if (kind === undefined) throw unusable(`This release cannot send by ${channel.kind}.`);
  const { alertId, idempotencyKey } = delivery;
  const secret: unknown = JSON.parse((await world.secretOf(channel.id)) ?? "{}");
  const settings: unknown = JSON.parse(channel.settings);
  const message = messageSchema.parse(JSON.parse(delivery.content));
  const reference =
    alertId === null ? null : await findReference(world.database, channel.id, alertId);
  return channelKinds[kind].send({ world, message, idempotencyKey, reference, settings, secret });
}

async function channelOf(
  world: DeliverWorld,
  { channelId }: StoredDelivery,
): Promise<StoredChannel> {
  const channel = await findChannel(world.database, channelId);
  if (channel === null) throw unusable("The channel does not exist any more.");
  if (!channel.enabled) throw unusable("The channel is switched off.");
  return channel;
}

function failed(world: DeliverWorld, delivery: StoredDelivery, failure: Failure): Attempted {
  const now = world.clock.now();
  const attempts = delivery.attempts + 1;
  const usual = now + pauseAfter(attempts, world.random);
  const nextOn = Math.max(usual, retryAfterOf(failure.retryAfter, now));
  const isOver =
    failure.code === "channel_unusable" ||
    (failure.retryable ? nextOn > delivery.createdOn + patience : attempts >= mostRefusals);
  return { state: isOver ? "dead" : "waiting", nextOn, error: failure.message, now };
}

/** What went wrong: a defect of ours must neither lose a delivery nor stop the others. */
function failureOf(world: DeliverWorld, error: unknown): Failure {
  if (error instanceof Failure) return error;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.log.error("Sending met a fault of the program", { stack });
  const message = "The program made a mistake while sending. Its log has the details.";
  return new Failure(message, { code: "internal_error", retryable: false, cause: error });
}

interface Tried {
  readonly attempted: Attempted;
  readonly sent: Sent;
}

async function tryOnce(world: DeliverWorld, delivery: StoredDelivery): Promise<Tried> {
  try {
    const sent = await sendThrough(world, await channelOf(world, delivery), delivery);
    const now = world.clock.now();
    return { sent, attempted: { state: "delivered", nextOn: now, error: null, now } };
  } catch (error) {
    const failure = failureOf(world, error);
    const attempted = failed(world, delivery, failure);
    const { id, channelId } = delivery;
    const facts = { delivery: id, channel: channelId, state: attempted.state, code: failure.code };
    world.log.warn("An alert could not be delivered", facts);
    return { sent: {}, attempted };
  }
}

/** One attempt, and how it went. */
async function attempt(world: DeliverWorld, delivery: StoredDelivery): Promise<void> {
  const { id, alertId, channelId } = delivery;
  const { attempted, sent } = await tryOnce(world, delivery);
  await world.database.transaction(async (session) => {
    await noteAttempt(session, id, attempted);
    if (alertId !== null && sent.reference !== undefined)
      await saveReference(session, { channelId, alertId }, sent.reference);
  });
}

async function claim({ database, clock }: DeliverWorld, id: number): Promise<boolean> {
  const now: EpochMs = clock.now();
  return database.transaction((session) =>
    claimDelivery(session, id, { now, until: now + claimMs }),
  );
}

async function attemptAll(
  world: DeliverWorld,
  deliveries: readonly StoredDelivery[],
): Promise<void> {
  for (const delivery of deliveries)
    if (await claim(world, delivery.id)) await attempt(world, delivery);
}

const batch = 100;

/**
 * Attempts all deliveries whose time has come, until each is delivered, has to wait or is given up; tells how many attempts
 * there were. Channels do not wait for one another.
 */
export async function deliverDue(world: DeliverWorld, signal?: AbortSignal): Promise<number> {
  let attempts = 0;
  while (signal?.aborted !== true) {
    const due = await listDue(world.database, { now: world.clock.now(), limit: batch });
    if (due.length === 0) break;
    attempts += due.length;
    const byChannel = Map.groupBy(due, ({ channelId }) => channelId);
    await Promise.all([...byChannel.values()].map((some) => attemptAll(world, some)));
  }
  return attempts;
}
