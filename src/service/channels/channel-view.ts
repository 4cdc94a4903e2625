import { z } from "zod";
import { channelKindNames, channelKinds } from "../../alert/channel/kinds.ts";
import type { StoredChannel } from "../../store/channel.ts";

/** A channel as the doors show it: never with its secrets. */
export const channelView = z.object({
  id: z.number(),
  kind: z.enum(channelKindNames),
  name: z.string(),
  enabled: z.boolean(),
  settings: z.looseObject({}),
  secrets: z.array(z.string()).meta({ description: "The names of the secrets that are there" }),
  version: z.number(),
  createdOn: z.number(),
  updatedOn: z.number(),
});

export type ChannelView = z.output<typeof channelView>;

/** A channel for the doors, with the names of its secrets. */
export function viewOf(
  channel: StoredChannel,
  secrets: readonly string[],
): z.output<typeof channelView> {
  const settings: unknown = JSON.parse(channel.settings);
  return channelView.parse({ ...channel, settings, secrets });
}

/** What can be configured of a kind of channel: JSON Schemas of its settings and secrets. */
export const channelKindView = z.object({
  kind: z.enum(channelKindNames),
  title: z.string(),
  settings: z.looseObject({}),
  secret: z.looseObject({}),
});

export type ChannelKindView = z.output<typeof channelKindView>;

function schemaOf(type: z.ZodType): z.output<typeof channelKindView>["settings"] {
  return { ...z.toJSONSchema(type, { io: "input", unrepresentable: "any" }) };
}

/** Every kind of channel. */
export function kindViews(): z.output<typeof channelKindView>[] {
  return channelKindNames.map((kind) => {
    const { title, settings, secret } = channelKinds[kind];
    return { kind, title, settings: schemaOf(settings), secret: schemaOf(secret) };
  });
}
