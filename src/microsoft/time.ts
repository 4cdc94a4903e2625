import type { EpochMs } from "../base/clock.ts";

const zero = 48;
const nine = 57;
const dayMs = 86_400_000;

/**
 * Epoch milliseconds of one of the provider's four time shapes (`microsoft-apis` §6.8): ISO with seven decimals, ISO
 * with seconds, `YYYY-MM-DD HH:MM:SS[.fffffff]` without a zone (UTC), and the year 1, which means never. `null` for
 * never and for what is not a time. No Date and no regular expression: the export calls this millions of times.
 */
export function parseTime(text: string): EpochMs | null {
  const midnight = midnightOf(text);
  if (midnight === null || text.length === 10) {
    return midnight;
  }
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  const isTime = hour >= 0 && hour <= 24 && minute >= 0 && minute <= 59 && second >= 0;
  const rest = isTime ? restOf(text) : null;
  return rest === null
    ? null
    : midnight + hour * 3_600_000 + minute * 60_000 + second * 1_000 + rest;
}

function midnightOf(text: string): EpochMs | null {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const isDay = year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return isDay && text[4] === "-" ? daysSinceEpoch(year, month, day) * dayMs : null;
}

/** The number at `from`, -1 where a character is not a digit. */
function digits(text: string, from: number, length: number): number {
  let value = 0;
  for (let index = from; index < from + length; index += 1) {
    const code = text.charCodeAt(index);
    if (!(code >= zero && code <= nine)) {
      return -1;
    }
    value = value * 10 + (code - zero);
  }
  return value;
}

/** Milliseconds of the fraction and the zone, which start at the 20th character; `null` where it is neither. */
function restOf(text: string): number | null {
  if (text.length === 19 || (text.length === 20 && text[19] === "Z")) {
    return 0;
  }
  let end = 19;
  if (text[19] === ".") {
    end = 20;
    while (digits(text, end, 1) >= 0) {
      end += 1;
    }
  }
  const zone = zoneMs(text, end);
  return zone === null ? null : millisecondsOf(text, end) - zone;
}

/** The first three decimals; the rest is cut. */
function millisecondsOf(text: string, end: number): number {
  let value = 0;
  for (let index = 20; index < 23; index += 1) {
    value = value * 10 + (index < end ? text.charCodeAt(index) - zero : 0);
  }
  return value;
}

function zoneMs(text: string, at: number): number | null {
  const sign = text[at];
  if (at === text.length || (sign === "Z" && at + 1 === text.length)) {
    return 0;
  }
  const hours = digits(text, at + 1, 2);
  const minutes = digits(text, at + 4, 2);
  if ((sign !== "+" && sign !== "-") || text[at + 3] !== ":" || hours < 0 || minutes < 0) {
    return null;
  }
  return (sign === "-" ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}

/** Days from 1970-01-01 in the Gregorian calendar (Howard Hinnant's `days_from_civil`). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
