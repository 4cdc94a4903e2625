import type { EpochMs } from "../../base/clock.ts";

/** Milliseconds of a day. */
export const DAY = 86_400_000;

/** A calendar that begins on some morning. */
interface Begun {
  readonly firstMorning: EpochMs;
}

/** The first morning of a sample world that is told no other: 2026-11-02T06:00:00Z. */
export const usualFirstMorning: EpochMs = Date.UTC(2026, 10, 2, 6);

/** The morning of a day of a sample world; day 0 is the first, days before it are negative. */
export function morning({ firstMorning }: Begun, day: number): EpochMs {
  return firstMorning + day * DAY;
}

/** `2026-11-02T06:00:00Z` */
export function isoSeconds(time: EpochMs): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** `2026-11-02T06:00:00+00:00`, as `/api/deviceavinfo` writes times. */
export function isoOffset(time: EpochMs): string {
  return `${new Date(time).toISOString().slice(0, 19)}+00:00`;
}

/**
 * ISO with 3 to 7 decimals, as `/api/machines` writes times. The decimals behind the milliseconds start with a
 * digit below 5, so that cutting and rounding give the same millisecond.
 */
export function isoDecimals(time: EpochMs, decimals: number): string {
  return `${new Date(time).toISOString().slice(0, 23)}${"4207".slice(0, decimals - 3)}Z`;
}

/** `2026-11-02 06:00:00`, or with seven decimals: a time of the finding export, which names no zone. */
export function spaced(time: EpochMs, decimals: 0 | 7): string {
  const text = new Date(time).toISOString().replace("T", " ");
  return decimals === 0 ? text.slice(0, 19) : `${text.slice(0, 23)}1300`;
}

/** The time without its milliseconds. */
export function wholeSecond(time: EpochMs): EpochMs {
  return Math.floor(time / 1000) * 1000;
}
