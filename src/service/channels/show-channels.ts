import { z } from "zod";
import { listChannels } from "../../store/channel.ts";
import { readVerb } from "../verb.ts";
import { secretNames, secretsOf } from "./channel-parts.ts";
import { channelKindView, channelView, kindViews, viewOf } from "./channel-view.ts";
import { channelOf } from "./find-channel.ts";

/** Every channel. */
export const channelsList = readVerb({
  name: "channels.list",
  summary: "Where alerts are sent to",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ items: z.array(channelView) }),
  async run({ parts }) {
    const items: z.output<typeof channelView>[] = [];
    for (const channel of await listChannels(parts.database)) {
      const secrets = await secretsOf(parts, parts.database, channel.id);
      items.push(viewOf(channel, secretNames(secrets)));
    }
    return { items };
  },
});

/** One channel. */
export const channelsGet = readVerb({
  name: "channels.get",
  summary: "One channel, without its secrets",
  role: "viewer",
  input: z.strictObject({ id: z.coerce.number().int() }),
  output: channelView,
  async run({ parts }, { id }) {
    const channel = await channelOf(parts.database, id);
    return viewOf(channel, secretNames(await secretsOf(parts, parts.database, id)));
  },
});

/** What channels there can be. */
export const channelsKinds = readVerb({
  name: "channels.kinds",
  summary: "The kinds of channels, with what is to be configured of each",
  role: "viewer",
  input: z.strictObject({}),
  output: z.object({ items: z.array(channelKindView) }),
  run: () => Promise.resolve({ items: kindViews() }),
});
