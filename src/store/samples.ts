import type { EpochMs } from "../base/clock.ts";
import { checkText } from "../j1ql/analyse.ts";
import type { Sample } from "../j1ql/completion-offer.ts";
import type { Sampled } from "../j1ql/completion-offers.ts";
import type { Database } from "./database.ts";
import { runQuery } from "./query.ts";

/** The most sample values. */
const most = 20;

/** Longer texts help nobody to choose. */
const longest = 80;

// Whoever is typing does not wait longer.
const timeoutMs = 2_000;

/** The values that a property has most often, each element of a list counted by itself. */
export async function readSamples(
  db: Database,
  { types, property }: Sampled,
  { now, signal }: { readonly now: EpochMs; readonly signal?: AbortSignal | undefined },
): Promise<readonly Sample[]> {
  const text = `FIND (${types.join(" | ")}) AS v RETURN UNWIND(v.[${property}]) AS value, COUNT(v) AS count ORDER BY count DESC, value LIMIT ${most}`;
  // A name that cannot be written has no samples.
  const { plan } = checkText(text);
  if (plan === null) return [];
  const result = await runQuery(db, plan, { now, signal, timeoutMs });
  if (result.type !== "table") return [];
  return result.data.flatMap(({ value, count }) => {
    const isScalar =
      typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    if (!isScalar || String(value).length > longest) return [];
    return [{ value, count: Number(count) }];
  });
}
