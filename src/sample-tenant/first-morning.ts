import type { EpochMs } from "../base/clock.ts";
import { DAY } from "./world/times.ts";

const sixHours = 6 * 3_600_000;

/** The morning, 06:00 UTC, of the day of a moment. */
export function morningOf(moment: EpochMs): EpochMs {
  return Math.floor(moment / DAY) * DAY + sixHours;
}

/** The first morning of a tenant that is to be as old as now once so many days have passed in it. */
export function firstMorningBefore(now: EpochMs, days: number): EpochMs {
  return morningOf(now - sixHours) - days * DAY;
}
