import { findChannel, type StoredChannel } from "../../store/channel.ts";
import type { Database } from "../../store/database.ts";
import { notFound } from "../not-found.ts";

/** Under which name the secrets of a channel are kept. */
export function channelSecretOwner(channelId: number): string {
  return `channel:${channelId}`;
}

/** A channel. Throws `not_found`. */
export async function channelOf(reader: Pick<Database, "all">, id: number): Promise<StoredChannel> {
  const channel = await findChannel(reader, id);
  if (channel === null) throw notFound(`channel ${id}`, "channels list");
  return channel;
}
