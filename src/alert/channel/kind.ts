import type { z } from "zod";
import type { Clock } from "../../base/clock.ts";
import type { Message } from "../message.ts";
import type { Outbound } from "../outbound.ts";

/** What a channel needs to send. */
export interface SendWorld {
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** The console's address of an alert; empty when it is not known. */
  readonly linkOf: (alertId: number | null) => string;
}

/** What is to be sent, where to. */
export interface Sending<Settings, Secret> {
  readonly world: SendWorld;
  readonly message: Message;
  /** The same in every attempt. */
  readonly idempotencyKey: string;
  /** What the receiver called the alert before, if it did. */
  readonly reference: string | null;
  readonly settings: Settings;
  readonly secret: Secret;
}

/** What a receiver said. */
export interface Sent {
  /** What it calls the alert, to be remembered. */
  readonly reference?: string | undefined;
}

/** One kind of channel: what is to be configured, which of it is secret, and how it sends. */
export interface ChannelKind {
  readonly title: string;
  readonly settings: z.ZodType;
  readonly secret: z.ZodType;
  /** Sends; rejects with a `Failure` that says whether to try again. */
  send(sending: Sending<unknown, unknown>): Promise<Sent>;
}

/** States a kind of channel: what is stored is parsed before it is used. */
export function channelKind<Settings extends z.ZodType, Secret extends z.ZodType>(kind: {
  readonly title: string;
  readonly settings: Settings;
  readonly secret: Secret;
  send(sending: Sending<z.output<Settings>, z.output<Secret>>): Promise<Sent>;
}): ChannelKind {
  return {
    ...kind,
    send: (sending) =>
      kind.send({
        ...sending,
        settings: kind.settings.parse(sending.settings),
        secret: kind.secret.parse(sending.secret),
      }),
  };
}
