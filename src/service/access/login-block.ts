import type { EpochMs } from "../../base/clock.ts";
import type { LoginAttempts } from "../../store/login-attempts.ts";

/** After how many failures in a row a name or an address has to wait. */
export interface BlockRule {
  readonly free: number;
  /** How long at first, in milliseconds; twice as long each time after. */
  readonly first: number;
  readonly longest: number;
}

/** A name: somebody may have forgotten the password, or another is guessing it. */
export const nameRule: BlockRule = { free: 5, first: 30_000, longest: 900_000 };

/** An address: a whole office may be behind it. */
export const addressRule: BlockRule = { free: 20, first: 60_000, longest: 3_600_000 };

/** After so long without a failure, in milliseconds, all is forgotten. */
export const forgetAfter = 24 * 3_600_000;

/** What is known after one more failure. */
export function afterFailure(
  before: LoginAttempts | null,
  rule: BlockRule,
  now: EpochMs,
): LoginAttempts {
  const counted = before !== null && before.failedOn + forgetAfter > now ? before.failures : 0;
  const failures = counted + 1;
  const times = failures - rule.free;
  const wait = times < 0 ? 0 : Math.min(rule.longest, rule.first * 2 ** times);
  return { failures, failedOn: now, blockedUntil: now + wait };
}

/** How long to wait, in milliseconds; 0 when there is no need. */
export function waitOf(attempts: LoginAttempts | null, now: EpochMs): number {
  return attempts === null ? 0 : Math.max(0, attempts.blockedUntil - now);
}
