import type { EpochMs } from "../base/clock.ts";
import { numberOf } from "./cells.ts";
import type { Session } from "./session.ts";
import type { Reader } from "./users.ts";

/** How often in a row a log-in failed, for one name or from one address. */
export interface LoginAttempts {
  readonly failures: number;
  readonly failedOn: EpochMs;
  readonly blockedUntil: EpochMs;
}

/** What is known of a name or an address; `null` when nothing went wrong lately. */
export async function findAttempts(reader: Reader, subject: string): Promise<LoginAttempts | null> {
  const [row] = await reader.all("select * from login_attempt where subject = ?", [subject]);
  if (row === undefined) return null;
  return {
    failures: numberOf(row, "failures"),
    failedOn: numberOf(row, "failed_on"),
    blockedUntil: numberOf(row, "blocked_until"),
  };
}

/** Keeps everybody else from counting for a name or an address until the transaction ends: no failure is lost. */
export async function holdAttempts(session: Session, subject: string, now: EpochMs): Promise<void> {
  await session.run(
    `insert into login_attempt (subject, failures, failed_on, blocked_until) values (?, 0, ?, 0)
     on conflict (subject) do update set failures = login_attempt.failures`,
    [subject, now],
  );
}

/** Writes what is known now. */
export async function writeAttempts(
  session: Session,
  subject: string,
  attempts: LoginAttempts,
): Promise<void> {
  await session.run(
    `insert into login_attempt (subject, failures, failed_on, blocked_until) values (?, ?, ?, ?)
     on conflict (subject) do update set failures = excluded.failures, failed_on = excluded.failed_on,
       blocked_until = excluded.blocked_until`,
    [subject, attempts.failures, attempts.failedOn, attempts.blockedUntil],
  );
}

/** Forgets a name or an address. */
export async function forgetAttempts(session: Session, subject: string): Promise<void> {
  await session.run("delete from login_attempt where subject = ?", [subject]);
}

/** Forgets all whose last failure was before a moment. */
export async function forgetAttemptsBefore(session: Session, moment: EpochMs): Promise<void> {
  await session.run("delete from login_attempt where failed_on < ? and blocked_until < ?", [
    moment,
    moment,
  ]);
}
