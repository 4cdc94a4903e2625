import type { EpochMs } from "../../base/clock.ts";

const minute = 60_000;
const hour = 60 * minute;

/** How often an instance is read; `null` is by hand only. */
export const pollingIntervals = {
  DISABLED: null,
  THIRTY_MINUTES: 30 * minute,
  ONE_HOUR: hour,
  FOUR_HOURS: 4 * hour,
  EIGHT_HOURS: 8 * hour,
  TWELVE_HOURS: 12 * hour,
  ONE_DAY: 24 * hour,
  ONE_WEEK: 7 * 24 * hour,
} as const satisfies Readonly<Record<string, number | null>>;

/** The names of the intervals, as the doors and the database call them. */
export const pollingNames = [
  "DISABLED",
  "THIRTY_MINUTES",
  "ONE_HOUR",
  "FOUR_HOURS",
  "EIGHT_HOURS",
  "TWELVE_HOURS",
  "ONE_DAY",
  "ONE_WEEK",
] as const satisfies readonly (keyof typeof pollingIntervals)[];

/** The interval of a name, in milliseconds; `null` for reading by hand only. */
export function intervalOf(name: string): number | null {
  const known = pollingNames.find((one) => one === name);
  return known === undefined ? null : pollingIntervals[known];
}

const mostJitter = 5 * minute;

/**
 * How much later than its anchor an instance is read, always the same: instances that were made by one script at one moment
 * would otherwise all be read at once, for ever.
 */
function jitterOf(instanceId: number, interval: number): number {
  const spread = Math.min(mostJitter, interval / 10);
  // Knuth's multiplicative hash: neighbours in number are far apart in time.
  const fraction = ((instanceId * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
  return Math.floor(fraction * spread);
}

/** The next moment after `now` at which an instance is read: a whole number of intervals after its anchor, and its jitter. */
export function nextRunOn(
  of: { readonly instanceId: number; readonly anchorOn: EpochMs; readonly interval: number },
  now: EpochMs,
): EpochMs {
  const first = of.anchorOn + jitterOf(of.instanceId, of.interval);
  const passed = Math.floor((now - first) / of.interval);
  return first + (passed + 1) * of.interval;
}

/**
 * The next moment after a run that began now. One that makes up for a missed time does not stand close before the next usual
 * one: that is passed over when it is less than half an interval away.
 */
export function nextAfterRun(of: Parameters<typeof nextRunOn>[0], now: EpochMs): EpochMs {
  return nextRunOn(of, now + of.interval / 2);
}
