import { z } from "zod";
import { inSlack } from "../escape.ts";
import type { Message } from "../message.ts";
import { refuseUnlessTaken } from "./http-answer.ts";
import { channelKind } from "./kind.ts";
import { ownBody, titleOf } from "./texts.ts";
import { webAddress } from "./web-address.ts";

const escaped = (text: string): string => inSlack(text, { before: "", value: text });
const mostText = 2_900;

function sectionOf(message: Message, link: string): string {
  const own = ownBody(message, link, inSlack);
  if (own !== null) return own;
  const { text, labels, rule } = message;
  const lines = [escaped(text), ...labels.map((label) => `• ${escaped(label)}`)];
  if (rule.description !== "") lines.push("", escaped(rule.description));
  return lines.join("\n");
}

/** Slack, by an incoming webhook. */
export const slack = channelKind({
  title: "Slack",
  settings: z.strictObject({}),
  secret: z.strictObject({
    url: webAddress.meta({ description: "The incoming webhook's address" }),
  }),
  async send({ world, message, secret: { url }, idempotencyKey }) {
    const link = world.linkOf(message.alertId);
    const title = titleOf(message, link);
    const heading =
      link === "" ? `*${escaped(title)}*` : `*<${encodeURI(link)}|${escaped(title)}>*`;
    const section = (text: string): object => ({
      type: "section",
      text: { type: "mrkdwn", text: text.slice(0, mostText) },
    });
    const reply = await world.outbound.request({
      method: "POST",
      url,
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body: JSON.stringify({
        text: escaped(title),
        blocks: [section(heading), section(sectionOf(message, link) || " ")],
      }),
    });
    refuseUnlessTaken("Slack", reply);
    return {};
  },
});
