import type { EpochMs } from "../base/clock.ts";

const firstMs = 500;
const longestMs = 60_000;

/** Exponential backoff with full jitter: anything up to half a second, one, two, … a minute. */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.ceil(random() * Math.min(longestMs, firstMs * 2 ** (attempt - 1)));
}

/**
 * `Retry-After` in milliseconds, `null` where there is none. Seconds may be fractional (`2.128`,
 * `microsoft-apis` §2.7) and are rounded up; a date counts from `now`.
 */
export function retryAfterMs(header: string | undefined, now: EpochMs): number | null {
  const text = header?.trim() ?? "";
  if (text === "") {
    return null;
  }
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - now : seconds * 1_000;
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : null;
}
