import type { Catalogue } from "../../src/j1ql/catalogue.ts";
import type { ExportLine } from "../../src/store/export.ts";

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}

/** How many objects of each type a graph has, and how often each property has which kind of value: one by one. */
export function recount(lines: Iterable<ExportLine>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { kind, _type, properties } of lines) {
    count(_type);
    if (kind === "relationship") continue;
    for (const [name, value] of Object.entries(properties))
      count(`${_type}.${name}: ${kindOf(value)}`);
  }
  return counts;
}

/** The same, as a catalogue tells it. */
export function countsIn({ entities, relationships }: Catalogue): ReadonlyMap<string, number> {
  const types = [...entities, ...relationships].map(({ type, count }) => [type, count] as const);
  const kinds = entities.flatMap(({ type, properties }) =>
    Object.entries(properties).flatMap(([name, of]) =>
      Object.entries(of).map(([kind, count]) => [`${type}.${name}: ${kind}`, count] as const),
    ),
  );
  return new Map([...types, ...kinds]);
}
