import type { RuleRow, RuleRows } from "./rule-rows.ts";

/** Results that were there at an evaluation: key and label of each. */
type Seen = readonly (readonly [key: string, label: string])[];

/** What a query's results were at the last evaluation. */
export interface SeenRows {
  readonly seen: Seen;
  /** What was there from the first evaluation on: of no account for a rule about new results only. */
  readonly base: Seen;
}

/** A query's results beside those of the evaluation before. */
export interface Compared {
  readonly total: number;
  readonly rows: readonly RuleRow[];
  readonly added: readonly RuleRow[];
  readonly removed: Seen;
  readonly still: number;
  /** What to remember. */
  readonly memory: SeenRows;
}

/** How to compare. */
export interface Comparing {
  /** The last evaluation's; `null` at the first. */
  readonly before: SeenRows | null;
  readonly newOnly: boolean;
  /** Whether what is not there may be there all the same: then it stays remembered. */
  readonly unsure: boolean;
}

const nothing: SeenRows = { seen: [], base: [] };

function seenOf(rows: readonly RuleRow[]): Seen {
  return rows.map(({ key, label }) => [key, label] as const);
}

/** Compares results with those of the evaluation before, by their keys. */
export function compareRows(now: RuleRows, { before, newOnly, unsure }: Comparing): Compared {
  if (before === null && newOnly) {
    const base = seenOf(now.rows);
    return { total: 0, rows: [], added: [], removed: [], still: 0, memory: { seen: [], base } };
  }
  const { seen, base } = before ?? nothing;
  const present = new Set(now.rows.map(({ key }) => key));
  const known = new Set(base.map(([key]) => key));
  const earlier = new Set(seen.map(([key]) => key));
  const rows = now.rows.filter(({ key }) => !known.has(key));
  const added = rows.filter(({ key }) => !earlier.has(key));
  const gone = seen.filter(([key]) => !present.has(key));
  const kept = unsure ? gone : [];
  return {
    total: newOnly ? rows.length : now.total,
    rows,
    added,
    removed: unsure ? [] : gone,
    still: rows.length - added.length,
    memory: {
      seen: [...seenOf(rows), ...kept],
      base: unsure ? base : base.filter(([key]) => present.has(key)),
    },
  };
}
