import type { EpochMs } from "../base/clock.ts";
import type { Unit } from "./syntax.ts";

const iso =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/** The moment of a date such as `2026`, `2026-01-31` or `2026-01-31T08:30:00Z`; UTC where it names no zone. `null` if it is none. */
export function epochOfDate(text: string): EpochMs | null {
  const parts = iso.exec(text);
  if (parts === null) return null;
  const [, year, month = "01", day = "01", hour = "00", minute = "00", second = "00"] = parts;
  const zone = zoneOf(parts[8]);
  const fraction = (parts[7] ?? "").padEnd(3, "0").slice(0, 3);
  const utc = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`);
  if (Number.isNaN(utc) || new Date(utc).getUTCDate() !== Number(day)) return null;
  return utc - zone;
}

function zoneOf(text: string | undefined): number {
  if (text === undefined || text.toUpperCase() === "Z") return 0;
  const digits = text.replace(":", "");
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return (digits.startsWith("-") ? -minutes : minutes) * 60_000;
}

const msPerUnit = { hour: 3_600_000, day: 86_400_000 };

/** A moment some units later; months and years are calendar ones in UTC, and the 31st becomes the last of a shorter month. */
export function shiftMoment(moment: EpochMs, amount: number, unit: Unit): EpochMs {
  if (unit === "hour" || unit === "day") return moment + amount * msPerUnit[unit];
  const months = unit === "year" ? amount * 12 : amount;
  const date = new Date(moment);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + Math.trunc(months));
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
