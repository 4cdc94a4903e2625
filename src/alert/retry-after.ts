import type { EpochMs } from "../base/clock.ts";

/** The longest that a receiver may have us wait, in milliseconds. */
const longest = 24 * 3_600_000;

/** From when on a receiver wants to be asked again, by its answer's Retry-After: seconds, or a date; 0 where it says nothing. */
export function retryAfterOf(header: string | null, now: EpochMs): EpochMs {
  if (header === null) return 0;
  const seconds = /^\d{1,9}$/.test(header.trim()) ? Number(header) : null;
  const moment = seconds === null ? Date.parse(header) : now + seconds * 1_000;
  return Number.isNaN(moment) || moment <= now ? 0 : Math.min(moment, now + longest);
}
