import type { Compared } from "./comparison.ts";
import type { Answers } from "./ask-rule.ts";
import type { QueryFacts } from "./message.ts";

const mostData = 50;
const mostLabels = 20;

function factsOf({ total, rows, added, removed, still }: Compared): QueryFacts {
  return {
    total,
    added: added.length,
    removed: removed.length,
    still,
    data: rows.slice(0, mostData).map((row) => row.data),
    addedData: added.slice(0, mostData).map((row) => row.data),
    removedLabels: removed.slice(0, mostLabels).map(([, label]) => label),
  };
}

/** What an evaluation found, short enough to keep and to send. */
export interface Evidence {
  readonly queries: Readonly<Record<string, QueryFacts>>;
  /** Results as people call them, new ones first. */
  readonly labels: readonly string[];
  readonly total: number;
}

/** The evidence of an evaluation; its total is the first query's. */
export function evidenceOf({ queries }: Answers): Evidence {
  const all = Object.values(queries);
  const [first] = all;
  const labels = all.flatMap(({ added, rows }) => [...added, ...rows].map(({ label }) => label));
  return {
    queries: Object.fromEntries(Object.entries(queries).map(([name, one]) => [name, factsOf(one)])),
    labels: [...new Set(labels)].filter((label) => label !== "").slice(0, mostLabels),
    total: first?.total ?? 0,
  };
}

/** Results added, removed and still there in all queries of an evaluation. */
export function countsOf({
  queries,
}: Answers): Readonly<Record<"total" | "added" | "removed" | "still", number>> {
  const all = Object.values(queries);
  const sum = (of: (one: Compared) => number): number =>
    all.reduce((total, one) => total + of(one), 0);
  return {
    total: sum((one) => one.total),
    added: sum((one) => one.added.length),
    removed: sum((one) => one.removed.length),
    still: sum((one) => one.still),
  };
}
