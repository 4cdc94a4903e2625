import type { Value } from "../../../src/j1ql/result.ts";

const numbers = new Intl.NumberFormat("en");
const moments = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** A count with its noun: "1 entity", "1,204 entities". */
export function counted(count: number, one: string, many: string): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** A moment as people write it, in their own zone. */
export function moment(epoch: number): string {
  return moments.format(epoch);
}

const day = 86_400_000;

const steps = [
  // Days are told up to two years.
  { from: 730 * day, ms: 365.25 * day, unit: "y" },
  { from: day, ms: day, unit: "d" },
  { from: 3_600_000, ms: 3_600_000, unit: "h" },
  { from: 60_000, ms: 60_000, unit: "min" },
] as const;

/** How long ago in one unit: "12 min ago". */
export function ago(then: number, now: number): string {
  const age = now - then;
  const step = steps.find(({ from }) => age >= from);
  return step === undefined ? "just now" : `${Math.floor(age / step.ms)} ${step.unit} ago`;
}

/** A property's value as people read it; its name tells whether a number is a moment. */
export function readable(name: string, value: Value): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number")
    return isMoment(name, value) ? moment(value) : numbers.format(value);
  return typeof value === "string" ? value : value.map(String).join(", ");
}

/** Whether a number is a moment: epoch milliseconds of this century, under a name that speaks of time. */
export function isMoment(name: string, value: number): boolean {
  return /On$|seen|since|date|time|created|updated/i.test(name) && value > 9e11 && value < 4.2e12;
}
