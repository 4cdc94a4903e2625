import type { EpochMs } from "../base/clock.ts";
import { type Given, misuse } from "./flags.ts";

/** The last moment that a date can say, in milliseconds. */
const last = 8_640_000_000_000_000;

/** A moment given by a flag. Throws a `usage` failure when it is none. */
export function momentOf(given: Given, name: string): EpochMs | undefined {
  const text = given.text(name);
  if (text === undefined) return undefined;
  const moment = parseMoment(text);
  if (moment !== null) return moment;
  throw misuse(
    `${given.origin(name)} wants a time such as 2026-11-02T06:00:00Z or 2026-11-02, not "${text}".`,
  );
}

/**
 * A moment that a user typed: ISO 8601 (in UTC unless a zone is given), or epoch milliseconds. `null` when it is neither,
 * or a day that the calendar does not have.
 */
function parseMoment(text: string): EpochMs | null {
  if (/^\d{11,16}$/.test(text)) return Number(text) <= last ? Number(text) : null;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (day === undefined || !hasDay(day)) return null;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || text.length === 10 ? text : `${text}Z`;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? null : parsed;
}

/** `Date.parse` takes 30 February for 2 March. */
function hasDay(day: string): boolean {
  const parsed = Date.parse(day);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(day);
}
