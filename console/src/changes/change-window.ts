import type { ChangesRequest } from "../api/api.ts";
import type { Search } from "../app/address.ts";

const day = 86_400_000;

/** The spans that a press chooses, in milliseconds. */
export const spans = [
  { label: "24 hours", ms: day },
  { label: "7 days", ms: 7 * day },
  { label: "30 days", ms: 30 * day },
] as const;

/** What the address asks for: without a beginning, the last 24 hours before `now`. */
export function changesRequest(search: Search, now: number): ChangesRequest {
  const { since = spanText(day), until, type, operation, property } = search;
  return { since: momentOf(since, now), until, net: "true", type, operation, property };
}

/** `-7d` is seven days before now: a link that stays true tomorrow. */
function momentOf(text: string, now: number): string {
  const days = /^-(\d+)d$/.exec(text)?.[1];
  if (days === undefined) return text;
  return String(Math.max(0, now - Number(days) * day));
}

/** How the address says a span. */
export function spanText(ms: number): string {
  return `-${Math.round(ms / day)}d`;
}
