import type { EpochMs } from "../base/clock.ts";
import type { Database } from "./database.ts";
import type { Row, Session } from "./session.ts";

/** What a person said of an account that logs on. */
export interface IdentityLink {
  /** `_key` of the account. */
  readonly accountKey: string;
  /** `_key` of its user; `null`: it is nobody's. */
  readonly userKey: string | null;
  readonly note: string | null;
  readonly linkedOn: EpochMs;
}

function textOrNull(value: Row[string] | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** Everything that was said of the accounts of an instance, by account. */
export async function listIdentityLinks(
  database: Database,
  instanceId: number,
): Promise<readonly IdentityLink[]> {
  const sql = `select account_key, user_key, note, linked_on from identity_link
    where instance_id = ? order by account_key`;
  const rows = await database.all(sql, [instanceId]);
  return rows.map((row) => ({
    accountKey: String(row["account_key"]),
    userKey: textOrNull(row["user_key"]),
    note: textOrNull(row["note"]),
    linkedOn: Number(row["linked_on"]),
  }));
}

/** Keeps what was said of an account in place of what was said before. */
export async function putIdentityLink(
  session: Session,
  instanceId: number,
  { accountKey, userKey, note, linkedOn }: IdentityLink,
): Promise<void> {
  await session.run(
    `insert into identity_link (instance_id, account_key, user_key, note, linked_on) values (?, ?, ?, ?, ?)
     on conflict (instance_id, account_key) do update set
       user_key = excluded.user_key, note = excluded.note, linked_on = excluded.linked_on`,
    [instanceId, accountKey, userKey, note, linkedOn],
  );
}

/** Forgets what was said of an account; false where nothing was. */
export async function removeIdentityLink(
  session: Session,
  instanceId: number,
  accountKey: string,
): Promise<boolean> {
  const rows = await session.all(
    "delete from identity_link where instance_id = ? and account_key = ? returning account_key",
    [instanceId, accountKey],
  );
  return rows.length > 0;
}
