import { z } from "zod";
import type { Message } from "../message.ts";
import type { Severity } from "../severity.ts";
import { refuseUnlessTaken } from "./http-answer.ts";
import { channelKind, type Sending } from "./kind.ts";
import { ownBody, titleOf } from "./texts.ts";
import { inPlain } from "../escape.ts";
import { webAddress } from "./web-address.ts";

const settings = z.strictObject({
  url: webAddress
    .default("https://events.pagerduty.com/v2/enqueue")
    .meta({ description: "Another region's address" }),
});

const secret = z.strictObject({
  routingKey: z.string().trim().min(1).max(200).meta({ description: "The integration key" }),
});

type PagerDuty = Sending<z.output<typeof settings>, z.output<typeof secret>>;

const severityOf: Readonly<Record<Severity, string>> = {
  INFO: "info",
  LOW: "warning",
  MEDIUM: "warning",
  HIGH: "error",
  CRITICAL: "critical",
};

function isOver({ event }: Message): boolean {
  return event === "closed" || event === "dismissed";
}

function payloadOf(message: Message, link: string): object {
  const { severity, text, labels, rule, total, openedOn, tags } = message;
  return {
    summary: titleOf(message, link).slice(0, 1_024),
    source: "defender-graph",
    severity: severityOf[severity],
    timestamp: new Date(openedOn).toISOString(),
    component: rule.name,
    class: tags.join(", "),
    custom_details: { text: ownBody(message, link, inPlain) ?? text, results: labels, total },
  };
}

async function enqueue(
  { world, message, settings: { url }, secret }: PagerDuty,
  action: "trigger" | "resolve",
): Promise<void> {
  const link = world.linkOf(message.alertId);
  const reply = await world.outbound.request({
    method: "POST",
    url,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      routing_key: secret.routingKey,
      event_action: action,
      dedup_key: message.reference,
      payload: payloadOf(message, link),
      ...(link === "" ? {} : { links: [{ href: link, text: "Open in defender-graph" }] }),
    }),
  });
  refuseUnlessTaken("PagerDuty", reply);
}

/** PagerDuty, by Events API v2: an incident per alert, resolved when the alert closes. */
export const pagerduty = channelKind({
  title: "PagerDuty",
  settings,
  secret,
  async send(sending) {
    const { message } = sending;
    await enqueue(sending, isOver(message) ? "resolve" : "trigger");
    // A test is to wake nobody for longer than it takes.
    if (message.event === "test") await enqueue(sending, "resolve");
    return { reference: message.reference };
  },
});
