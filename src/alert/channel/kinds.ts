import { email } from "./email.ts";
import { jira } from "./jira.ts";
import type { ChannelKind } from "./kind.ts";
import { pagerduty } from "./pagerduty.ts";
import { slack } from "./slack.ts";
import { syslog } from "./syslog.ts";
import { teams } from "./teams.ts";
import { webhook } from "./webhook.ts";

/** Where alerts can be sent to. */
export const channelKindNames = [
  "webhook",
  "slack",
  "teams",
  "email",
  "jira",
  "pagerduty",
  "syslog",
] as const;

export type ChannelKindName = (typeof channelKindNames)[number];

/** Every kind of channel. */
export const channelKinds: Readonly<Record<ChannelKindName, ChannelKind>> = {
  webhook,
  slack,
  teams,
  email,
  jira,
  pagerduty,
  syslog,
};
