import type { EpochMs } from "../../base/clock.ts";
import type { StoredSession } from "../../store/login-sessions.ts";

/** A log-in ends after so long without a request, in milliseconds. */
const idleLimit = 12 * 3_600_000;

/** A log-in ends after so long whatever happens, in milliseconds. */
export const absoluteLimit = 7 * 24 * 3_600_000;

/** How often it is written down that a session or token is in use, in milliseconds. */
export const touchEvery = 60_000;

/** Whether a session still holds. */
export function isAlive(session: StoredSession, now: EpochMs): boolean {
  return now < session.endsOn && now < session.seenOn + idleLimit;
}
