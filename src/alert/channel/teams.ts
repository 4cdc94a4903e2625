import { z } from "zod";
import { inMarkdown } from "../escape.ts";
import type { Message } from "../message.ts";
import type { Severity } from "../severity.ts";
import { refuseUnlessTaken } from "./http-answer.ts";
import { channelKind } from "./kind.ts";
import { ownBody, titleOf } from "./texts.ts";
import { webAddress } from "./web-address.ts";

const escaped = (text: string): string => inMarkdown(text, { before: "", value: text });

const colours: Readonly<Record<Severity, string>> = {
  INFO: "default",
  LOW: "good",
  MEDIUM: "warning",
  HIGH: "attention",
  CRITICAL: "attention",
};

function block(text: string, more: object = {}): object {
  return { type: "TextBlock", text, wrap: true, ...more };
}

function blocksOf(message: Message, link: string): readonly object[] {
  const { event, severity, text, labels, rule } = message;
  const colour = event === "closed" ? "good" : colours[severity];
  const title = block(escaped(titleOf(message, link)), {
    size: "large",
    weight: "bolder",
    color: colour,
  });
  const own = ownBody(message, link, inMarkdown);
  if (own !== null) return [title, block(own)];
  const list = labels.map((label) => `- ${escaped(label)}`).join("\n");
  return [
    title,
    block(escaped(text)),
    ...(list === "" ? [] : [block(list)]),
    ...(rule.description === "" ? [] : [block(escaped(rule.description), { isSubtle: true })]),
  ];
}

/** Microsoft Teams, by the webhook of a workflow. */
export const teams = channelKind({
  title: "Microsoft Teams",
  settings: z.strictObject({}),
  secret: z.strictObject({
    url: webAddress.meta({ description: "The workflow's webhook address" }),
  }),
  async send({ world, message, secret: { url }, idempotencyKey }) {
    const link = world.linkOf(message.alertId);
    const card = {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      body: blocksOf(message, link),
      ...(link === "" ? {} : { actions: [{ type: "Action.OpenUrl", title: "Open", url: link }] }),
    };
    const contentType = "application/vnd.microsoft.card.adaptive";
    const reply = await world.outbound.request({
      method: "POST",
      url,
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body: JSON.stringify({
        type: "message",
        attachments: [{ contentType, contentUrl: null, content: card }],
      }),
    });
    refuseUnlessTaken("Microsoft Teams", reply);
    return {};
  },
});
