import type { Change } from "../graph/change.ts";

/** How many objects of a type changed, and how often each property did. */
export interface ChangeCounts {
  readonly kind: Change["kind"];
  readonly type: string;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  /** Updates by changed property, most frequent first. */
  readonly properties: readonly { readonly name: string; readonly updated: number }[];
}

interface Tally {
  readonly kind: Change["kind"];
  readonly counts: Record<Change["operation"], number>;
  readonly properties: Map<string, number>;
}

function countsOf(type: string, { kind, counts, properties }: Tally): ChangeCounts {
  const { create: created, update: updated, delete: deleted } = counts;
  const names = [...properties].map(([name, count]) => ({ name, updated: count }));
  const order = names.toSorted((a, b) => b.updated - a.updated || (a.name < b.name ? -1 : 1));
  return { kind, type, created, updated, deleted, properties: order };
}

/** Counts changes by type and property: entities first, each kind by name. */
export async function countChanges(
  batches: AsyncIterable<readonly Change[]>,
): Promise<readonly ChangeCounts[]> {
  const byType = new Map<string, Tally>();
  for await (const batch of batches) {
    for (const { kind, type, operation, properties } of batch) {
      const none = { kind, counts: { create: 0, update: 0, delete: 0 }, properties: new Map() };
      const tally: Tally = byType.get(type) ?? none;
      byType.set(type, tally);
      tally.counts[operation]++;
      for (const name of Object.keys(properties))
        tally.properties.set(name, (tally.properties.get(name) ?? 0) + 1);
    }
  }
  const counts = [...byType].map(([type, tally]) => countsOf(type, tally));
  return counts.toSorted((a, b) => (`${a.kind} ${a.type}` < `${b.kind} ${b.type}` ? -1 : 1));
}
