import type { EpochMs } from "../base/clock.ts";
import { numberOf, textOf } from "./cells.ts";
import type { Row, Session } from "./session.ts";
import type { Reader } from "./users.ts";

/** One log-in that lasts. */
export interface StoredSession {
  readonly id: number;
  readonly userId: number;
  /** How they proved who they are: `password`, `single sign-on`. */
  readonly method: string;
  readonly address: string;
  /** The browser, as it calls itself. */
  readonly agent: string;
  readonly createdOn: EpochMs;
  readonly seenOn: EpochMs;
  /** When it ends, whatever is done with it. */
  readonly endsOn: EpochMs;
}

function sessionOf(row: Row): StoredSession {
  return {
    id: numberOf(row, "id"),
    userId: numberOf(row, "user_id"),
    method: textOf(row, "method"),
    address: textOf(row, "address"),
    agent: textOf(row, "agent"),
    createdOn: numberOf(row, "created_on"),
    seenOn: numberOf(row, "seen_on"),
    endsOn: numberOf(row, "ends_on"),
  };
}

/** The session that a token's hash opens. */
export async function findSession(
  reader: Reader,
  tokenHash: string,
): Promise<StoredSession | null> {
  const [row] = await reader.all("select * from login_session where token_hash = ?", [tokenHash]);
  return row === undefined ? null : sessionOf(row);
}

/** The sessions of one user, or of all, that had not ended at a moment, latest first. */
export async function listSessions(
  reader: Reader,
  { userId, now }: { readonly userId: number | null; readonly now: EpochMs },
): Promise<readonly StoredSession[]> {
  const whose = userId === null ? "" : "and user_id = ?";
  const rows = await reader.all(
    `select * from login_session where ends_on > ? ${whose} order by id desc`,
    userId === null ? [now] : [now, userId],
  );
  return rows.map(sessionOf);
}

/** Adds a session, and removes those that are over. */
export async function insertSession(
  session: Session,
  tokenHash: string,
  opened: Omit<StoredSession, "id">,
): Promise<void> {
  await session.run("delete from login_session where ends_on <= ?", [opened.createdOn]);
  await session.run(
    `insert into login_session (token_hash, id, user_id, method, address, agent, created_on, seen_on, ends_on)
     values (?, nextval('session_number'), ?, ?, ?, ?, ?, ?, ?)`,
    [
      tokenHash,
      opened.userId,
      opened.method,
      opened.address,
      opened.agent,
      opened.createdOn,
      opened.seenOn,
      opened.endsOn,
    ],
  );
}

/** Notes that a session was used. */
export async function touchSession(
  session: Pick<Session, "run">,
  id: number,
  now: EpochMs,
): Promise<void> {
  await session.run("update login_session set seen_on = ? where id = ?", [now, id]);
}

/** Ends one session. */
export async function deleteSession(session: Session, id: number): Promise<void> {
  await session.run("delete from login_session where id = ?", [id]);
}

/** Ends all sessions of a user, but for one. */
export async function deleteSessionsOf(
  session: Session,
  userId: number,
  but: number | null = null,
): Promise<void> {
  await session.run("delete from login_session where user_id = ? and id <> ?", [userId, but ?? -1]);
}
