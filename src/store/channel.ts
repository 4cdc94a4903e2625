import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** A place that alerts are sent to. */
export interface StoredChannel {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly enabled: boolean;
  /** JSON that `alert/` reads; no secret. */
  readonly settings: string;
  readonly version: number;
  readonly createdOn: EpochMs;
  readonly updatedOn: EpochMs;
}

type Reader = Pick<Database, "all">;

function channelOf(row: Row): StoredChannel {
  return {
    id: Number(row["id"]),
    kind: String(row["kind"]),
    name: String(row["name"]),
    enabled: row["enabled"] === true,
    settings: String(row["settings"]),
    version: Number(row["version"]),
    createdOn: Number(row["created_on"]),
    updatedOn: Number(row["updated_on"]),
  };
}

/** Every channel, oldest first. */
export async function listChannels(reader: Reader): Promise<readonly StoredChannel[]> {
  return (await reader.all("select * from channel order by id")).map(channelOf);
}

/** A channel; `null` when there is none of that number. */
export async function findChannel(reader: Reader, id: number): Promise<StoredChannel | null> {
  const [row] = await reader.all("select * from channel where id = ?", [id]);
  return row === undefined ? null : channelOf(row);
}

/** What a channel is to be. */
export interface ChannelWanted {
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: string;
  readonly now: EpochMs;
}

/** Saves a new channel. */
export async function addChannel(
  session: Session,
  { kind, name, enabled, settings, now }: ChannelWanted & { readonly kind: string },
): Promise<StoredChannel> {
  const [row] = await session.all(
    `insert into channel (id, kind, name, enabled, settings, version, created_on, updated_on)
     values (nextval('channel_number'), ?, ?, ?, ?, 1, ?, ?) returning *`,
    [kind, name, enabled, settings, now, now],
  );
  if (row === undefined) throw new Error("the channel vanished while it was saved");
  return channelOf(row);
}

/** Saves a channel anew; `null` when there is none of that number. */
export async function changeChannel(
  session: Session,
  id: number,
  { name, enabled, settings, now }: ChannelWanted,
): Promise<StoredChannel | null> {
  const [row] = await session.all(
    `update channel set name = ?, enabled = ?, settings = ?, version = version + 1, updated_on = ?
     where id = ? returning *`,
    [name, enabled, settings, now, id],
  );
  return row === undefined ? null : channelOf(row);
}

/** Forgets a channel; tells whether there was one. */
export async function removeChannel(session: Session, id: number): Promise<boolean> {
  return (await session.all("delete from channel where id = ? returning id", [id])).length > 0;
}

/** What a receiver calls an alert, such as the key of a Jira issue; `null` when nothing is known. */
export async function findReference(
  reader: Reader,
  channelId: number,
  alertId: number,
): Promise<string | null> {
  const [row] = await reader.all(
    "select reference from channel_reference where channel_id = ? and alert_id = ?",
    [channelId, alertId],
  );
  return typeof row?.["reference"] === "string" ? row["reference"] : null;
}

/** Remembers what a receiver calls an alert. */
export async function saveReference(
  session: Session,
  { channelId, alertId }: { readonly channelId: number; readonly alertId: number },
  reference: string,
): Promise<void> {
  await session.run(
    `insert into channel_reference (channel_id, alert_id, reference) values (?, ?, ?)
     on conflict (channel_id, alert_id) do update set reference = excluded.reference`,
    [channelId, alertId, reference],
  );
}
